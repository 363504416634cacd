package dev.avowry.mcp.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.FarServer;
import dev.avowry.testing.SignedInHuman;
import dev.avowry.testing.TestApproval;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestFactor;
import dev.avowry.testing.TestLoan;
import dev.avowry.testing.TestMailbox;
import dev.avowry.testing.TestMcp;
import dev.avowry.testing.TestSecret;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tools at {@code /mcp}: what each does, for whom, and what it says when it does not. */
@AvowryTest
class ToolsTest {
  private static final String NOBODY = "AAAAAAAAAAA";
  private static final String ALL =
      "read agents:spawn sign vault:read vault:write vault:use totp:code mail:read mail:send";

  private static final Set<String> OUTWARD = Set.of("mail.reply", "mail.send", "vault.request");

  private TestClient agent;
  private String token;

  @BeforeEach
  void register() {
    agent = Api.agent(Api.sponsor()).with("scopes", List.of(ALL.split(" "))).register();
    token = TestMcp.token(agent, ALL);
  }

  private static Map<String, Object> child() {
    Map<String, Object> child = new HashMap<>();
    child.put("name", "a child");
    child.put("purpose", "looks something up");
    child.put("jwk", TestClient.newKey().toPublicJWK().toJSONObject());
    child.put("scopes", List.of("read"));
    child.put("resources", List.of(Api.ORDERS));
    return child;
  }

  private static Set<String> listed(String token) {
    return new TreeSet<>(list(token).getList("result.tools.name"));
  }

  private static JsonPath list(String token) {
    return TestMcp.as(token)
        .body(TestMcp.message("tools/list", Map.of()))
        .post("/mcp")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  @Nested
  class Lists {
    @Test
    @DisplayName(
        "tools/list → what whoami says is allowed, among what there is, and no more (A-180)")
    void differsByScope() {
      Set<String> all = listed(token);
      assertTrue(all.containsAll(Set.of("identity.whoami", "vault.read", "totp.code", "spawn")));
      String little = TestMcp.token(agent, "read");

      Set<String> few = listed(little);

      assertFalse(few.contains("vault.read"));
      assertFalse(few.contains("identity.sign"));
      assertEquals(allowed(little, all), few);
      assertEquals(allowed(token, all), all);
    }

    private Set<String> allowed(String token, Set<String> served) {
      Set<String> allowed =
          new TreeSet<>(
              TestMcp.result(token, "identity.whoami", Map.of())
                  .<String>getList("tools.findAll { it.allowed }.name"));
      allowed.retainAll(served);
      return allowed;
    }

    @Test
    @DisplayName("who may have no children is not told of spawn")
    void leavesOutWhatTheCeilingForbids() {
      TestClient leaf =
          Api.agent(Api.sponsor()).with("max_depth", 0).with("max_children", 0).register();
      assertFalse(listed(TestMcp.token(leaf, "agents:spawn")).contains("spawn"));
    }

    @Test
    @DisplayName("each tool has a title, a description, bounded forms and hints")
    void describes() {
      List<Map<String, Object>> tools = list(token).getList("result.tools");
      for (Map<String, Object> tool : tools) {
        JsonPath path = JsonPath.from(JsonObject.mapFrom(tool).encode());
        assertTrue(path.getString("description").length() > 30, tool::toString);
        assertFalse(path.getString("title").isEmpty(), tool::toString);
        assertEquals(false, path.get("inputSchema.additionalProperties"), tool::toString);
        assertEquals("object", path.get("outputSchema.type"), tool::toString);
        assertEquals(
            OUTWARD.contains(path.getString("name")),
            path.get("annotations.openWorldHint"),
            tool::toString);
      }
      JsonPath all = list(token);
      assertEquals(
          Set.of("mail.reply", "mail.send", "revoke_child", "vault.request"),
          Set.copyOf(all.getList("result.tools.findAll { it.annotations.destructiveHint }.name")));
      assertEquals(
          true,
          all.get("result.tools.find { it.name == 'identity.whoami' }.annotations.readOnlyHint"));
    }
  }

  @Nested
  class Acts {
    @Test
    @DisplayName("identity.whoami → the caller, and the same tools as GET /v1/me")
    void tellsWhoCalls() {
      JsonPath self = TestMcp.result(token, "identity.whoami", Map.of());
      JsonPath me = Api.as(agent.ownToken(ALL)).get("/v1/me").jsonPath();

      assertEquals(agent.id(), self.getString("agent"));
      assertEquals(me.getString("sponsor"), self.getString("sponsor"));
      assertEquals(me.getList("scopes"), self.getList("scopes"));
      assertEquals(
          me.getList("tools.collect { [it.name, it.allowed, it.why_not] }"),
          self.getList("tools.collect { [it.name, it.allowed, it.why_not] }"));
    }

    @Test
    @DisplayName("vault.list, vault.read, vault.report_broken → found, read on record, reported")
    void readsASecret() {
      TestSecret secret = TestSecret.keep(Api.admin(), "sesame", Map.of("owner", agent.id()));
      secret.grant(Api.admin(), agent.id());

      JsonPath found = TestMcp.result(token, "vault.list", Map.of("limit", 100));
      assertTrue(found.getList("items.id").contains(secret.id()));
      JsonPath read = TestMcp.result(token, "vault.read", Map.of("secret", secret.id()));
      assertEquals("sesame", read.getString("fields.key"));
      assertEquals(1, read.getInt("version"));
      JsonPath reported =
          TestMcp.result(
              token,
              "vault.report_broken",
              Map.of("secret", secret.id(), "version", 1, "fault", "expired"));
      assertEquals("expired", reported.getString("fault"));
    }

    @Test
    @DisplayName("vault.request → sent with the secret, answered without it")
    void sendsWithASecret() {
      try (FarServer far = FarServer.start()) {
        far.does(came -> FarServer.Said.of(200, Map.of(), "you are " + came.header("X-Key")));
        Map<String, Object> inject = Map.of("as", "header", "name", "X-Key", "field", "key");
        TestSecret secret =
            TestSecret.keep(
                Api.admin(),
                "sesame-open-the-door",
                Map.of(
                    "owner",
                    agent.id(),
                    "bindings",
                    List.of(TestSecret.binding(far.origin(), inject))));
        secret.grant(Api.admin(), agent.id(), Map.of("uses", List.of("use")));

        JsonPath reply =
            TestMcp.result(
                token,
                "vault.request",
                Map.of("secret", secret.id(), "method", "GET", "url", far.origin() + "/me"));

        assertEquals("sesame-open-the-door", far.only().header("X-Key"));
        assertEquals(200, reply.getInt("status"));
        assertFalse(reply.prettify().contains("sesame"), reply::prettify);
        TestMcp.refusal(
            token,
            "vault.request",
            Map.of("secret", secret.id(), "method", "GET", "url", "https://elsewhere.example/"));
      }
    }

    @Test
    @DisplayName("mail.list, mail.search, mail.read, mail.mark, mail.await_code → one's own mail")
    void readsMail() {
      TestMailbox mailbox = TestMailbox.give(agent, TestMailbox.newName());
      mailbox.receiveWhole(
          TestMailbox.signed(
              "peer.example",
              TestMailbox.letter("Your sign-in").replace("Good day.", "Your code is 482913.")));

      JsonPath code =
          TestMcp.result(
              token,
              "mail.await_code",
              Map.of("sender_domain", "peer.example", "wait_seconds", 20));
      assertEquals("482913", code.getString("value"));
      String id = TestMcp.result(token, "mail.list", Map.of("unread", true)).get("items[0].id");
      assertEquals(code.getString("message"), id);
      assertEquals(
          id, TestMcp.result(token, "mail.search", Map.of("words", "sign-in")).get("items[0].id"));
      JsonPath letter = TestMcp.result(token, "mail.read", Map.of("message", id));
      assertEquals("sender@peer.example", letter.getString("message.from"));
      assertEquals(List.of("peer.example"), letter.getList("message.verdict.dkim"));
      assertTrue(letter.getBoolean("message.verdict.aligned"));
      assertTrue(letter.getString("text").contains("482913"));
      TestMcp.result(token, "mail.mark", Map.of("message", id, "seen", true));
      assertEquals(
          List.of(), TestMcp.result(token, "mail.list", Map.of("unread", true)).getList("items"));
    }

    @Test
    @DisplayName("mail.send, mail.reply → queued; to whom it may not write a sentence")
    void sendsMail() {
      TestMailbox mailbox = TestMailbox.give(agent, TestMailbox.newName()).allow(2, "peer.example");
      Map<String, Object> message =
          Map.of("to", List.of("a@peer.example"), "subject", "About it", "text", "Good day.");
      JsonPath sent = TestMcp.result(token, "mail.send", message);
      assertEquals("queued", sent.getString("state"));
      mailbox.receive("a question");
      String id = TestMcp.result(token, "mail.list", Map.of()).get("items[0].id");
      JsonPath reply =
          TestMcp.result(token, "mail.reply", Map.of("message", id, "text", "An answer."));
      assertEquals(id, reply.getString("thread"));

      String refused =
          TestMcp.refusal(
              token,
              "mail.send",
              Map.of("to", List.of("a@evil.example"), "subject", "It", "text", "Good day."));
      assertTrue(refused.contains("may not write"), refused);
    }

    @Test
    @DisplayName("totp.code → the code of now; for another website a sentence and no code")
    void givesACode() {
      TestFactor factor =
          TestFactor.keep(
              Api.admin(),
              TestFactor.calm(),
              Map.of("owner", agent.id(), "origins", List.of("https://shop.example")));
      factor.grant(Api.admin(), agent.id());
      Map<String, String> there =
          Map.of("factor", factor.id(), "origin", "https://shop.example.evil.example");
      String refused = TestMcp.refusal(token, "totp.code", there);
      assertFalse(refused.matches(".*[0-9]{6}.*"), refused);

      JsonPath code =
          TestMcp.result(
              token, "totp.code", Map.of("factor", factor.id(), "origin", "https://shop.example"));
      assertEquals(code.getInt("digits"), code.getString("code").length());
    }

    @Test
    @DisplayName("identity.sign, identity.verify → a JWS that counts, and who made it")
    void signs() {
      JsonPath signed = TestMcp.result(token, "identity.sign", Map.of("text", "I did it"));
      JsonPath verdict =
          TestMcp.result(token, "identity.verify", Map.of("jws", signed.getString("jws")));
      assertTrue(verdict.getBoolean("valid"));
      assertEquals(agent.id(), verdict.getString("agent"));
      JsonPath request =
          TestMcp.result(
              token,
              "identity.sign",
              Map.of("http", Map.of("method", "GET", "url", "https://shop.example/orders?x=1")));
      assertTrue(request.getMap("headers").containsKey("Signature-Input"), request::prettify);
    }

    @Test
    @DisplayName("spawn, revoke_child → an agent below, and its end")
    void spawnsAndStops() {
      String child = TestMcp.result(token, "spawn", child()).getString("id");
      assertEquals(
          agent.id(), Api.admin().get("/v1/agents/{id}", child).path("parent"), "its parent");

      JsonPath stopped =
          TestMcp.result(token, "revoke_child", Map.of("node", child, "reason", "done"));

      assertEquals("revoked", stopped.getString("state"));
      assertEquals("revoked", Api.admin().get("/v1/agents/{id}", child).path("state"));
    }

    @Test
    @DisplayName("vault.write → kept for the caller, who is not told it by that")
    void keepsASecret() {
      Map<String, Object> secret =
          Map.of(
              "name",
              "the shop's account",
              "type",
              "login",
              "fields",
              Map.of("username", "bot", "password", "open-sesame-by-tool"));
      JsonPath kept = TestMcp.result(token, "vault.write", secret);

      String id = kept.getString("id");
      assertEquals(agent.id(), Api.admin().get("/v1/vault/{id}", id).path("owner"));
      assertFalse(kept.prettify().contains("open-sesame"), kept::prettify);
      TestMcp.refusal(token, "vault.read", Map.of("secret", id));
      for (Map<String, ?> fields : List.of(Map.of("username", "bot"), Map.of("Bad Name", "x"))) {
        Map<String, Object> bad = new HashMap<>(secret);
        bad.put("fields", fields);
        String said = TestMcp.refusal(token, "vault.write", bad);
        assertTrue(said.endsWith("Correct the arguments and call again."), said);
      }
    }

    @Test
    @DisplayName("approvals.request → a human says yes, and the agent itself collects the token")
    void asksAHuman() {
      SignedInHuman sponsor = SignedInHuman.sponsor("Ada");
      TestClient asking = TestLoan.asking(sponsor.id()).with("scopes", List.of("read")).register();
      String own = TestMcp.token(asking, "read");

      JsonPath asked = TestMcp.result(own, "approvals.request", TestApproval.petition());

      Map<String, String> request = Map.of("request", asked.getString("id"));
      assertEquals("pending", TestMcp.result(own, "approvals.read", request).getString("state"));
      TestApproval.answer(sponsor.browser(), "approve", asked.getString("id"))
          .then()
          .statusCode(303);
      assertEquals("approved", TestMcp.result(own, "approvals.read", request).getString("state"));
      TestMcp.refusal(token, "approvals.read", request);
      TestApproval collected = TestApproval.of(asking, asked.getString("auth_req_id"));
      assertEquals(400, collected.collect(agent.form()).statusCode());
      assertEquals(200, collected.collect().statusCode());
    }

    @Test
    @DisplayName("delegate → another agent exchanges the caller's tokens")
    void delegates() {
      TestClient other = Api.agent(Api.sponsor()).register();
      JsonPath made = TestMcp.result(token, "delegate", Map.of("actor", other.id()));
      assertEquals(other.id(), made.getString("actor"));
      String subject = agent.token("read", Api.ORDERS);
      assertEquals(
          200,
          other.exchange(subject, Map.of("resource", Api.ORDERS, "scope", "read")).statusCode());
    }
  }

  @Nested
  class Refuses {
    @Test
    @DisplayName("a tool that the token does not allow, by the words of whoami (A-180)")
    void whatTheTableDoesNotAllow() {
      String little = TestMcp.token(agent, "read");
      String why =
          TestMcp.result(little, "identity.whoami", Map.of())
              .getString("tools.find { it.name == 'vault.read' }.why_not");
      String said = TestMcp.refusal(little, "vault.read", Map.of("secret", NOBODY));
      assertTrue(said.contains(why), said);
      assertTrue(said.contains("identity.whoami"), said);
    }

    @ParameterizedTest(name = "vault.read with {0} → a sentence")
    @ValueSource(
        strings = {
          "{}",
          "{\"secret\": 7}",
          "{\"secret\": \"x\"}",
          "{\"secret\": \"../../etc/a\"}",
          "{\"secret\": \"' or 1=1 --\"}",
          "{\"secret\": \"AAAAAAAAAAA\", \"version\": 0}",
          "{\"secret\": \"AAAAAAAAAAA\", \"version\": 1.5}",
          "{\"secret\": \"AAAAAAAAAAA\", \"version\": \"1\"}",
          "{\"secret\": \"AAAAAAAAAAA\", \"sudo\": true}"
        })
    void badArguments(String arguments) {
      String said = TestMcp.refusal(token, "vault.read", new JsonObject(arguments).getMap());
      assertTrue(said.endsWith("Correct the arguments and call again."), said);
      assertFalse(said.contains("Exception"), said);
    }

    @Test
    @DisplayName("a secret that is not the caller's is none, as at the API (A-112)")
    void whatIsNotTheirs() {
      TestSecret secret = TestSecret.keep(Api.admin(), "sesame", Map.of("owner", Api.sponsor()));
      String others = TestMcp.refusal(token, "vault.read", Map.of("secret", secret.id()));
      assertEquals(others, TestMcp.refusal(token, "vault.read", Map.of("secret", NOBODY)));
    }

    @Test
    @DisplayName("more than the parent has, at spawn; itself and strangers, at revoke_child")
    void moreThanThereIs() {
      Map<String, Object> greedy = child();
      greedy.put("scopes", List.of("admin"));
      assertTrue(TestMcp.refusal(token, "spawn", greedy).contains("whoami"));
      for (String node : List.of(agent.id(), Api.agent(Api.sponsor()).register().id(), NOBODY)) {
        TestMcp.refusal(token, "revoke_child", Map.of("node", node, "reason", "test"));
      }
      assertEquals("live", Api.admin().get("/v1/agents/{id}", agent.id()).path("state"));
    }

    @Test
    @DisplayName("an administrator's revoke_child reaches no further than its own children")
    void ofOthersTrees() {
      TestClient admin = Api.agent(Api.sponsor()).with("scopes", List.of("admin")).register();
      TestMcp.refusal(
          TestMcp.token(admin, "admin"),
          "revoke_child",
          Map.of("node", agent.id(), "reason", "test"));
      assertEquals("live", Api.admin().get("/v1/agents/{id}", agent.id()).path("state"));
    }

    @Test
    @DisplayName("a tool that there is none of → a protocol error without a trace")
    void unknownTools() {
      String answer = TestMcp.call(token, "vault.steal", Map.of()).asString();
      assertTrue(answer.contains("-32602"), answer);
      assertFalse(answer.contains("Exception"), answer);
    }
  }

  @Test
  @DisplayName("what is done by a tool is in the ledger as what is done at the API")
  void isOnRecord() throws Exception {
    TestSecret secret = TestSecret.keep(Api.admin(), "sesame", Map.of("owner", agent.id()));
    secret.grant(Api.admin(), agent.id());
    TestMcp.result(token, "vault.read", Map.of("secret", secret.id()));
    Eventually.within(
        Duration.ofSeconds(30),
        "the reading is found in the record",
        () ->
            Api.admin()
                    .get("/v1/audit/events?type=secret_read&agent={id}", agent.id())
                    .jsonPath()
                    .getList("events.event")
                    .size()
                == 1);
  }
}

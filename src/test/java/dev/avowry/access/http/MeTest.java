package dev.avowry.access.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestHuman;
import dev.avowry.testing.TestMailbox;
import dev.avowry.testing.TestProof;
import dev.avowry.testing.TestSigner;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** {@code GET /v1/me}. */
@AvowryTest
class MeTest {
  private static JsonPath me(String token) {
    return Api.as(token).get("/v1/me").then().statusCode(200).extract().jsonPath();
  }

  private static Map<String, Object> tool(JsonPath me, String name) {
    return me.getMap("tools.find{it.name=='%s'}".formatted(name));
  }

  @Nested
  class AnAgent {
    @Test
    @DisplayName("GET /v1/me → who it is, who answers, and what is on its path")
    void knowsItself() {
      TestClient agent = TestSigner.agent();
      String token = agent.ownToken("read");
      JsonPath me = me(token);

      assertEquals(agent.id(), me.getString("agent.id"));
      assertEquals("an agent of the tests", me.getString("agent.name"));
      assertEquals("Ada Lovelace", me.getString("sponsor_name"));
      assertEquals(me.getList("path"), me.getList("path_names.id"));
      assertEquals(List.of("sponsor", "agent", "credential"), me.getList("path_names.kind"));
      assertEquals("Ada Lovelace", me.getString("path_names[0].name"));
      assertEquals("an agent of the tests", me.getString("path_names[1].name"));
      assertNull(me.get("acts_for"));
    }

    @Test
    @DisplayName("GET /v1/me → its ceiling, and what is left of it")
    void knowsItsCeiling() {
      TestClient agent =
          Api.agent(Api.sponsor())
              .with("max_depth", 3)
              .with("max_children", 2)
              .with("max_ttl", 120)
              .with("expires_at", "2099-01-01T00:00:00Z")
              .register();
      JsonPath before = me(agent.ownToken("read"));
      below(agent);
      JsonPath after = me(agent.ownToken("agents:spawn"));

      assertEquals(List.of("agents:spawn", "read", "write"), before.getList("ceiling.scopes"));
      assertEquals(List.of(Api.ORDERS), before.getList("ceiling.resources"));
      assertEquals(120, before.getInt("ceiling.max_ttl"));
      assertEquals(3, before.getInt("left.depth"));
      assertEquals(2, before.getInt("left.children"));
      assertEquals("2099-01-01T00:00:00Z", before.getString("left.expires_at"));
      assertEquals(1, after.getInt("left.children"));
      assertEquals(true, tool(after, "spawn").get("allowed"));
      below(agent);
      Map<String, Object> spawn = tool(me(agent.ownToken("agents:spawn")), "spawn");
      assertEquals(false, spawn.get("allowed"));
      assertEquals("the ceiling leaves no further children", spawn.get("why_not"));
    }

    private void below(TestClient agent) {
      NewTestAgent.subAgent().with("max_ttl", 60).register(agent.ownToken("agents:spawn"));
    }

    @Test
    @DisplayName("GET /v1/me → its address for mail, from when it has one")
    void knowsItsAddress() {
      TestClient agent = TestSigner.agent();
      assertNull(me(agent.ownToken("read")).get("mailbox"));

      TestMailbox mailbox = TestMailbox.give(agent, TestMailbox.newName());

      assertEquals(mailbox.address(), me(agent.ownToken("read")).getString("mailbox"));
    }

    @Test
    @DisplayName("tightened → its next token's ceiling is the lower one, whatever was remembered")
    void knowsItsCeilingOfNow() {
      TestClient agent = TestSigner.agent();
      me(agent.ownToken("read"));
      Api.tighten("agent", agent.id(), Map.of("scopes", List.of("read"))).then().statusCode(200);

      assertEquals(List.of("read"), me(agent.ownToken("read")).getList("ceiling.scopes"));
    }

    @Test
    @DisplayName("GET /v1/me → its credential and its age, its token and how long that lives")
    void knowsItsCredential() {
      TestClient agent = TestSigner.agent();
      String token = agent.ownToken("read");
      JsonPath me = me(token);
      String credential =
          Api.admin().get("/v1/agents/{id}/credentials", agent.id()).path("items[0].id");

      assertEquals(credential, me.getString("credential.id"));
      assertEquals("jwk", me.getString("credential.type"));
      assertTrue(me.getLong("credential.age_seconds") < 60);
      assertNull(me.get("credential.advice"));
      JsonPath claims = Api.claims(token);
      assertEquals(claims.getString("jti"), me.getString("token.jti"));
      assertEquals(
          claims.getLong("iat"), Instant.parse(me.getString("token.issued_at")).getEpochSecond());
      assertEquals(
          claims.getLong("exp"), Instant.parse(me.getString("token.expires_at")).getEpochSecond());
      long remaining = me.getLong("token.remaining");
      assertTrue(remaining > 200 && remaining <= 300, () -> "remaining: " + remaining);
      assertNull(me.get("token.bound_to"));
    }

    @Test
    @DisplayName("with a token that is bound to a key → bound_to jkt")
    void knowsTheBinding() {
      TestClient agent = TestSigner.agent();
      var key = TestClient.newKey();
      String token = agent.boundToken("read", key);
      JsonPath me =
          RestAssured.given()
              .header("Authorization", "DPoP " + token)
              .header("DPoP", TestProof.of(key, "GET", "/v1/me").with(token).sign())
              .get("/v1/me")
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();

      assertEquals("jkt", me.getString("token.bound_to"));
    }

    @Test
    @DisplayName("GET /v1/me → which tools it may call, and a sentence for each that it may not")
    void knowsItsTools() {
      TestClient agent = TestSigner.agent();
      JsonPath reader = me(agent.ownToken("read"));
      JsonPath signer = me(agent.ownToken("sign"));

      assertEquals(true, tool(reader, "identity.whoami").get("allowed"));
      assertEquals(true, tool(reader, "identity.verify").get("allowed"));
      assertEquals(false, tool(reader, "identity.sign").get("allowed"));
      assertEquals(
          "only for agents with the scope sign", tool(reader, "identity.sign").get("why_not"));
      assertEquals("POST /v1/sign", tool(signer, "identity.sign").get("operation"));
      assertEquals(true, tool(signer, "identity.sign").get("allowed"));
      assertNull(tool(signer, "identity.sign").get("why_not"));
      assertEquals(201, TestSigner.jws(agent.ownToken("sign"), "a", Map.of()).statusCode());
      Expect.problem(
          403, "insufficient-scope", TestSigner.jws(agent.ownToken("read"), "a", Map.of()));
    }

    @Test
    @DisplayName("acts for another → for whom, by which chain, and both on the path")
    void knowsForWhom() {
      TestClient agent = TestSigner.agent();
      TestClient other = TestSigner.agent();
      String theirs =
          other
              .clientCredentials(
                  Map.of("scope", "read", "resource", Api.ISSUER, "requested_actor", agent.id()))
              .path("access_token");
      String lent =
          agent
              .exchange(theirs, Map.of("scope", "read", "resource", Api.ISSUER))
              .path("access_token");
      JsonPath me = me(lent);

      assertEquals(other.id(), me.getString("acts_for.subject"));
      assertEquals("ai_agent", me.getString("acts_for.subject_profile"));
      assertEquals(List.of(agent.id()), me.getList("acts_for.chain.sub"));
      assertEquals(agent.id(), me.getString("agent.id"));
      assertTrue(
          me.getList("path_names.kind").containsAll(List.of("delegation", "token", "credential")),
          () -> me.getString("path_names.kind"));
      String delegation = me.getString("path_names.find{it.kind=='delegation'}.name");
      assertEquals("an agent of the tests", delegation);
    }
  }

  @Nested
  class ASubAgent {
    @Test
    @DisplayName("GET /v1/me → all above it by name, and nothing left below")
    void knowsWhatIsAbove() {
      TestClient above = Api.agent(Api.sponsor()).with("name", "the one above").register();
      TestClient child =
          NewTestAgent.subAgent()
              .with("name", "the one below")
              .with("max_children", 0)
              .register(above.ownToken("agents:spawn"));
      JsonPath me = me(child.ownToken("read"));

      assertEquals(
          List.of("Ada Lovelace", "the one above", "the one below"),
          me.getList("path_names.findAll{it.kind!='credential'}.name"));
      assertEquals(0, me.getInt("left.children"));
      assertEquals(false, tool(me, "spawn").get("allowed"));
    }
  }

  @Nested
  class AHuman {
    @Test
    @DisplayName("GET /v1/me → themselves, without agent, ceiling and credential")
    void knowsThemselves() {
      TestHuman human = TestHuman.sponsor();
      JsonPath me = me(human.token());

      assertNull(me.get("agent"));
      assertNull(me.get("ceiling"));
      assertNull(me.get("credential"));
      assertEquals(human.id(), me.getString("sponsor"));
      assertEquals("Ada Lovelace", me.getString("sponsor_name"));
      assertEquals(false, tool(me, "identity.sign").get("allowed"));
      assertEquals(true, tool(me, "spawn").get("allowed"));
    }
  }

  @Nested
  class Nobody {
    @Test
    @DisplayName("GET /v1/me → 401")
    void isTurnedAway() {
      Expect.problem(401, "invalid-token", RestAssured.get("/v1/me"));
    }
  }
}

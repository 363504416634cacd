package dev.avowry.approval.http;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.ECKey;
import dev.avowry.people.Role;
import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Beans;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.Expect;
import dev.avowry.testing.ReceivingServer;
import dev.avowry.testing.SignedInHuman;
import dev.avowry.testing.TestApproval;
import dev.avowry.testing.TestApprovalRule;
import dev.avowry.testing.TestBrowser;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestLoan;
import dev.avowry.testing.TestProof;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CIBA Core 1.0: an agent asks a human who is not there. */
@AvowryTest
class BackchannelTest {
  private TestApprovalRule rule;
  private SignedInHuman sponsor;
  private TestClient client;
  private TestApproval asking;

  @BeforeEach
  void register() {
    rule = TestApprovalRule.ofSomeScope();
    sponsor = SignedInHuman.sponsor("Ada");
    client =
        TestLoan.asking(sponsor.id())
            .with("scopes", List.of("read", rule.scope()))
            .with("name", "paying agent")
            .register();
    asking =
        TestApproval.by(client, sponsor.id())
            .with("scope", "openid read " + rule.scope())
            .with("binding_message", "Pay 120 EUR to Bakery Nord");
  }

  @Nested
  class AnAgent {
    @Test
    @DisplayName("POST /bc-authorize → pending; approved → one token for the human, then no more")
    void isGivenWhatWasApproved() {
      rule.is("sponsor");
      TestApproval asked = asking.ask();
      Expect.oauthError(400, "authorization_pending", asked.collect());
      asked.approve(sponsor.browser()).then().statusCode(303);

      Response answer = asked.collect();

      JsonPath claims = Api.claims(token(answer));
      assertEquals(sponsor.id(), claims.getString("sub"));
      assertEquals(client.id(), claims.getString("act.sub"));
      assertEquals(Api.ORDERS, claims.getString("aud"));
      assertEquals(
          Set.of("openid", "read", rule.scope()), Set.of(claims.getString("scope").split(" ")));
      List<String> path = claims.getList("status.lineage.path");
      assertEquals(sponsor.id(), path.getFirst());
      assertEquals(path.get(1), claims.getString("status.lineage.node"));
      JsonPath identity = Api.claims(answer.path("id_token"));
      assertEquals(sponsor.id(), identity.getString("sub"));
      assertEquals(client.id(), identity.getString("aud"));
      assertNotNull(identity.get("auth_time"));
      assertNull(answer.path("refresh_token"));
      Expect.oauthError(400, "invalid_grant", asked.collect());
      assertTrue(isAlive(token(answer)));
    }

    @Test
    @DisplayName("is given a refresh token when it asks for it and is registered for it")
    void comesBack() {
      TestApproval asked = asking.with("scope", "openid read offline_access").ask();
      asked.approve(sponsor.browser()).then().statusCode(303);
      String refresh = asked.collect().path("refresh_token");
      assertTrue(refresh.startsWith("avow_rf_"));
    }

    @Test
    @DisplayName("16 polls at once of what was approved → one token, and it lives")
    void isGivenOneToken() throws Exception {
      TestApproval asked = asking.ask();
      asked.approve(sponsor.browser()).then().statusCode(303);

      List<Response> answers = AtOnce.run(16, asked::collect);

      List<Response> good = answers.stream().filter(it -> it.statusCode() == 200).toList();
      assertEquals(1, good.size());
      assertTrue(isAlive(token(good.getFirst())));
    }

    @Test
    @DisplayName("refused by the human → access_denied, again and again")
    void isRefused() {
      TestApproval asked = asking.ask();
      asked.refuse(sponsor.browser()).then().statusCode(303);
      Expect.oauthError(400, "access_denied", asked.collect());
      Expect.oauthError(400, "access_denied", asked.collect());
    }

    @Test
    @DisplayName("polling faster than the interval → slow_down, and five seconds longer each time")
    void isSlowedDown() {
      TestApproval asked = asking.ask();
      Expect.oauthError(400, "authorization_pending", asked.collect());
      Expect.oauthError(400, "slow_down", asked.collect());
      Expect.oauthError(400, "slow_down", asked.collect());
      assertEquals(15, interval());
      asked.approve(sponsor.browser()).then().statusCode(303);
      token(asked.collect());
    }

    private int interval() {
      return Beans.ask(
          Pool.class,
          pool ->
              pool.query("select interval from approval_request order by created_at desc limit 1")
                  .execute()
                  .map(rows -> rows.iterator().next().getInteger(0)));
    }

    @Test
    @DisplayName("after its time → expired_token, and a voice comes too late")
    void isTooLate() {
      TestApproval asked = asking.with("requested_expiry", "1").ask();
      String id = asked.id();
      eventually("it has expired", () -> error(asked.collect()).equals("expired_token"));
      Response late = TestApproval.answer(sponsor.browser(), "approve", id);
      late.then().statusCode(409).body(containsString("too late"));
      sponsor
          .browser()
          .get()
          .get("/console/approvals/requests/{id}", id)
          .then()
          .statusCode(200)
          .body(containsString("its time is over"));
    }

    @Test
    @DisplayName(
        "what was asked with a key → the token only with that key, and bound to it (A-043)")
    void keepsItsKey() {
      ECKey held = TestClient.newKey();
      Response opened = asking.send(client.form().header("DPoP", proof(held, "/bc-authorize")));
      TestApproval asked = asking.asked(opened);
      asked.approve(sponsor.browser()).then().statusCode(303);
      Expect.oauthError(400, "invalid_dpop_proof", asked.collect());
      Expect.oauthError(400, "invalid_dpop_proof", asked.collect(with(TestClient.newKey())));

      Response answer = asked.collect(with(held));

      assertEquals("DPoP", answer.path("token_type"));
      assertNotNull(Api.claims(token(answer)).get("cnf.jkt"));
    }

    private RequestSpecification with(ECKey key) {
      return client.form().header("DPoP", proof(key, "/token"));
    }

    private static String proof(ECKey key, String path) {
      return TestProof.of(key, "POST", path).sign();
    }

    @Test
    @DisplayName("another client's auth_req_id, an unknown one → invalid_grant")
    void isTheOneThatAsked() {
      TestApproval asked = asking.ask();
      asked.approve(sponsor.browser()).then().statusCode(303);
      TestClient other = sponsor.agent("other");
      Expect.oauthError(400, "invalid_grant", asked.collect(other.form()));
      Expect.oauthError(
          400, "invalid_grant", new TestApproval(client, Map.of(), "unknown").collect());
      token(asked.collect());
    }

    @Test
    @DisplayName("whose grant was taken back before it collected → nothing")
    void isGivenNothingOfWhatEnded() {
      TestApproval asked = asking.ask();
      asked.approve(sponsor.browser()).then().statusCode(303);
      Api.order("revoke", "agent", client.id()).then().statusCode(200);
      assertEquals(401, asked.collect().statusCode());
    }

    @ParameterizedTest(name = "{0}={1} → {2}")
    @CsvSource(
        nullValues = "null",
        value = {
          "scope, null, invalid_request",
          "scope, read, invalid_scope",
          "scope, openid write, invalid_scope",
          "scope, openid admin, invalid_scope",
          "resource, https://other.example, invalid_target",
          "login_hint, null, invalid_request",
          "login_hint, AAAAAAAAAAA, unknown_user_id",
          "login_hint, nobody@example.com, unknown_user_id",
          "id_token_hint, e30.e30.e30, invalid_request",
          "login_hint_token, x, invalid_request",
          "user_code, x, invalid_request",
          "request, x, invalid_request",
          "request_uri, x, invalid_request",
          "requested_expiry, 0, invalid_request",
          "requested_expiry, x, invalid_request"
        })
    void isToldWhatIsWrong(String name, String value, String error) {
      TestApproval wrong = value == null ? asking.without(name) : asking.with(name, value);
      Expect.oauthError(400, error, wrong.send());
    }

    @ParameterizedTest(name = "binding_message {0} → invalid_binding_message")
    @ValueSource(strings = {"two\nlines", "left\u202eright", "zero\u200bwidth", "\u0007"})
    void sendsNoMessageThatLooksLikeAnother(String message) {
      Expect.oauthError(
          400,
          "invalid_binding_message",
          asking
              .with("binding_message", message)
              .send(client.form().contentType("application/x-www-form-urlencoded; charset=UTF-8")));
      Expect.oauthError(
          400, "invalid_binding_message", asking.with("binding_message", "x".repeat(101)).send());
    }

    @Test
    @DisplayName("proves itself: by its name alone, or not at all → 401")
    void provesItself() {
      Expect.oauthError(
          401,
          "invalid_client",
          asking.send(
              RestAssured.given()
                  .contentType("application/x-www-form-urlencoded")
                  .formParam("client_id", client.id())));
    }

    @Test
    @DisplayName("finds out nobody: strangers, the departed and who is not there are one (A-112)")
    void findsNobodyOut() {
      String stranger = Api.sponsor();
      String unknown = asking.with("login_hint", "AAAAAAAAAAA").send().asString();
      assertEquals(unknown, asking.with("login_hint", stranger).send().asString());
      TestLoan.of(stranger, client);
      asking.with("login_hint", stranger).ask();
      Api.order("suspend", "sponsor", stranger).then().statusCode(200);
      assertEquals(unknown, asking.with("login_hint", stranger).send().asString());
    }

    @Test
    @DisplayName("names a human by an ID token of its own, and by nobody else's")
    void namesByIdToken() {
      TestLoan loan = TestLoan.of(sponsor.id(), client);
      String own = loan.redeem(loan.code()).path("id_token");
      assertNotNull(asking.without("login_hint").with("id_token_hint", own).ask().secret());
      TestClient other = TestLoan.asking(sponsor.id()).register();
      Expect.oauthError(
          400,
          "invalid_request",
          TestApproval.by(other, sponsor.id())
              .without("login_hint")
              .with("id_token_hint", own)
              .send());
      Expect.oauthError(400, "invalid_request", asking.with("id_token_hint", own).send());
    }

    @Test
    @DisplayName("asks five at once and no more → 429, until one is answered")
    void doesNotTireAnybody() {
      TestApproval first = asking.ask();
      for (int i = 0; i < 4; i++) {
        asking.ask();
      }
      String id = first.id();
      Expect.oauthError(429, "too_many_requests", asking.send());
      TestApproval.answer(sponsor.browser(), "refuse", id).then().statusCode(303);
      asking.ask();
    }
  }

  @Nested
  class Humans {
    private SignedInHuman security;
    private TestApproval asked;
    private String id;

    @BeforeEach
    void nothingIsAsked() {
      security = SignedInHuman.with(Role.SECURITY, "Security");
      asked = asking;
      id = "";
    }

    private void ask(String approval) {
      rule.is(approval);
      asked = asking.ask();
      id = asked.id();
    }

    @Test
    @DisplayName("another: the subject's yes is not enough, security's is; a stranger has none")
    void takesAnother() {
      ask("another");
      say(sponsor, 303);
      Expect.oauthError(400, "authorization_pending", asked.collect());
      say(SignedInHuman.sponsor("Stranger"), 404);
      say(SignedInHuman.with(Role.OPERATOR, "Operator"), 404);
      say(security, 303);
      token(asked.collect());
    }

    @Test
    @DisplayName("another: whom the rule names, and no administrator who is the subject")
    void takesWhomTheRuleNames() {
      SignedInHuman named = SignedInHuman.sponsor("Named");
      rule.is("another", List.of(named.id()));
      asked = asking.ask();
      id = asked.id();
      say(sponsor, 303);
      named.browser().get().get("/console/approvals").then().body(containsString(id));
      say(named, 303);
      token(asked.collect());
    }

    @Test
    @DisplayName("two: sponsor and another; nobody counts twice")
    void takesTwo() {
      ask("two");
      say(sponsor, 303);
      say(sponsor, 409);
      Expect.oauthError(400, "authorization_pending", asked.collect());
      say(security, 303);
      say(SignedInHuman.with(Role.ADMIN, "Admin"), 409);
      token(asked.collect());
    }

    @Test
    @DisplayName("one no ends it, and a yes afterwards is a 409 that says so")
    void oneNoEndsIt() {
      ask("two");
      say(sponsor, 303);
      TestApproval.answer(security.browser(), "refuse", id).then().statusCode(303);
      TestApproval.answer(SignedInHuman.with(Role.ADMIN, "Admin").browser(), "approve", id)
          .then()
          .statusCode(409)
          .body(containsString("refused already"));
      Expect.oauthError(400, "access_denied", asked.collect());
    }

    @Test
    @DisplayName("sensitive: one factor → sent through the sign-in, or 403; two → approved")
    void takesTwoFactors() {
      rule.is("sponsor", true);
      asked = asking.ask();
      id = asked.id();
      TestApproval.answer(sponsor.browser(), "approve", id)
          .then()
          .statusCode(403)
          .body(containsString("two factors"));
      TestBrowser old = TestBrowser.twice(sponsor.id());
      old.signedInLongAgo();
      TestApproval.answer(old, "approve", id)
          .then()
          .statusCode(303)
          .header("Location", containsString("/sign-in?fresh=yes"));
      TestApproval.answer(TestBrowser.twice(sponsor.id()), "approve", id).then().statusCode(303);
      token(asked.collect());
    }

    @Test
    @DisplayName("10 voices at the same moment make one grant (A-063)")
    void makeOneGrant() throws Exception {
      ask("two");
      List<TestBrowser> browsers =
          List.of(
              sponsor.browser(),
              security.browser(),
              SignedInHuman.with(Role.ADMIN, "Admin").browser(),
              SignedInHuman.with(Role.SECURITY, "Other").browser());
      AtomicInteger next = new AtomicInteger();

      AtOnce.run(
          12,
          () ->
              TestApproval.answer(
                      browsers.get(next.getAndIncrement() % browsers.size()), "approve", id)
                  .statusCode());

      token(asked.collect());
      Expect.oauthError(400, "invalid_grant", asked.collect());
      List<String> grants =
          Api.admin()
              .get("/v1/nodes/{id}/tree?limit=500", sponsor.id())
              .path("items.findAll { it.kind == 'grant' }.id");
      assertEquals(1, grants.size());
    }

    @Test
    @DisplayName("a rule that becomes stricter while it waits counts")
    void goByTheRuleOfNow() {
      ask("sponsor");
      rule.is("another");
      say(sponsor, 303);
      Expect.oauthError(400, "authorization_pending", asked.collect());
    }

    @Test
    @DisplayName("a form from elsewhere or without csrf → 403, a token of the agent → no way in")
    void answerInPersonOnly() {
      ask("sponsor");
      for (var form :
          List.of(
              sponsor.browser().formFromElsewhere().header("Origin", Api.ISSUER),
              sponsor.browser().formFromElsewhere().header("Origin", "https://evil.example"))) {
        form.formParam("decision", "approve")
            .post("/console/approvals/requests/{id}", id)
            .then()
            .statusCode(403);
      }
      Api.as(client.ownToken("read"))
          .redirects()
          .follow(false)
          .contentType("application/x-www-form-urlencoded")
          .formParam("decision", "approve")
          .post("/console/approvals/requests/{id}", id)
          .then()
          .statusCode(oneOf(303, 401, 403));
      Expect.oauthError(400, "authorization_pending", asked.collect());
    }

    @Test
    @DisplayName("see the message set apart and escaped, in the list and on the page")
    void seeTheMessage() {
      rule.is("sponsor");
      asked = asking.with("binding_message", "<b>pay</b> now").ask();
      id = asked.id();
      for (String path : List.of("/console/approvals", "/console/approvals/requests/" + id)) {
        sponsor
            .browser()
            .get()
            .get(path)
            .then()
            .statusCode(200)
            .body(containsString("paying agent"))
            .body(containsString("&lt;b&gt;pay&lt;/b&gt; now"))
            .body(not(containsString("<b>pay")));
      }
    }

    private void say(SignedInHuman human, int status) {
      assertEquals(
          status, TestApproval.answer(human.browser(), "approve", id).statusCode(), human::id);
    }
  }

  @Nested
  class ByItsToken {
    private Response ask(String token, Map<String, ?> more) {
      Map<String, Object> petition = new HashMap<>(TestApproval.petition());
      petition.putAll(more);
      return Api.as(token).body(petition).post("/v1/approvals");
    }

    @Test
    @DisplayName("POST /v1/approvals → asked of who answers for it, as by /bc-authorize")
    void asks() {
      Response answer = ask(client.ownToken("read"), Map.of("requested_expiry", 60));
      answer.then().statusCode(201).body("expires_in", equalTo(60)).body("interval", equalTo(5));
      String id = answer.path("id");
      Api.as(client.ownToken("read"))
          .get("/v1/approvals/{id}", id)
          .then()
          .body("sponsor", equalTo(sponsor.id()))
          .body("message", equalTo("for the contract"))
          .body("state", equalTo("pending"));
      TestApproval asked = TestApproval.of(client, answer.path("auth_req_id"));
      Expect.oauthError(400, "authorization_pending", asked.collect());
      TestApproval.answer(sponsor.browser(), "approve", id).then().statusCode(303);
      JsonPath claims = Api.claims(token(asked.collect()));
      assertEquals(sponsor.id(), claims.getString("sub"));
      assertEquals(client.id(), claims.getString("act.sub"));
    }

    @Test
    @DisplayName("with authority that was lent, or a human's → 403, and nothing is asked")
    void asksForItselfOnly() {
      TestClient other = sponsor.agent("other");
      Api.as(client.ownToken("read"))
          .body(Map.of("actor", other.id()))
          .post("/v1/delegations")
          .then()
          .statusCode(201);
      String lent =
          other
              .exchange(client.token("read", Api.ISSUER), Map.of("resource", Api.ISSUER))
              .then()
              .statusCode(200)
              .extract()
              .path("access_token");
      Expect.problem(403, "insufficient-scope", ask(lent, Map.of()));
      Api.admin()
          .get("/v1/approvals?limit=500")
          .then()
          .body("items.agent", not(hasItem(other.id())));
    }

    @Test
    @DisplayName("what it does not hold, whom it does not know, what cannot be read → refused")
    void judgesAsAlways() {
      String token = client.ownToken("read");
      Expect.problem(400, "invalid-scope", ask(token, Map.of("scopes", List.of("write"))));
      Expect.problem(400, "invalid-scope", ask(token, Map.of("scopes", List.of("admin"))));
      Expect.problem(
          400, "invalid-target", ask(token, Map.of("resources", List.of("https://x.example"))));
      Expect.problem(400, "unknown-user-id", ask(token, Map.of("login_hint", Api.sponsor())));
      Expect.problem(400, "invalid-binding-message", ask(token, Map.of("binding_message", "a\nb")));
      Expect.problem(400, "invalid-request", ask(token, Map.of("requested_expiry", 0)));
      Expect.problem(400, "invalid-request", ask(token, Map.of("request_uri", "urn:x")));
    }
  }

  @Nested
  class WhoLooks {
    @Test
    @DisplayName("GET /v1/approvals → an agent its own, and nobody else's (A-112)")
    void seesTheirs() {
      TestApproval asked = asking.ask();
      String id = asked.id();
      Api.as(client.ownToken("read"))
          .get("/v1/approvals")
          .then()
          .statusCode(200)
          .body("items.id", equalTo(List.of(id)))
          .body("items[0].state", equalTo("pending"))
          .body("items[0].message", equalTo("Pay 120 EUR to Bakery Nord"));
      TestClient other = sponsor.agent("other");
      Api.as(other.ownToken("read")).get("/v1/approvals").then().body("total", equalTo(0));
      Api.as(other.ownToken("read")).get("/v1/approvals/{id}", id).then().statusCode(404);
      Api.admin().get("/v1/approvals/{id}", id).then().statusCode(200);
    }

    @Test
    @DisplayName("the record tells who asked, who said what, and what came of it")
    void readsTheRecord() {
      TestApproval asked = asking.ask();
      asked.approve(sponsor.browser()).then().statusCode(303);
      Set<String> told = new HashSet<>();
      eventually(
          "it is in the record",
          () -> {
            told.addAll(
                Api.admin()
                    .get("/v1/audit/events?agent={id}&limit=100", client.id())
                    .then()
                    .statusCode(200)
                    .extract()
                    .<List<String>>path("events.event.type"));
            return told.containsAll(
                Set.of("approval_asked", "approval_voiced", "approval_granted"));
          });
    }
  }

  @Nested
  class AClientThatIsPinged {
    private TestApproval pinged(ReceivingServer server) {
      TestClient told =
          Api.agent(sponsor.id())
              .with("backchannel_token_delivery_mode", "ping")
              .with("backchannel_client_notification_endpoint", server.url())
              .register();
      return TestApproval.by(told, sponsor.id())
          .with("client_notification_token", "token-of-the-client");
    }

    @Test
    @DisplayName("hears of the answer with its token, and collects")
    void hearsOfIt() {
      try (ReceivingServer server = ReceivingServer.start()) {
        server.answer(204, "");
        TestApproval asked = pinged(server).ask();
        asked.approve(sponsor.browser()).then().statusCode(303);
        eventually("it is told", () -> !server.posts().isEmpty());

        ReceivingServer.Posted post = server.posts().getFirst();
        assertEquals("Bearer token-of-the-client", post.authorization().orElseThrow());
        assertEquals(asked.secret(), JsonPath.from(post.set()).getString("auth_req_id"));
        token(asked.collect());
      }
    }

    @Test
    @DisplayName(
        "hears of a refusal; and again when it was not there, or sent us elsewhere (A-090)")
    void hearsOfItAgain() {
      try (ReceivingServer server = ReceivingServer.start();
          ReceivingServer elsewhere = ReceivingServer.start()) {
        server.redirect(elsewhere.url());
        TestApproval asked = pinged(server).ask();
        asked.refuse(sponsor.browser()).then().statusCode(303);
        eventually("it is told", () -> !server.posts().isEmpty());
        server.answer(200, "{}");
        eventually("it is told again", () -> server.posts().size() >= 2);
        assertTrue(elsewhere.posts().isEmpty());
        Expect.oauthError(400, "access_denied", asked.collect());
      }
    }

    @Test
    @DisplayName("has to say by which token it knows us → 400")
    void needsAToken() {
      try (ReceivingServer server = ReceivingServer.start()) {
        TestApproval without = pinged(server).without("client_notification_token");
        Expect.oauthError(400, "invalid_request", without.send());
        Expect.oauthError(
            400, "invalid_request", without.with("client_notification_token", "two words").send());
      }
    }

    @ParameterizedTest(name = "mode {0}, endpoint {1} → 400")
    @CsvSource(
        nullValues = "null",
        value = {
          "push, https://client.example/ping",
          "ping, null",
          "poll, https://client.example/ping",
          "null, https://client.example/ping",
          "ping, http://client.example/ping",
          "ping, https://169.254.169.254/latest",
          "ping, https://10.0.0.1/ping",
          "ping, https://user@client.example/ping",
          "whatever, null"
        })
    void isRegisteredNowhereElse(String mode, String endpoint) {
      var agent = Api.agent(sponsor.id());
      if (mode != null) {
        agent = agent.with("backchannel_token_delivery_mode", mode);
      }
      if (endpoint != null) {
        agent = agent.with("backchannel_client_notification_endpoint", endpoint);
      }
      agent.tryRegister(Api.adminToken()).then().statusCode(400);
    }
  }

  @Nested
  class Anybody {
    @Test
    @DisplayName("finds the endpoint, the modes and the grant in the metadata")
    void findsIt() {
      RestAssured.get("/.well-known/openid-configuration")
          .then()
          .body("backchannel_authentication_endpoint", equalTo(Api.ISSUER + "/bc-authorize"))
          .body("backchannel_token_delivery_modes_supported", equalTo(List.of("poll", "ping")))
          .body("backchannel_user_code_parameter_supported", equalTo(false))
          .body("grant_types_supported", hasItem(TestApproval.GRANT_TYPE));
    }
  }

  private boolean isAlive(String token) {
    return client.introspect(token).then().statusCode(200).extract().path("active");
  }

  private static String error(Response answer) {
    assertFalse(answer.statusCode() == 200, answer::asString);
    return answer.path("error");
  }

  private static String token(Response answer) {
    return answer.then().statusCode(200).extract().path("access_token");
  }

  private static void eventually(String what, Callable<Boolean> holds) {
    try {
      Eventually.within(Duration.ofSeconds(20), what, holds);
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }
}

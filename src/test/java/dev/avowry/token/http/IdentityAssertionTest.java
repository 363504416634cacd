package dev.avowry.token.http;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.ECKey;
import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.Expect;
import dev.avowry.testing.Forged;
import dev.avowry.testing.OutsideIssuer;
import dev.avowry.testing.TestApprovalRule;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestProof;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * draft-ietf-oauth-identity-assertion-authz-grant: an agent for a human, by their provider's word.
 */
@AvowryTest
class IdentityAssertionTest {
  private static final String TYP = "oauth-id-jag+jwt";
  private static final Map<String, String> NOTHING_ELSE = Map.of();

  private OutsideIssuer provider;
  private String trust = "";
  private String subject = "";
  private String human = "";
  private TestClient agent;

  @BeforeEach
  void start() {
    provider = OutsideIssuer.start();
    trust = provider.trusted("id_jag");
    subject = UUID.randomUUID().toString();
    human = sponsor(provider.url(), subject);
    agent = Api.agent(human).register();
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  @Nested
  class AnAgentOfThatHuman {
    @Test
    @DisplayName("→ 200: sub is the human, act the agent, the provider on the path")
    void actsForThem() {
      Response answer = redeem(agent, assertion());

      JsonPath claims = Api.claims(token(answer));
      assertEquals(human, claims.getString("sub"));
      assertEquals("user", claims.getString("sub_profile"));
      assertEquals(human, claims.getString("sponsor"));
      assertEquals(agent.id(), claims.getString("act.sub"));
      assertEquals(agent.id(), claims.getString("client_id"));
      assertEquals(Api.ORDERS, claims.getString("aud"));
      assertEquals("read", claims.getString("scope"));
      List<String> path = new ArrayList<>(claims.getList("status.lineage.path"));
      assertEquals(List.of(human, trust), path.subList(0, 2));
      assertTrue(path.contains(agent.id()), path::toString);
      assertTrue(isAlive(token(answer)));
    }

    @Test
    @DisplayName("each assertion is good once, of 20 at the same moment (A-017)")
    void redeemsOnce() throws Exception {
      String assertion = assertion();

      List<Integer> statuses = AtOnce.run(20, () -> redeem(agent, assertion).statusCode());

      assertEquals(1, statuses.stream().filter(it -> it == 200).count(), statuses::toString);
      assertEquals(19, statuses.stream().filter(it -> it == 400).count(), statuses::toString);
      refused(redeem(agent, assertion));
    }

    @Test
    @DisplayName("a jti that another provider or a client has used is free (A-018)")
    void hasJtisOfItsOwn() {
      String jti = UUID.randomUUID().toString();
      Map<String, Object> claims = claims();
      claims.put("jti", jti);
      RestAssured.given()
          .contentType("application/x-www-form-urlencoded")
          .formParam("grant_type", "client_credentials")
          .formParam("client_assertion_type", TestClient.ASSERTION_TYPE)
          .formParam("client_assertion", agent.assertion(it -> it.jwtID(jti)))
          .formParam("resource", Api.ORDERS)
          .post("/token")
          .then()
          .statusCode(200);
      try (OutsideIssuer other = OutsideIssuer.start()) {
        other.trusted("id_jag");
        TestClient theirs = Api.agent(sponsor(other.url(), "them")).register();
        Map<String, Object> same = other.identity("them", theirs.id());
        same.put("jti", jti);
        token(redeem(theirs, other.token(TYP, same)));
      }
      token(redeem(agent, provider.token(TYP, claims)));
    }

    @Test
    @DisplayName(
        "with a proof: bound to its key; what the provider binds needs that very key (A-062)")
    void holdsAKey() {
      ECKey held = TestClient.newKey();
      Map<String, Object> bound = claims();
      bound.put("cnf", Map.of("jkt", thumbprint(held)));

      Response answer = redeem(agent, provider.token(TYP, bound), held);

      assertEquals(thumbprint(held), Api.claims(token(answer)).getString("cnf.jkt"));
      bound.put("jti", "another");
      String again = provider.token(TYP, bound);
      Expect.oauthError(400, "invalid_dpop_proof", redeem(agent, again));
      Expect.oauthError(400, "invalid_dpop_proof", redeem(agent, again, TestClient.newKey()));
    }

    @Test
    @DisplayName("more than the provider or the ceiling allows → 400 (A-050, A-052)")
    void wantsMore() {
      Expect.oauthError(400, "invalid_scope", redeem(agent, assertion(), Map.of("scope", "write")));
      Map<String, Object> claims = claims();
      claims.put("scope", "admin");
      Expect.oauthError(
          400, "invalid_scope", redeem(agent, signed(claims), Map.of("scope", "admin")));
      claims.remove("scope");
      Expect.oauthError(
          400, "invalid_scope", redeem(agent, signed(claims), Map.of("scope", "read")));
      for (String resource : List.of("https://other.example", Api.ISSUER)) {
        Expect.oauthError(
            400, "invalid_target", redeem(agent, assertion(), Map.of("resource", resource)));
      }
      claims.put("resource", List.of("https://other.example"));
      Expect.oauthError(400, "invalid_target", redeem(agent, signed(claims)));
    }

    @Test
    @DisplayName("a scope that takes somebody's word → left out, and 400 when it is asked for")
    void isGivenNothingThatTakesAWord() {
      TestApprovalRule rule = TestApprovalRule.ofSomeScope().is("sponsor");
      TestClient ruled = Api.agent(human).with("scopes", List.of("read", rule.scope())).register();

      Response answer = redeem(ruled, asserting(ruled, "read " + rule.scope()));

      assertEquals("read", Api.claims(token(answer)).getString("scope"));
      Expect.oauthError(
          400,
          "invalid_scope",
          redeem(ruled, asserting(ruled, rule.scope()), Map.of("scope", rule.scope())));
    }

    private String asserting(TestClient client, String scope) {
      Map<String, Object> claims = provider.identity(subject, client.id());
      claims.put("scope", scope);
      claims.put("resource", Api.ORDERS);
      return signed(claims);
    }

    @Test
    @DisplayName("with a client secret → 200: it ends with the secret, and in five minutes")
    void endsWithWhatItProvedItselfBy() {
      TestClient lasting = Api.agent(human).with("max_ttl", 900).register();
      for (int life : List.of(60, 86_400)) {
        String secret =
            Api.admin()
                .body(Map.of("secret", Map.of("expires_in", life)))
                .post("/v1/agents/{id}/credentials", lasting.id())
                .then()
                .statusCode(201)
                .extract()
                .path("client_secret");

        Response answer =
            RestAssured.given()
                .contentType("application/x-www-form-urlencoded")
                .auth()
                .preemptive()
                .basic(lasting.id(), secret)
                .formParam("grant_type", OutsideIssuer.JWT_BEARER)
                .formParam("assertion", signed(provider.identity(subject, lasting.id())))
                .post("/token");

        token(answer);
        assertTrue(answer.<Integer>path("expires_in") <= Math.min(life, 300), answer::asString);
      }
    }

    @Test
    @DisplayName("a sub-agent of theirs exchanges the token on: act grows, sub stays (A-054)")
    void isExchanged() {
      TestClient other = Api.agent(human).register();
      String minted = token(redeem(agent, assertion()));

      JsonPath claims = Api.claims(token(other.exchange(minted, Map.of("scope", "read"))));

      assertEquals(human, claims.getString("sub"));
      assertEquals(other.id(), claims.getString("act.sub"));
      assertEquals(agent.id(), claims.getString("act.act.sub"));
    }
  }

  @Nested
  class AStranger {
    @Test
    @DisplayName("an agent of another sponsor, with an assertion of its own → 400 (A-059, A-060)")
    void isNotTheirs() {
      TestClient stranger = Api.agent(Api.sponsor()).register();
      refused(redeem(stranger, signed(provider.identity(subject, stranger.id()))));
      refused(redeem(stranger, assertion()));
    }

    @Test
    @DisplayName("a subject whom nobody is, or that another provider speaks of → 400 (A-065)")
    void speaksOfNobody() {
      refused(redeem(agent, signed(provider.identity("somebody", agent.id()))));
      refused(redeem(agent, signed(provider.identity(human, agent.id()))));
      try (OutsideIssuer other = OutsideIssuer.start()) {
        other.trusted("id_jag");
        refused(redeem(agent, other.token(TYP, other.identity(subject, agent.id()))));
        Map<String, Object> lie = claims();
        refused(redeem(agent, other.token(TYP, lie)));
        lie.put("iss", other.url());
        refused(redeem(agent, provider.token(TYP, lie)));
      }
    }

    @Test
    @DisplayName("each claim in turn missing or wrong → 400 (A-014, A-015, A-024)")
    void changesAClaim() {
      long now = Instant.now().getEpochSecond();
      for (Map<String, Object> change :
          List.<Map<String, Object>>of(
              Map.of("aud", Api.ISSUER + "/token"),
              Map.of("aud", List.of(Api.ISSUER, "https://other.example")),
              Map.of("client_id", Api.agent(human).register().id()),
              Map.of("client_id", ""),
              Map.of("exp", now - 60),
              Map.of("exp", now + 3600),
              Map.of("iat", now + 90),
              Map.of("iat", now - 3600),
              Map.of("nbf", now + 90),
              Map.of("jti", ""),
              Map.of("jti", "a".repeat(256)),
              Map.of("sub", ""),
              Map.of("resource", 1),
              Map.of("resource", List.of()),
              Map.of("cnf", Map.of("x5t#S256", "a")),
              Map.of("cnf", "a"))) {
        Map<String, Object> claims = claims();
        claims.putAll(change);
        Response answer = redeem(agent, signed(claims));
        assertEquals(400, answer.statusCode(), change::toString);
        refused(answer);
      }
      for (String name : List.of("iss", "sub", "aud", "client_id", "jti", "exp", "iat")) {
        Map<String, Object> claims = claims();
        claims.remove(name);
        Response answer = redeem(agent, signed(claims));
        assertEquals(400, answer.statusCode(), name);
        refused(answer);
      }
    }

    @Test
    @DisplayName("act, may_act, details, tenants: refused by name, never dropped (A-054, A-060)")
    void bringsWhatWeDoNotKnow() {
      for (String name :
          List.of("act", "may_act", "authorization_details", "tenant", "aud_tenant", "aud_sub")) {
        Map<String, Object> claims = claims();
        claims.put(name, Map.of("sub", agent.id()));
        Response answer = redeem(agent, signed(claims));
        refused(answer);
        answer.then().body("error_description", containsString(name));
      }
    }

    @Test
    @DisplayName("another key, no key, none → 400 (A-001, A-006)")
    void signsThemselves() {
      ECKey own = TestClient.newKey();
      for (Map<String, Object> header :
          List.<Map<String, Object>>of(
              Map.of("alg", "ES256", "typ", TYP, "kid", provider.key().getKeyID()),
              Map.of("alg", "ES256", "typ", TYP, "jwk", own.toPublicJWK().toJSONObject()),
              Map.of("alg", "none", "typ", TYP))) {
        refused(redeem(agent, Forged.jws(own, header, claims())));
      }
    }

    @Test
    @DisplayName("without client authentication, or as one → 401; of another typ → 400 (A-010)")
    void mixesKinds() {
      Expect.oauthError(401, "invalid_client", OutsideIssuer.asGrant(assertion(), NOTHING_ELSE));
      Expect.oauthError(401, "invalid_client", OutsideIssuer.asClient(assertion(), NOTHING_ELSE));
      for (String typ : List.of("JWT", "at+jwt", "OAUTH-ID-JAG+JWT")) {
        String other = provider.token(typ, claims());
        Expect.oauthError(400, "invalid_grant", OutsideIssuer.asGrant(other, NOTHING_ELSE));
        Expect.oauthError(401, "invalid_client", OutsideIssuer.asClient(other, NOTHING_ELSE));
        Expect.oauthError(400, "invalid_request", redeem(agent, other));
      }
    }

    @Test
    @DisplayName("an issuer that is trusted for workloads alone → 400 (A-065)")
    void isNoIdentityProvider() {
      try (OutsideIssuer platform = OutsideIssuer.start()) {
        platform.trusted("oidc");
        TestClient theirs = Api.agent(sponsor(platform.url(), "ada")).register();
        refused(redeem(theirs, platform.token(TYP, platform.identity("ada", theirs.id()))));
      }
    }
  }

  @Test
  @DisplayName("GET /v1/audit/why says whose word it was")
  void isExplained() throws Exception {
    String jti = Api.claims(token(redeem(agent, assertion()))).getString("jti");
    Eventually.within(
        Duration.ofSeconds(20),
        "the token is in the tree",
        () -> Api.admin().get("/v1/audit/why/{jti}", jti).statusCode() == 200);

    JsonPath why = Api.admin().get("/v1/audit/why/{jti}", jti).jsonPath();

    assertEquals(trust, why.getString("token.assertion.trusted_issuer"));
    assertEquals(subject, why.getString("token.assertion.subject"));
    assertEquals("descends", why.getString("token.permission"));
    assertEquals(
        List.of("sponsor", "trusted_issuer", "delegation", "agent", "credential"),
        why.getList("path.kind"));
  }

  @Nested
  class WhenItEnds {
    private String minted = "";

    @BeforeEach
    void mint() {
      minted = token(redeem(agent, assertion()));
      assertTrue(isAlive(minted));
    }

    @Test
    @DisplayName("the provider suspended: dead at once, and no other (A-058)")
    void providerSuspended() {
      Api.admin()
          .body(Map.of("state", "suspended"))
          .patch("/v1/trusted-issuers/{id}", trust)
          .then()
          .statusCode(200);
      assertFalse(isAlive(minted));
      refused(redeem(agent, assertion()));
    }

    @Test
    @DisplayName("the delegation revoked: it cannot be had again by asking once more (A-078)")
    void delegationRevoked() {
      String edge = Api.claims(minted).getString("status.lineage.node");
      Api.order("revoke", "node", edge).then().statusCode(200);
      assertFalse(isAlive(minted));
      refused(redeem(agent, assertion()));
    }

    @Test
    @DisplayName("the human suspended: dead (A-058)")
    void humanSuspended() {
      Api.order("suspend", "sponsor", human).then().statusCode(200);
      Expect.oauthError(401, "invalid_client", redeem(agent, assertion()));
    }
  }

  @Nested
  class AnAdministrator {
    @Test
    @DisplayName("POST a rule for such an issuer, or more than one use → 400")
    void cannotRuleIt() {
      for (Map<String, ?> outcome :
          List.of(
              Map.of("agent", agent.id()),
              OutsideIssuer.makes(human, 3),
              OutsideIssuer.quarantine(human, 3))) {
        Expect.problem(
            400, "invalid-request", OutsideIssuer.rule(trust, Map.of("sub", "x"), outcome));
      }
      Map<String, Object> body = provider.trust("id_jag");
      body.put("single_use", false);
      Expect.problem(400, "invalid-request", Api.admin().body(body).post("/v1/trusted-issuers"));
      Api.admin()
          .get("/v1/trusted-issuers/{id}", trust)
          .then()
          .body("max_lifetime", equalTo(300))
          .body("single_use", equalTo(true));
    }
  }

  @Test
  @DisplayName("the metadata names the profile")
  void isAdvertised() {
    assertEquals(
        List.of("urn:ietf:params:oauth:grant-profile:id-jag"),
        RestAssured.get("/.well-known/oauth-authorization-server")
            .path("authorization_grant_profiles_supported"));
  }

  private static String sponsor(String issuer, String subject) {
    return Api.admin()
        .body(
            Map.of("name", "Ada", "email", "ada@example.com", "issuer", issuer, "subject", subject))
        .post("/v1/sponsors")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private Map<String, Object> claims() {
    return provider.identity(subject, agent.id());
  }

  private String signed(Map<String, Object> claims) {
    return provider.token(TYP, claims);
  }

  private String assertion() {
    return signed(claims());
  }

  private static Response redeem(TestClient client, String assertion) {
    return redeem(client, assertion, NOTHING_ELSE);
  }

  private static Response redeem(TestClient client, String assertion, Map<String, String> more) {
    return form(client, assertion).formParams(new HashMap<>(more)).post("/token");
  }

  private static Response redeem(TestClient client, String assertion, ECKey held) {
    return form(client, assertion)
        .header("DPoP", TestProof.ofTokenRequest(held).sign())
        .post("/token");
  }

  private static RequestSpecification form(TestClient client, String assertion) {
    return client
        .form()
        .formParam("grant_type", OutsideIssuer.JWT_BEARER)
        .formParam("assertion", assertion);
  }

  private static String token(Response answer) {
    return answer.then().statusCode(200).extract().path("access_token");
  }

  private static void refused(Response answer) {
    Expect.oauthError(400, "invalid_grant", answer);
  }

  private boolean isAlive(String token) {
    return agent.introspect(token).then().statusCode(200).extract().path("active");
  }

  private static String thumbprint(ECKey key) {
    try {
      return key.computeThumbprint().toString();
    } catch (com.nimbusds.jose.JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

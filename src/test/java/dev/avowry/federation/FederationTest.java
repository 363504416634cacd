package dev.avowry.federation;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.Expect;
import dev.avowry.testing.Forged;
import dev.avowry.testing.OutsideIssuer;
import dev.avowry.testing.TestClient;
import dev.avowry.verifier.Expectation;
import dev.avowry.verifier.Result;
import dev.avowry.verifier.Verifier;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Agents that prove themselves by what an outside issuer gave them. */
@AvowryTest
class FederationTest {
  private static final Map<String, String> READ = Map.of("scope", "read", "resource", Api.ORDERS);

  private OutsideIssuer platform;
  private TestClient agent;

  @BeforeEach
  void start() {
    platform = OutsideIssuer.start();
    agent = Api.agent(Api.sponsor()).register();
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Nested
  class AWorkload {
    @Test
    @DisplayName("of Kubernetes, as client and as grant, again and again → 200")
    void ofKubernetes() {
      String trust = platform.trusted("kubernetes");
      String rule =
          ruled(trust, Map.of("namespace", "agents", "serviceaccount_uid", "uid-1"), isAgent());
      String token = platform.token(platform.kubernetes("agents", "planner", "uid-1"));

      String minted = token(OutsideIssuer.asClient(token, READ));
      String again = token(OutsideIssuer.asGrant(token, READ));

      for (String each : List.of(minted, again)) {
        JsonPath claims = Api.claims(each);
        assertEquals(agent.id(), claims.getString("sub"));
        assertEquals(agent.id(), claims.getString("client_id"));
        List<String> path = claims.getList("status.lineage.path");
        assertEquals(List.of(agent.id(), trust, rule), path.subList(1, path.size()));
      }
    }

    @Test
    @DisplayName("of Kubernetes by RS256, client_id named → 200")
    void ofKubernetesByRsa() {
      RSAKey key = OutsideIssuer.rsaKey();
      Map<String, Object> published = new HashMap<>(key.toPublicJWK().toJSONObject());
      platform.publish(published);
      ruled(platform.trusted("kubernetes"), Map.of("serviceaccount_uid", "uid-1"), isAgent());
      String token = OutsideIssuer.token(key, platform.kubernetes("agents", "planner", "uid-1"));

      Map<String, String> named = new HashMap<>(READ);
      named.put("client_id", agent.id());
      token(OutsideIssuer.asClient(token, named));

      named.put("client_id", Api.agent(Api.sponsor()).register().id());
      refused(OutsideIssuer.asClient(token, named));
    }

    @Test
    @DisplayName("of GitHub, found by discovery: one request a token (A-017)")
    void ofGithub() throws Exception {
      Map<String, Object> body = platform.trust("github");
      body.remove("jwks_uri");
      body.put("discovery", true);
      ruled(
          OutsideIssuer.registered(body),
          Map.of("repository_id", "456789", "ref", "refs/heads/main"),
          isAgent());
      String token = platform.token(platform.github("123456", "456789", "refs/heads/main"));

      List<Integer> statuses =
          AtOnce.run(20, () -> OutsideIssuer.asGrant(token, READ).statusCode());

      assertEquals(
          1, statuses.stream().filter(status -> status == 200).count(), statuses::toString);
      assertEquals(19, statuses.stream().filter(status -> status == 400).count());
      refused(OutsideIssuer.asClient(token, READ));
    }

    @Test
    @DisplayName("of GitHub without jti: what was signed is used up")
    void ofGithubWithoutJti() {
      ruled(platform.trusted("github"), Map.of("repository_id", "456789"), isAgent());
      Map<String, Object> claims = platform.github("123456", "456789", "refs/heads/main");
      claims.remove("jti");
      String token = platform.token(claims);

      token(OutsideIssuer.asGrant(token, READ));
      refusedGrant(OutsideIssuer.asGrant(token, READ));
      refusedGrant(OutsideIssuer.asGrant(platform.token(claims), READ));
    }

    @Test
    @DisplayName("of GitLab, for as long as its job's token lives → 200")
    void ofGitlab() {
      ruled(platform.trusted("gitlab"), Map.of("project_id", "42", "ref", "main"), isAgent());
      String token = platform.token(platform.gitlab("7", "42", "main"));

      token(OutsideIssuer.asClient(token, READ));
      token(OutsideIssuer.asClient(token, READ));
      refused(OutsideIssuer.asClient(platform.token(platform.gitlab("7", "42", "feature")), READ));
      refused(OutsideIssuer.asClient(platform.token(platform.gitlab("7", "43", "main")), READ));
    }

    @Test
    @DisplayName("with a JWT-SVID of its trust domain → 200, of another → 401")
    void ofSpiffe() {
      Map<String, Object> key = new HashMap<>(platform.key().toPublicJWK().toJSONObject());
      key.put("use", "jwt-svid");
      platform.publish(key);
      Map<String, Object> body = platform.trust("spiffe");
      body.put("trust_domain", "prod.example");
      String id = "spiffe://prod.example/ns/agents/sa/planner";
      ruled(OutsideIssuer.registered(body), Map.of("sub", id), isAgent());

      token(OutsideIssuer.asClient(platform.token(platform.claims(Map.of("sub", id))), READ));
      for (String other :
          List.of(
              "spiffe://prod.example/ns/agents/sa/other",
              "spiffe://dev.example/ns/agents/sa/planner",
              "spiffe://prod.example.evil/ns/agents/sa/planner",
              "spiffe://prod.example/ns/agents/../agents/sa/planner",
              "spiffe://prod.example//ns/agents/sa/planner",
              "SPIFFE://prod.example/ns/agents/sa/planner")) {
        refused(
            OutsideIssuer.asClient(platform.token(platform.claims(Map.of("sub", other))), READ));
      }
    }

    @Test
    @DisplayName("to which two rules apply → 401, unless client_id names the agent")
    void isTwoAgents() {
      String trust = platform.trusted("gitlab");
      TestClient other = Api.agent(Api.sponsor()).register();
      ruled(trust, Map.of("project_id", "42"), isAgent());
      ruled(trust, Map.of("project_id", "42", "ref", "main"), Map.of("agent", other.id()));
      String token = platform.token(platform.gitlab("7", "42", "main"));

      refused(OutsideIssuer.asClient(token, READ));
      for (String id : List.of(agent.id(), other.id())) {
        Map<String, String> named = new HashMap<>(READ);
        named.put("client_id", id);
        assertEquals(id, Api.claims(token(OutsideIssuer.asClient(token, named))).getString("sub"));
      }
    }

    @Test
    @DisplayName("asks about tokens and revokes its own like any client")
    void usesTheOtherEndpoints() {
      ruled(platform.trusted("kubernetes"), Map.of("serviceaccount_uid", "u"), isAgent());
      String proof = platform.token(platform.kubernetes("agents", "planner", "u"));
      String minted = token(OutsideIssuer.asClient(proof, READ));

      with(proof, minted).post("/introspect").then().statusCode(200).body("active", equalTo(true));
      with(proof, minted).post("/revoke").then().statusCode(200);
      with(proof, minted).post("/introspect").then().body("active", equalTo(false));
    }

    @Test
    @DisplayName("GET /v1/audit/why says which issuer, rule and subject")
    void isExplained() throws Exception {
      String trust = platform.trusted("oidc");
      String rule = ruled(trust, Map.of("sub", "robot-7"), isAgent());
      String minted =
          token(
              OutsideIssuer.asClient(
                  platform.token(platform.claims(Map.of("sub", "robot-7"))), READ));
      String jti = Api.claims(minted).getString("jti");
      Eventually.within(
          Duration.ofSeconds(20),
          "the token is in the tree",
          () -> Api.admin().get("/v1/audit/why/{jti}", jti).statusCode() == 200);

      JsonPath why = Api.admin().get("/v1/audit/why/{jti}", jti).jsonPath();

      assertEquals(trust, why.getString("token.federation.trusted_issuer"));
      assertEquals(rule, why.getString("token.federation.rule"));
      assertEquals(platform.url(), why.getString("token.federation.issuer"));
      assertEquals("robot-7", why.getString("token.federation.subject"));
      assertEquals(
          List.of("sponsor", "agent", "trusted_issuer", "federation_rule"),
          why.getList("path.kind"));
    }
  }

  @Nested
  class AStranger {
    private Map<String, Object> claims = new HashMap<>();
    private Map<String, Object> header = new LinkedHashMap<>();

    @BeforeEach
    void inOrder() {
      ruled(platform.trusted("kubernetes"), Map.of("serviceaccount_uid", "uid-1"), isAgent());
      claims = platform.kubernetes("agents", "planner", "uid-1");
      header.put("alg", "ES256");
      header.put("kid", platform.key().getKeyID());
    }

    @Test
    @DisplayName("aud: endpoint, prefix, two, none → 401 (A-015, A-030)")
    void isMeantForAnother() {
      for (Object aud :
          List.of(
              "https://kubernetes.default.svc",
              Api.ISSUER + "/",
              Api.ISSUER + "/token",
              List.of(Api.ISSUER, "https://other.example"),
              List.of())) {
        claims.put("aud", aud);
        refusedAtBoth();
      }
      claims.remove("aud");
      refusedAtBoth();
    }

    @Test
    @DisplayName("exp past, too far ahead, absent; iat or nbf ahead; a year's life → 401 (A-014)")
    void isOutOfTime() {
      long now = Instant.now().getEpochSecond();
      for (Map<String, Object> times :
          List.<Map<String, Object>>of(
              Map.of("exp", now - 60),
              Map.of("exp", now + 7200),
              Map.of("exp", now * 1000),
              Map.of("exp", "never"),
              Map.of("iat", now + 61),
              Map.of("nbf", now + 61),
              Map.of("iat", now - 31_536_000))) {
        Map<String, Object> kept = new HashMap<>(claims);
        claims.putAll(times);
        refusedAtBoth();
        claims = kept;
      }
      claims.remove("exp");
      refusedAtBoth();
    }

    @Test
    @DisplayName("10 seconds of another clock → 200")
    void mayHaveAnotherClock() {
      long now = Instant.now().getEpochSecond();
      claims.put("iat", now + 10);
      claims.put("nbf", now + 10);
      token(OutsideIssuer.asClient(signed(), READ));
      claims.put("iat", now - 300);
      claims.put("nbf", now - 300);
      claims.put("exp", now - 10);
      token(OutsideIssuer.asClient(signed(), READ));
    }

    @Test
    @DisplayName("another account, the same name with another uid, two names at once → 401 (A-024)")
    void isAnotherWorkload() {
      claims = platform.kubernetes("agents", "other", "uid-2");
      refusedAtBoth();
      claims = platform.kubernetes("agents", "planner", "uid-2");
      refusedAtBoth();
      claims = platform.kubernetes("agents", "planner", "uid-1");
      claims.put("sub", "system:serviceaccount:agents:other");
      refusedAtBoth();
      claims.remove("kubernetes.io");
      refusedAtBoth();
    }

    @Test
    @DisplayName(
        "typ of another kind, crit, none, HS256, kid of nobody → 401 (A-001, A-009, A-010)")
    void isAnotherKindOfToken() {
      for (Map<String, Object> change :
          List.<Map<String, Object>>of(
              Map.of("typ", "at+jwt"),
              Map.of("typ", "secevent+jwt"),
              Map.of("typ", "client-authentication+jwt"),
              Map.of("typ", "dpop+jwt"),
              Map.of("crit", List.of("exp")),
              Map.of("alg", "none"),
              Map.of("alg", "HS256"),
              Map.of("alg", "RS256"),
              Map.of("kid", "../../jwks"),
              Map.of("kid", List.of("a")))) {
        Map<String, Object> kept = new LinkedHashMap<>(header);
        header.putAll(change);
        refusedAtBoth();
        header = kept;
      }
    }

    @Test
    @DisplayName("a key of their own, in jwk, jku or by the same kid → 401 (A-006, A-007)")
    void bringsAKey() {
      ECKey own = TestClient.newKey();
      int fetched = platform.fetched();
      header.put("jwk", own.toPublicJWK().toJSONObject());
      try (OutsideIssuer theirs = OutsideIssuer.start()) {
        header.put("jku", theirs.jwksUri());
        refused(OutsideIssuer.asClient(Forged.jws(own, header, claims), READ));
        assertEquals(0, theirs.fetched());
      }
      assertTrue(platform.fetched() <= fetched + 1);
    }

    @Test
    @DisplayName("an issuer that is almost the trusted one → 401")
    void isAlmostTheIssuer() {
      for (String iss :
          List.of(platform.url() + "/", platform.url().replace("http:", "HTTP:"), "", "x")) {
        claims.put("iss", iss);
        refusedAtBoth();
      }
    }

    @Test
    @DisplayName("another trusted issuer that says the same of its own → 401 (A-065)")
    void isOfAnotherPlatform() {
      try (OutsideIssuer other = OutsideIssuer.start()) {
        other.trusted("kubernetes");
        refused(
            OutsideIssuer.asClient(
                other.token(other.kubernetes("agents", "planner", "uid-1")), READ));
        claims.put("iss", other.url());
        refusedAtBoth();
      }
    }

    @Test
    @DisplayName("a token or an assertion of our own → 401, 400 (A-010)")
    void showsWhatIsOurs() {
      refused(OutsideIssuer.asClient(agent.token("read", Api.ORDERS), READ));
      refusedGrant(OutsideIssuer.asGrant(agent.token("read", Api.ORDERS), READ));
      refusedGrant(OutsideIssuer.asGrant(agent.assertion(), READ));
    }

    @Test
    @DisplayName("two ways to authenticate, or no assertion → 400 (A-031)")
    void isTwoAtOnce() {
      Map<String, String> both = new HashMap<>(READ);
      both.put("client_assertion_type", TestClient.ASSERTION_TYPE);
      both.put("client_assertion", agent.assertion());
      Expect.oauthError(400, "invalid_request", OutsideIssuer.asGrant(signed(), both));
      Expect.oauthError(400, "invalid_request", OutsideIssuer.asGrant("", READ));
    }

    @Test
    @DisplayName("act and may_act of the outside token are not taken over (A-054)")
    void bringsAnActor() {
      claims.put("act", Map.of("sub", "admin"));
      claims.put("may_act", Map.of("sub", agent.id()));
      claims.put("scope", "admin");

      JsonPath minted = Api.claims(token(OutsideIssuer.asClient(signed(), READ)));

      assertFalse(minted.getMap("$").containsKey("act"));
      assertFalse(minted.getMap("$").containsKey("may_act"));
      assertEquals("read", minted.getString("scope"));
    }

    @Test
    @DisplayName("unknown, suspended and unruled are told in the same words")
    void learnsNothing() {
      Map<String, Object> unknown = new HashMap<>(claims);
      unknown.put("iss", "https://unknown.example");
      Map<String, Object> unruled = platform.kubernetes("agents", "other", "uid-9");

      assertEquals(
          OutsideIssuer.asClient(platform.token(unknown), READ).<String>path("error_description"),
          OutsideIssuer.asClient(platform.token(unruled), READ).<String>path("error_description"));
    }

    private String signed() {
      return Forged.jws(platform.key(), header, claims);
    }

    private void refusedAtBoth() {
      refused(OutsideIssuer.asClient(signed(), READ));
      refusedGrant(OutsideIssuer.asGrant(signed(), READ));
    }
  }

  @Nested
  class WhenTrustEnds {
    private String trust = "";
    private String rule = "";
    private String proof = "";
    private String minted = "";

    @BeforeEach
    void mint() {
      trust = platform.trusted("kubernetes");
      rule = ruled(trust, Map.of("serviceaccount_uid", "uid-1"), isAgent());
      proof = platform.token(platform.kubernetes("agents", "planner", "uid-1"));
      minted = token(OutsideIssuer.asClient(proof, READ));
      assertTrue(isAlive(minted));
    }

    @Test
    @DisplayName("PATCH suspended: dead everywhere by one entry; a second person gives it back")
    void isSuspended() {
      patch(Api.adminToken(), "suspended")
          .then()
          .statusCode(200)
          .body("state", equalTo("suspended"));

      assertFalse(isAlive(minted));
      assertInstanceOf(Result.Dead.class, atAResourceServer(minted));
      refused(OutsideIssuer.asClient(proof, READ));
      refusedGrant(OutsideIssuer.asGrant(proof, READ));

      assertEquals(403, patch(Api.adminToken(), "live").statusCode());
      patch(Api.secondAdminToken(), "live").then().statusCode(200).body("state", equalTo("live"));
      assertFalse(isAlive(minted));
      String after = token(OutsideIssuer.asClient(proof, READ));
      assertTrue(isAlive(after));
      assertInstanceOf(Result.Live.class, atAResourceServer(after));
    }

    /** One that has nothing but our keys and the list. */
    private static Result atAResourceServer(String token) {
      try (Verifier verifier =
          Verifier.of(Api.ISSUER)
              .jwks(RestAssured.get("/jwks").asString())
              .revocationsByHand()
              .build()) {
        verifier.applyRevocations(RestAssured.get("/revocations").asString());
        return verifier.verify(token, Expectation.of(Api.ORDERS, "read"));
      }
    }

    @Test
    @DisplayName("DELETE: dead for ever; trusted anew it is another trust without rules")
    void isRemoved() {
      assertEquals(204, Api.admin().delete("/v1/trusted-issuers/{id}", trust).statusCode());

      assertFalse(isAlive(minted));
      assertTrue(isListed(trust));
      refused(OutsideIssuer.asClient(proof, READ));
      assertEquals(409, patch(Api.secondAdminToken(), "live").statusCode());
      platform.trusted("kubernetes");
      refused(OutsideIssuer.asClient(proof, READ));
      assertFalse(isAlive(minted));
    }

    @Test
    @DisplayName("DELETE of the rule: what was minted by it is dead")
    void losesItsRule() {
      assertEquals(
          204,
          Api.admin().delete("/v1/trusted-issuers/{id}/rules/{rule}", trust, rule).statusCode());

      assertFalse(isAlive(minted));
      assertTrue(isListed(rule));
      refused(OutsideIssuer.asClient(proof, READ));
    }

    @Test
    @DisplayName("POST /v1/revocations with target trust: dry run and order")
    void isOrderedAtTheDoor() {
      JsonPath dry =
          Api.admin()
              .body(Api.order("suspend", "trust", trust, true))
              .post("/v1/revocations")
              .jsonPath();
      assertEquals(1, dry.getInt("affected.live_tokens"));
      assertTrue(isAlive(minted));

      Api.order("suspend", "trust", trust).then().statusCode(200);
      assertFalse(isAlive(minted));
      Expect.problem(
          404,
          "not-found",
          Api.as(agent.ownToken("read"))
              .body(Api.order("revoke", "trust", trust, false))
              .post("/v1/revocations"));
    }

    @Test
    @DisplayName("the agent suspended → 401")
    void losesItsAgent() {
      Api.order("suspend", "agent", agent.id()).then().statusCode(200);
      assertTrue(isListed(agent.id()));
      refused(OutsideIssuer.asClient(proof, READ));
    }

    private Response patch(String token, String state) {
      return Api.as(token).body(Map.of("state", state)).patch("/v1/trusted-issuers/{id}", trust);
    }
  }

  @Nested
  class ItsKeys {
    @Test
    @DisplayName("rotated: the new key counts, the old one no more (A-026)")
    void areRotated() throws Exception {
      ruled(platform.trusted("gitlab"), Map.of("project_id", "42"), isAgent());
      String old = platform.token(platform.gitlab("7", "42", "main"));
      token(OutsideIssuer.asClient(old, READ));

      platform.rotate();
      Eventually.within(
          Duration.ofSeconds(10),
          "the new key counts",
          () -> {
            String token = platform.token(platform.gitlab("7", "42", "main"));
            return OutsideIssuer.asClient(token, READ).statusCode() == 200;
          });
      refused(OutsideIssuer.asClient(old, READ));
    }

    @Test
    @DisplayName("huge, many, redirected, not there → 503, and nothing is let in (A-023, A-090)")
    void areNotFetched() throws Exception {
      ruled(platform.trusted("gitlab"), Map.of("project_id", "42"), isAgent());
      String token = platform.token(platform.gitlab("7", "42", "main"));
      platform.answer(200, "{\"keys\": [], \"x\": \"" + "a".repeat(70_000) + "\"}");
      unavailable(token);
      platform.answer(200, "not json");
      unavailable(token);
      platform.answer(500, "{}");
      unavailable(token);
      try (OutsideIssuer elsewhere = OutsideIssuer.start()) {
        platform.redirect(elsewhere.jwksUri());
        platform.answer(302, "");
        unavailable(token);
        assertEquals(0, elsewhere.fetched());
      }
    }

    @Test
    @DisplayName("given: used without asking anybody; others may be given")
    void areGiven() {
      Map<String, Object> body = platform.trust("gitlab");
      body.remove("jwks_uri");
      body.put("jwks", Map.of("keys", List.of(platform.key().toPublicJWK().toJSONObject())));
      String trust = OutsideIssuer.registered(body);
      ruled(trust, Map.of("project_id", "42"), isAgent());
      String old = platform.token(platform.gitlab("7", "42", "main"));
      token(OutsideIssuer.asClient(old, READ));

      platform.rotate();
      Api.admin()
          .body(
              Map.of("jwks", Map.of("keys", List.of(platform.key().toPublicJWK().toJSONObject()))))
          .patch("/v1/trusted-issuers/{id}", trust)
          .then()
          .statusCode(200);

      refused(OutsideIssuer.asClient(old, READ));
      token(OutsideIssuer.asClient(platform.token(platform.gitlab("7", "42", "main")), READ));
      assertEquals(0, platform.fetched());
    }

    /** The same whether they were asked for just now or a pause ago; here until they were. */
    private void unavailable(String token) throws Exception {
      int before = platform.fetched();
      Eventually.within(
          Duration.ofSeconds(10),
          "the keys are asked for again",
          () -> {
            Expect.oauthError(503, "temporarily_unavailable", OutsideIssuer.asClient(token, READ));
            return platform.fetched() > before;
          });
    }
  }

  @Nested
  class AnAgentMade {
    @Test
    @DisplayName("30 at once make one agent; it is the same later, and has its ceiling")
    void isOne() throws Exception {
      String sponsor = Api.sponsor();
      String trust = platform.trusted("kubernetes");
      String rule = ruled(trust, Map.of("namespace", "jobs"), OutsideIssuer.makes(sponsor, 2));
      String token = platform.token(platform.kubernetes("jobs", "batch", "uid-7"));

      List<Response> answers = AtOnce.run(30, () -> OutsideIssuer.asGrant(token, READ));

      Set<String> made = new TreeSet<>();
      answers.forEach(answer -> made.add(Api.claims(token(answer)).getString("sub")));
      assertEquals(1, made.size(), made::toString);
      Api.admin()
          .get("/v1/agents/{id}", made.iterator().next())
          .then()
          .statusCode(200)
          .body("sponsor", equalTo(sponsor))
          .body("kind", equalTo("workload"))
          .body("name", equalTo("system:serviceaccount:jobs:batch"))
          .body("scopes", equalTo(List.of("read")));
      Expect.oauthError(
          400,
          "invalid_scope",
          OutsideIssuer.asGrant(token, Map.of("scope", "write", "resource", Api.ORDERS)));
      Api.admin()
          .get("/v1/trusted-issuers/{id}/rules", trust)
          .then()
          .body("items[0].id", equalTo(rule))
          .body("items[0].makes.made", equalTo(1));
    }

    @Test
    @DisplayName("no more than the rule allows; a name given again is another agent")
    void areCounted() {
      ruled(
          platform.trusted("kubernetes"),
          Map.of("namespace", "jobs"),
          OutsideIssuer.makes(Api.sponsor(), 2));

      String first = made("uid-1");
      assertFalse(first.equals(made("uid-2")));
      assertEquals(first, made("uid-1"));
      refusedGrant(OutsideIssuer.asGrant(proof("uid-3"), READ));
    }

    @Test
    @DisplayName("is not made at /introspect, nor for who names another agent")
    void isMadeForATokenOnly() {
      ruled(
          platform.trusted("kubernetes"),
          Map.of("namespace", "jobs"),
          OutsideIssuer.makes(Api.sponsor(), 9));
      String proof = proof(UUID.randomUUID().toString());

      refused(with(proof, "x").post("/introspect"));
      refused(OutsideIssuer.asClient(proof, Map.of("client_id", agent.id(), "scope", "read")));
    }

    @Test
    @DisplayName("revoked stays revoked: it is not made again (A-078)")
    void isNotRevived() {
      ruled(
          platform.trusted("kubernetes"),
          Map.of("namespace", "jobs"),
          OutsideIssuer.makes(Api.sponsor(), 9));
      Api.order("revoke", "agent", made("uid-1")).then().statusCode(200);

      refusedGrant(OutsideIssuer.asGrant(proof("uid-1"), READ));
    }

    private String proof(String uid) {
      return platform.token(platform.kubernetes("jobs", "batch", uid));
    }

    private String made(String uid) {
      return Api.claims(token(OutsideIssuer.asGrant(proof(uid), READ))).getString("sub");
    }
  }

  private Map<String, String> isAgent() {
    return Map.of("agent", agent.id());
  }

  private static String ruled(
      String trust, Map<String, String> conditions, Map<String, ?> outcome) {
    return OutsideIssuer.ruled(trust, conditions, outcome);
  }

  private static String token(Response answer) {
    return answer.then().statusCode(200).extract().path("access_token");
  }

  private static void refused(Response answer) {
    Expect.oauthError(401, "invalid_client", answer);
  }

  private static void refusedGrant(Response answer) {
    Expect.oauthError(400, "invalid_grant", answer);
  }

  private boolean isAlive(String token) {
    return agent.introspect(token).then().statusCode(200).extract().path("active");
  }

  private static boolean isListed(String id) {
    List<String> ids =
        RestAssured.given()
            .accept("application/json")
            .get("/revocations")
            .jsonPath()
            .getList("entries.id");
    return ids.contains(id);
  }

  private static io.restassured.specification.RequestSpecification with(
      String proof, String token) {
    return RestAssured.given()
        .contentType("application/x-www-form-urlencoded")
        .formParam("client_assertion_type", TestClient.ASSERTION_TYPE)
        .formParam("client_assertion", proof)
        .formParam("token", token);
  }
}

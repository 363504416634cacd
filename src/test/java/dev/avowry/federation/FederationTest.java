package dev.avowry.federation;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.jwk.RSAKey;
import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.OutsideIssuer;
import dev.avowry.testing.TestClient;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Workloads that prove agents by what their platform gave them. */
@AvowryTest
class FederationTest extends FederationSetting {
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

    List<Integer> statuses = AtOnce.run(20, () -> OutsideIssuer.asGrant(token, READ).statusCode());

    assertEquals(1, statuses.stream().filter(status -> status == 200).count(), statuses::toString);
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
      refused(OutsideIssuer.asClient(platform.token(platform.claims(Map.of("sub", other))), READ));
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
        List.of("sponsor", "agent", "trusted_issuer", "federation_rule"), why.getList("path.kind"));
  }
}

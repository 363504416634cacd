package dev.avowry.gate;

import dev.avowry.testing.Api;
import dev.avowry.testing.ClientSite;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.OutsideIssuer;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestLoan;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Whatever a token may rest on, made for one case: an agent below another below a sponsor, the role
 * by which it may, a platform that vouches for it, an address at which it has a document, an
 * identity provider that vouches for the sponsor, a lender below another sponsor whose token names
 * the agent in {@code may_act}, and a human who has lent the agent something. Scope, resource and
 * vendor are nobody else's.
 */
record Family(
    String unique,
    OutsideIssuer platform,
    String trust,
    String rule,
    TestClient addressed,
    String host,
    String policy,
    OutsideIssuer provider,
    String providersTrust,
    String sponsor,
    TestClient parent,
    TestClient agent,
    String role,
    String lendersSponsor,
    TestClient lender,
    String human,
    TestLoan loan) {
  static Family register(OutsideIssuer platform, OutsideIssuer provider, ClientSite site) {
    String unique = UUID.randomUUID().toString();
    String sponsor = sponsor(provider.url(), unique);
    TestClient parent = agent(Api.agent(sponsor), unique).with("max_depth", 2).register();
    TestClient agent =
        agent(NewTestAgent.subAgent(), unique)
            .with("scopes", List.of(scope(unique)))
            .with("vendor", vendor(unique))
            .with("by_roles", true)
            .with("redirect_uris", List.of(TestLoan.REDIRECT))
            .with("token_endpoint_auth_method", "none")
            .register(parent.ownToken("agents:spawn"));
    String role = role(unique);
    Api.admin().put("/v1/agents/{id}/roles/{role}", agent.id(), role).then().statusCode(200);
    String lendersSponsor = Api.sponsor();
    String human = Api.sponsor();
    String trust = platform.trusted("oidc");
    TestClient addressed = site.client("/" + unique);
    String host = site.trusted();
    return new Family(
        unique,
        platform,
        trust,
        OutsideIssuer.ruled(trust, Map.of("sub", unique), Map.of("agent", agent.id())),
        addressed,
        host,
        OutsideIssuer.ruled(host, Map.of("client_id", addressed.id()), Map.of("agent", agent.id())),
        provider,
        provider.trusted("id_jag"),
        sponsor,
        parent,
        agent,
        role,
        lendersSponsor,
        agent(Api.agent(lendersSponsor), unique).register(),
        human,
        TestLoan.of(human, agent, Set.of(scope(unique)), List.of(resource(unique))));
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

  private static String role(String unique) {
    return Api.admin()
        .body(
            Map.of(
                "name",
                unique,
                "description",
                "what the agent may",
                "ceiling",
                Map.of("scopes", List.of(scope(unique)), "resources", List.of(resource(unique)))))
        .post("/v1/agent-roles")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static NewTestAgent agent(NewTestAgent agent, String unique) {
    return agent
        .with("scopes", List.of(scope(unique), "agents:spawn"))
        .with("resources", List.of(resource(unique)));
  }

  private static String scope(String unique) {
    return "read-" + unique;
  }

  private static String resource(String unique) {
    return "https://" + unique + ".example";
  }

  private static String vendor(String unique) {
    return "Vendor " + unique;
  }

  String scope() {
    return scope(unique);
  }

  String resource() {
    return resource(unique);
  }

  String vendor() {
    return vendor(unique);
  }

  /** What every one of these asks for. */
  Map<String, String> wanted() {
    return Map.of("scope", scope(), "resource", resource());
  }

  /** The lender's token. */
  String lent() {
    return lender
        .clientCredentials(
            Map.of("scope", scope(), "resource", resource(), "requested_actor", agent.id()))
        .then()
        .statusCode(200)
        .extract()
        .path("access_token");
  }

  /** A token of the platform for the agent. */
  String outside() {
    return platform.token(platform.claims(Map.of("sub", unique)));
  }

  /** The provider's word that the agent acts for the sponsor. */
  String identityAssertion() {
    Map<String, Object> claims = provider.identity(unique, agent.id());
    claims.put("scope", scope());
    claims.put("resource", resource());
    return provider.token("oauth-id-jag+jwt", claims);
  }

  /** The credential with which a client was registered. */
  static String credential(TestClient client) {
    return Api.admin()
        .get("/v1/agents/{id}/credentials", client.id())
        .then()
        .statusCode(200)
        .extract()
        .path("items[0].id");
  }

  /** One more credential of the agent, as it was answered. */
  Response addCredential(Map<String, ?> body) {
    Response answer = Api.admin().body(body).post("/v1/agents/{id}/credentials", agent.id());
    answer.then().statusCode(201);
    return answer;
  }
}

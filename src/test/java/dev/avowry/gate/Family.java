package dev.avowry.gate;

import dev.avowry.testing.Api;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.OutsideIssuer;
import dev.avowry.testing.TestClient;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Whatever a token may rest on, made for one case: an agent below another below a sponsor, which a
 * platform vouches for as well, and a lender below another sponsor whose token names it in {@code
 * may_act}. Scope, resource and vendor are nobody else's.
 */
record Family(
    String scope,
    String resource,
    String vendor,
    String sponsor,
    TestClient parent,
    TestClient agent,
    String lendersSponsor,
    TestClient lender,
    OutsideIssuer platform,
    String subject,
    String trust,
    String rule) {
  static Family register(OutsideIssuer platform, String trust) {
    String unique = UUID.randomUUID().toString();
    String scope = "read-" + unique;
    String resource = "https://" + unique + ".example";
    String sponsor = Api.sponsor();
    TestClient parent = agent(Api.agent(sponsor), scope, resource).with("max_depth", 2).register();
    TestClient agent =
        agent(NewTestAgent.subAgent(), scope, resource)
            .with("scopes", List.of(scope))
            .with("vendor", "Vendor " + unique)
            .register(parent.ownToken("agents:spawn"));
    String lendersSponsor = Api.sponsor();
    TestClient lender = agent(Api.agent(lendersSponsor), scope, resource).register();
    String rule = OutsideIssuer.ruled(trust, Map.of("sub", unique), Map.of("agent", agent.id()));
    return new Family(
        scope,
        resource,
        "Vendor " + unique,
        sponsor,
        parent,
        agent,
        lendersSponsor,
        lender,
        platform,
        unique,
        trust,
        rule);
  }

  private static NewTestAgent agent(NewTestAgent agent, String scope, String resource) {
    return agent
        .with("scopes", List.of(scope, "agents:spawn"))
        .with("resources", List.of(resource));
  }

  /** What every one of these asks for. */
  Map<String, String> wanted() {
    return Map.of("scope", scope, "resource", resource);
  }

  /** The lender's token. */
  String lent() {
    return lender
        .clientCredentials(
            Map.of("scope", scope, "resource", resource, "requested_actor", agent.id()))
        .then()
        .statusCode(200)
        .extract()
        .path("access_token");
  }

  /** A token of the platform for the agent. */
  String outside() {
    return platform.token(platform.claims(Map.of("sub", subject)));
  }

  /** The only credential of a client. */
  static String credential(TestClient client) {
    return Api.admin()
        .get("/v1/agents/{id}/credentials", client.id())
        .then()
        .statusCode(200)
        .extract()
        .path("items[0].id");
  }

  /** An order, given by one who may break the glass. */
  static Response order(Map<String, ?> order) {
    return Api.admin().body(order).post("/v1/revocations");
  }
}

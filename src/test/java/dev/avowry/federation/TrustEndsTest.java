package dev.avowry.federation;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.OutsideIssuer;
import dev.avowry.verifier.Expectation;
import dev.avowry.verifier.Result;
import dev.avowry.verifier.Verifier;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Trust that is suspended, removed, or loses its rule. */
@AvowryTest
class TrustEndsTest extends FederationSetting {
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
    patch(Api.adminToken(), "suspended").then().statusCode(200).body("state", equalTo("suspended"));

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
        204, Api.admin().delete("/v1/trusted-issuers/{id}/rules/{rule}", trust, rule).statusCode());

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

package dev.avowry.audit.http;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestClient;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Why a token was issued. */
@AvowryTest
class WhyTest {
  private String sponsor;
  private TestClient planner;
  private TestClient worker;

  @BeforeEach
  void register() {
    sponsor = Api.sponsor();
    planner = Api.agent(sponsor).with("name", "planner").register();
    worker = Api.agent(sponsor).with("name", "worker").with("scopes", List.of("read")).register();
  }

  @Test
  @DisplayName("GET /v1/audit/why/{jti} of an agent's own token → who, for whom, by which ceilings")
  void explainsATokenOfItsOwn() throws Exception {
    String jti = jti(planner.token("read", Api.ORDERS));

    why(jti)
        .body("token.jti", equalTo(jti))
        .body("token.agent", equalTo(planner.id()))
        .body("token.agent_name", equalTo("planner"))
        .body("token.grant", equalTo("client_credentials"))
        .body("token.audience", equalTo(Api.ORDERS))
        .body("token.requested", contains("read"))
        .body("token.scopes.scope", contains("read"))
        .body("token.scopes[0].allowed_by.node", contains(sponsor, planner.id()))
        .body("token.scopes[0].allowed_by.by", contains("any", "listed"))
        .body("token.unknown", contains("code_root"))
        .body("token.parent", nullValue())
        .body("sponsor.id", equalTo(sponsor))
        .body("sponsor.name", equalTo("Ada Lovelace"))
        .body("sponsor.email", equalTo("ada@example.com"))
        .body("path.kind", contains("sponsor", "agent", "credential"))
        .body("path.name", contains("Ada Lovelace", "planner", null))
        .body("path[0].state", equalTo("live"))
        .body("path[1].scopes", containsInAnyOrder("agents:spawn", "read", "write"))
        .body("path[1].parent", equalTo(sponsor))
        .body("revoked", equalTo(false))
        .body("actions", hasSize(0));
  }

  @Test
  @DisplayName("GET /v1/audit/why/{jti} of an exchanged token → its parent and the permission")
  void explainsAnExchange() throws Exception {
    String subject =
        planner
            .clientCredentials(
                Map.of(
                    "scope", "read write", "resource", Api.ORDERS, "requested_actor", worker.id()))
            .path("access_token");
    String token = worker.exchange(subject, Map.of()).path("access_token");

    why(jti(token))
        .body("token.agent_name", equalTo("worker"))
        .body("token.permission", equalTo("may_act"))
        .body("token.subject", equalTo(planner.id()))
        .body("token.requested", hasSize(0))
        .body("token.scopes.scope", contains("read"))
        .body("token.parent.jti", equalTo(jti(subject)))
        .body("token.parent.agent_name", equalTo("planner"))
        .body("token.parent.scopes.scope", contains("read", "write"))
        .body(
            "path.kind",
            contains(
                "sponsor", "agent", "credential", "token", "delegation", "agent", "credential"))
        .body("path[4].actor", equalTo(worker.id()))
        .body("path[4].scopes", contains("read"));
  }

  @Test
  @DisplayName("GET /v1/audit/why/{jti} of what was revoked since → the row that says so")
  void explainsItsEnd() throws Exception {
    String before = jti(planner.token("read", Api.ORDERS));
    Api.order("suspend", "agent", planner.id()).then().statusCode(200);
    Api.order("resume", "agent", planner.id()).then().statusCode(200);
    String after = jti(planner.token("read", Api.ORDERS));
    Trail.await(1, "jti=" + after);

    why(before)
        .body("revoked", equalTo(true))
        .body("revoked_by.event.type", equalTo("authority_suspended"))
        .body("path[1].state", equalTo("live"));
    why(after).body("revoked", equalTo(false));
  }

  @Test
  @DisplayName("GET /v1/audit/why/{jti} of what was ended with a vendor's software → the row too")
  void explainsTheEndOfAClass() throws Exception {
    String vendor = "Example Robotics " + UUID.randomUUID();
    TestClient robot = Api.agent(sponsor).with("vendor", vendor).register();
    String token = jti(robot.token("read", Api.ORDERS));
    Api.admin()
        .body(
            Map.of(
                "target",
                Map.of("vendor", vendor),
                "mode",
                "revoke",
                "reason",
                "incident",
                "break_glass",
                true))
        .post("/v1/revocations")
        .then()
        .statusCode(200);
    Eventually.within(
        Duration.ofSeconds(10),
        "the revocation in the tree",
        () -> why(token).extract().path("revoked"));

    why(token)
        .body("revoked_by.event.type", equalTo("authority_revoked"))
        .body("revoked_by.event.target", equalTo("vendor:" + vendor));
  }

  @Test
  @DisplayName("GET /v1/audit/why/{jti} → what its agent did with it")
  void tellsWhatWasDone() throws Exception {
    String token = planner.ownToken("read");
    Api.as(token)
        .body(Map.of("action", "invoice.pay", "resource", "invoice 7", "outcome", "failed"))
        .post("/v1/audit/actions")
        .then()
        .statusCode(201);
    Trail.await(2, "jti=" + jti(token));

    why(jti(token))
        .body("actions.event.reason", hasItem("invoice.pay"))
        .body("actions[0].event.target", equalTo("invoice 7"))
        .body("actions[0].event.detail.outcome", equalTo("failed"));
  }

  @Test
  @DisplayName("GET /v1/audit/why/{jti} of no token → 404")
  void knowsNothingOfOthers() {
    for (String jti : List.of("AAAAAAAAAAAAAAAAAAAAAA", "x", sponsor)) {
      Expect.problem(404, "not-found", Api.admin().get("/v1/audit/why/{jti}", jti));
    }
  }

  private static ValidatableResponse why(String jti) throws Exception {
    Trail.await(Trail.indexes("jti=" + jti).size() > 1 ? 2 : 1, "jti=" + jti);
    Response answer = Api.admin().get("/v1/audit/why/{jti}", jti);
    return answer.then().statusCode(200);
  }

  private static String jti(String token) {
    return Api.claims(token).getString("jti");
  }
}

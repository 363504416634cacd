package dev.avowry.revocation.http;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.TestClient;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A ceiling comes down: older tokens die, new ones carry it, and so does everything below. */
@AvowryTest
class TightenTest {
  @Test
  @DisplayName("scopes → older tokens dead, new ones inside, below as well")
  void scopesComeDown() {
    TestClient parent = Api.agent(Api.sponsor()).register();
    TestClient child =
        NewTestAgent.subAgent()
            .with("scopes", List.of("read", "write"))
            .register(parent.ownToken("agents:spawn"));
    String parents = parent.token("write", Api.ORDERS);
    String childs = child.token("read", Api.ORDERS);

    tighten(parent.id(), Map.of("scopes", List.of("read")))
        .then()
        .statusCode(200)
        .body("state", equalTo("live"))
        .body("affected.agents", equalTo(0))
        .body("affected.live_tokens", equalTo(3));

    parent.introspect(parents).then().body("active", equalTo(false));
    child.introspect(childs).then().body("active", equalTo(false));
    Expect.oauthError(400, "invalid_scope", asking(parent, "write"));
    Expect.oauthError(400, "invalid_scope", asking(child, "write"));
    child.introspect(child.token("read", Api.ORDERS)).then().body("active", equalTo(true));
    Api.admin()
        .get("/v1/agents/" + parent.id())
        .then()
        .body("scopes", equalTo(List.of("read")))
        .body("effective_state", equalTo("live"));
  }

  @Test
  @DisplayName("max_ttl and resources → new tokens no longer, nor for others")
  void timeAndPlaceComeDown() {
    TestClient agent =
        Api.agent(Api.sponsor())
            .with("resources", List.of(Api.ORDERS, "https://two.example"))
            .register();

    tighten(agent.id(), Map.of("max_ttl", 30, "resources", List.of(Api.ORDERS)))
        .then()
        .statusCode(200);

    assertEquals(30, asking(agent, "read").<Integer>path("expires_in"));
    Expect.oauthError(
        400,
        "invalid_target",
        agent.clientCredentials(Map.of("scope", "read", "resource", "https://two.example")));
  }

  @Test
  @DisplayName("max_children of one above → no more below those beneath it either")
  void childrenComeDown() {
    TestClient top = Api.agent(Api.sponsor()).register();
    TestClient middle =
        NewTestAgent.subAgent()
            .with("scopes", List.of("read", "agents:spawn"))
            .with("max_children", 100)
            .register(top.ownToken("agents:spawn"));
    NewTestAgent.subAgent().with("max_children", 0).register(middle.ownToken("agents:spawn"));

    tighten(top.id(), Map.of("max_children", 1)).then().statusCode(200);

    Expect.problem(
        422,
        "ceiling-exceeded",
        NewTestAgent.subAgent()
            .with("max_children", 0)
            .tryRegister(middle.ownToken("agents:spawn")));
  }

  @Test
  @DisplayName("the same again → no entry; wider in one respect → 422 and nothing changes")
  void onlyDown() {
    TestClient agent = Api.agent(Api.sponsor()).register();
    tighten(agent.id(), Map.of("max_ttl", 60)).then().statusCode(200);
    long head = head();

    tighten(agent.id(), Map.of("max_ttl", 60)).then().statusCode(200);
    assertEquals(head, head());
    for (Map<String, Object> wider :
        List.<Map<String, Object>>of(
            Map.of("max_ttl", 61),
            Map.of("max_ttl", 30, "scopes", List.of("read", "more")),
            Map.of("resources", List.of("https://more.example")),
            Map.of("max_depth", 7),
            Map.of("max_children", 1_001))) {
      Expect.problem(422, "ceiling-exceeded", tighten(agent.id(), wider));
    }
    assertEquals(head, head());
    assertEquals(60, asking(agent, "read").<Integer>path("expires_in"));
  }

  @Test
  @DisplayName("no ceiling, an empty one, one with another mode or target → 400; revoked → 409")
  void needsACeiling() {
    TestClient agent = Api.agent(Api.sponsor()).register();
    String credential =
        Api.admin().get("/v1/agents/" + agent.id() + "/credentials").path("items[0].id");
    for (Map<String, Object> order :
        List.<Map<String, Object>>of(
            Map.of("target", Map.of("agent", agent.id()), "mode", "tighten", "reason", "policy"),
            order("tighten", "agent", agent.id(), Map.of()),
            order("revoke", "agent", agent.id(), Map.of("max_ttl", 60)),
            order("tighten", "credential", credential, Map.of("max_ttl", 60)),
            order("tighten", "scope", "read", Map.of("max_ttl", 60)))) {
      Expect.problem(400, "invalid-request", Api.admin().body(order).post("/v1/revocations"));
    }
    Api.order("revoke", "agent", agent.id()).then().statusCode(200);
    Expect.problem(409, "conflict", tighten(agent.id(), Map.of("max_ttl", 60)));
  }

  private static Response tighten(String agent, Map<String, Object> ceiling) {
    return Api.tighten("agent", agent, ceiling);
  }

  private static Map<String, Object> order(
      String mode, String target, String id, Map<String, Object> ceiling) {
    return Map.of(
        "target", Map.of(target, id), "mode", mode, "reason", "policy", "ceiling", ceiling);
  }

  private static Response asking(TestClient agent, String scope) {
    return agent.clientCredentials(Map.of("scope", scope, "resource", Api.ORDERS));
  }

  private static long head() {
    return RestAssured.given()
        .header("Accept", "application/json")
        .get("/revocations")
        .jsonPath()
        .getLong("seq");
  }
}

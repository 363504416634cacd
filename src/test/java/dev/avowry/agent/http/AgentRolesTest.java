package dev.avowry.agent.http;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestDetails;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Roles of agents: named ceilings, which one entry tightens for all who have them. */
@AvowryTest
class AgentRolesTest {
  private String reader;
  private TestClient client;

  @BeforeEach
  void register() {
    reader = role("reader", ceiling("read"));
    client = limited();
  }

  private static TestClient limited() {
    return Api.agent(Api.sponsor()).with("by_roles", true).register();
  }

  private static Map<String, Object> ceiling(String... scopes) {
    return new HashMap<>(
        Map.of("scopes", List.of(scopes), "resources", List.of(Api.ORDERS), "max_depth", 3));
  }

  private static Response making(String name, Map<String, Object> ceiling) {
    return Api.admin()
        .body(Map.of("name", name, "description", "for the tests", "ceiling", ceiling))
        .post("/v1/agent-roles");
  }

  private static String role(String name, Map<String, Object> ceiling) {
    return making(name + " " + UUID.randomUUID(), ceiling)
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static Response giving(TestClient agent, String role) {
    return Api.admin().put("/v1/agents/" + agent.id() + "/roles/" + role);
  }

  private static String give(TestClient agent, String role) {
    return giving(agent, role).then().statusCode(200).extract().path("id");
  }

  private static Response order(String mode, String node, Map<String, Object> more) {
    Map<String, Object> body =
        new HashMap<>(Map.of("target", Map.of("node", node), "mode", mode, "reason", "test"));
    body.putAll(more);
    return Api.admin().body(body).post("/v1/revocations");
  }

  private static Response asking(TestClient agent, String scope) {
    return agent.clientCredentials(Map.of("scope", scope, "resource", Api.ORDERS));
  }

  private static String token(TestClient agent, String scope) {
    return asking(agent, scope).then().statusCode(200).extract().path("access_token");
  }

  private static boolean lives(TestClient agent, String token) {
    return agent.introspect(token).path("active");
  }

  @Nested
  class AnAgentThatIsLimitedByRoles {
    @Test
    @DisplayName("POST /token without a role → nothing, with one → what it allows, and no more")
    void holdsWhatItsRolesAllow() {
      Expect.oauthError(400, "invalid_target", asking(client, "read"));

      give(client, reader);

      asking(client, "read").then().statusCode(200);
      Expect.oauthError(400, "invalid_scope", asking(client, "write"));
    }

    @Test
    @DisplayName("POST /token with two roles → what either allows, within its own ceiling")
    void holdsTheUnionOfItsRoles() {
      give(client, reader);
      give(client, role("writer", ceiling("write", "delete")));

      asking(client, "read write").then().statusCode(200);
      Expect.oauthError(400, "invalid_scope", asking(client, "delete"));
    }

    @Test
    @DisplayName("POST /token → the path names the roles, so that every verifier hears of them")
    void tellsOfItsRoles() {
      String assignment = give(client, reader);

      List<String> path = Api.claims(token(client, "read")).getList("status.lineage.path");

      assertTrue(path.containsAll(List.of(reader, assignment)), path::toString);
      assertEquals(path.indexOf(client.id()) + 1, path.indexOf(reader));
    }

    @Test
    @DisplayName("POST /token asks for authorization details → those of its roles")
    void holdsTheDetailsOfItsRoles() {
      TestDetails.register();
      Map<String, Object> ceiling = ceiling("read");
      ceiling.put("authorization_details", List.of(TestDetails.ceiling(10)));
      TestClient payer =
          Api.agent(Api.sponsor())
              .with("by_roles", true)
              .with("authorization_details", List.of(TestDetails.ceiling(50)))
              .register();
      give(payer, role("payer", ceiling));

      paying(payer, 10).then().statusCode(200);
      Expect.oauthError(400, "invalid_authorization_details", paying(payer, 11));
    }

    private static Response paying(TestClient payer, int amount) {
      return payer.clientCredentials(
          Map.of("resource", Api.ORDERS, "authorization_details", TestDetails.of(amount)));
    }

    @Test
    @DisplayName("POST /v1/agents below it → inside its roles, and ended with them")
    void handsOnNoMoreThanItsRolesAllow() {
      give(client, role("spawner", ceiling("read", "agents:spawn")));
      String spawner = client.ownToken("agents:spawn");
      Expect.problem(
          422,
          "ceiling-exceeded",
          NewTestAgent.subAgent().with("scopes", List.of("write")).tryRegister(spawner));
      TestClient child = NewTestAgent.subAgent().register(spawner);
      String held = give(client, reader);
      String childs = token(child, "read");

      order("revoke", held, Map.of()).then().statusCode(200);

      assertTrue(!lives(child, childs), "the child's token");
      asking(child, "read").then().statusCode(200);
    }
  }

  @Nested
  class AnAdministrator {
    @Test
    @DisplayName(
        "POST /v1/revocations tightens a role → one entry ends the tokens of all who have it")
    void tightensForAll() {
      String both = role("both", ceiling("read", "write"));
      TestClient other = limited();
      give(client, both);
      give(other, both);
      String one = token(client, "write");
      String two = token(other, "read");
      TestClient without = limited();
      give(without, reader);
      String third = token(without, "read");

      order("tighten", both, Map.of("ceiling", Map.of("scopes", List.of("read"))))
          .then()
          .statusCode(200)
          .body("seq", notNullValue())
          .body("affected.live_tokens", equalTo(2));

      assertTrue(!lives(client, one) && !lives(other, two), "tokens by the role");
      assertTrue(lives(without, third), "a token by another role");
      Expect.oauthError(400, "invalid_scope", asking(client, "write"));
      asking(other, "read").then().statusCode(200);
    }

    @Test
    @DisplayName("PUT /v1/agent-roles/{id} widens → older tokens live on, newer ones may have more")
    void widens() {
      give(client, reader);
      String before = token(client, "read");

      Api.admin()
          .body(Map.of("ceiling", ceiling("read", "write")))
          .put("/v1/agent-roles/" + reader)
          .then()
          .statusCode(200)
          .body("ceiling.scopes", equalTo(List.of("read", "write")))
          .body("holders", equalTo(1));

      asking(client, "write").then().statusCode(200);
      assertTrue(lives(client, before), "the token from before");
    }

    @Test
    @DisplayName("PUT /v1/agent-roles/{id} with less → 422: what takes goes through the door")
    void cannotTightenByPut() {
      Expect.problem(
          422,
          "ceiling-exceeded",
          Api.admin().body(Map.of("ceiling", ceiling("write"))).put("/v1/agent-roles/" + reader));
      Expect.problem(
          404,
          "not-found",
          Api.admin()
              .body(Map.of("ceiling", ceiling("write")))
              .put("/v1/agent-roles/" + client.id()));
    }

    @Test
    @DisplayName(
        "POST /v1/revocations revokes that an agent has a role → its tokens, and no other's")
    void takesARoleAway() {
      TestClient other = limited();
      String held = give(client, reader);
      give(other, reader);
      String its = token(client, "read");
      String others = token(other, "read");

      order("revoke", held, Map.of()).then().statusCode(200);

      assertTrue(!lives(client, its), "its token");
      assertTrue(lives(other, others), "the other's token");
      Expect.oauthError(400, "invalid_target", asking(client, "read"));
      give(client, reader);
      asking(client, "read").then().statusCode(200);
    }

    @Test
    @DisplayName(
        "POST /v1/revocations suspends a role, then resumes it → all who have it, both times")
    void suspendsARole() {
      give(client, reader);
      String before = token(client, "read");

      order("suspend", reader, Map.of()).then().statusCode(200);
      assertTrue(!lives(client, before), "the token from before");
      Expect.oauthError(400, "invalid_target", asking(client, "read"));
      Expect.problem(409, "conflict", giving(limited(), reader));

      order("resume", reader, Map.of()).then().statusCode(200);
      asking(client, "read").then().statusCode(200);
      assertTrue(!lives(client, before), "the token from before");
    }

    @Test
    @DisplayName(
        "PUT /v1/agents/{id}/roles/{role} twice → the same; listed with the agent and the role")
    void givesOnce() {
      String held = give(client, reader);
      assertEquals(held, give(client, reader));

      Api.admin()
          .get("/v1/agents/" + client.id() + "/roles")
          .then()
          .statusCode(200)
          .body("items", hasSize(1))
          .body("items[0].id", equalTo(held))
          .body("items[0].role", equalTo(reader));
      Api.admin()
          .get("/v1/agent-roles")
          .then()
          .statusCode(200)
          .body("items.id", hasItem(reader))
          .body("items.find { it.id == '" + reader + "' }.holders", equalTo(1));
      Api.admin().get("/v1/agents/" + client.id()).then().body("by_roles", equalTo(true));
    }

    @Test
    @DisplayName("PUT /v1/agents/{id}/roles/{role} of an agent that is not limited by roles → 409")
    void givesNoneToOthers() {
      Expect.problem(409, "conflict", giving(Api.agent(Api.sponsor()).register(), reader));
      Expect.problem(404, "not-found", giving(client, client.id()));
      Expect.problem(404, "not-found", giving(new TestClient(Api.sponsor(), client.key()), reader));
    }

    @Test
    @DisplayName("POST /v1/agent-roles with a name that there is → 409, with nonsense → 400")
    void makesNoneTwice() {
      String name = "once " + UUID.randomUUID();
      making(name, ceiling("read")).then().statusCode(201);
      Expect.problem(409, "conflict", making(name, ceiling("read")));
      Expect.problem(400, "invalid-request", making("", ceiling("read")));
      Expect.problem(400, "invalid-request", making("a name", ceiling("two words")));
    }
  }

  @Nested
  class AnAgent {
    @Test
    @DisplayName(
        "GET /v1/agents/{id}/roles: its own → 200, another's → 404; roles themselves → 403")
    void seesItsOwn() {
      give(client, role("self", ceiling("read")));
      String own = client.ownToken("read");
      Api.as(own).get("/v1/agents/" + client.id() + "/roles").then().statusCode(200);
      Expect.problem(404, "not-found", Api.as(own).get("/v1/agents/" + limited().id() + "/roles"));
      Expect.problem(403, "insufficient-scope", Api.as(own).get("/v1/agent-roles"));
      Expect.problem(
          403,
          "insufficient-scope",
          Api.as(own).put("/v1/agents/" + client.id() + "/roles/" + reader));
    }
  }
}

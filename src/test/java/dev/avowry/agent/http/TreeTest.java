package dev.avowry.agent.http;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.TestClient;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The tree, and the delegations in it. */
@AvowryTest
class TreeTest {
  private String sponsor;
  private TestClient planner;

  @BeforeEach
  void register() {
    sponsor = Api.sponsor();
    planner = Api.agent(sponsor).register();
  }

  @Nested
  class AnAgent {
    @Test
    @DisplayName("GET /v1/nodes/{id}/tree?after=… of another tree → nothing (A-112)")
    void seesNothingOfOthersByTheirKeys() {
      List<TestClient> siblings = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        siblings.add(Api.agent(sponsor).register());
      }
      for (TestClient agent : siblings) {
        for (String key : List.of(sponsor, siblings.getFirst().id(), siblings.getLast().id())) {
          Response tree =
              Api.as(agent.ownToken("read"))
                  .get("/v1/nodes/%s/tree?after=%s".formatted(agent.id(), key));

          tree.then().statusCode(200).body("items", hasSize(0)).body("total", equalTo(1));
        }
      }
    }

    @Test
    @DisplayName("GET /v1/nodes/{id}/tree?limit=1 → every node once, parents first")
    void pagesThroughItsOwn() {
      TestClient root = Api.agent(sponsor).register();
      TestClient child =
          NewTestAgent.subAgent()
              .with("scopes", List.of("agents:spawn", "read"))
              .register(root.ownToken("agents:spawn"));
      TestClient grandchild = NewTestAgent.subAgent().register(child.ownToken("agents:spawn"));
      List<String> seen = new ArrayList<>();
      String query = "?limit=1";
      while (query != null) {
        Response page =
            Api.as(root.ownToken("read")).get("/v1/nodes/" + root.id() + "/tree" + query);
        seen.addAll(page.path("items.id"));
        String next = page.path("next");
        query = next == null ? null : "?limit=1&after=" + next;
      }

      assertEquals(List.of(root.id(), child.id(), grandchild.id()), seen);
    }

    @Test
    @DisplayName("POST /v1/delegations to itself, a sponsor, a delegation → 400")
    void delegatesToOtherAgentsOnly() {
      String delegation =
          delegate(Api.agent(sponsor).register().id()).then().statusCode(201).extract().path("id");
      for (String actor : List.of(planner.id(), sponsor, delegation, "x", "")) {
        Expect.problem(400, "invalid-request", delegate(actor));
      }
      Expect.problem(404, "not-found", delegate("AAAAAAAAAAA"));
    }

    @Test
    @DisplayName("POST /v1/delegations twice → the same node")
    void delegatesOnce() {
      String actor = Api.agent(sponsor).register().id();

      assertEquals(delegate(actor).<String>path("node"), delegate(actor).path("node"));
    }

    @Test
    @DisplayName("POST /v1/delegations to a dead agent, or once revoked → 409")
    void delegatesToLiveAgentsOnly() {
      String dead = Api.agent(sponsor).register().id();
      Api.order("suspend", "agent", dead).then().statusCode(200);
      Expect.problem(409, "conflict", delegate(dead));

      String actor = Api.agent(sponsor).register().id();
      String node = delegate(actor).path("node");
      Api.order("revoke", "node", node).then().statusCode(200);
      Expect.problem(409, "conflict", delegate(actor));
    }

    private Response delegate(String actor) {
      return Api.as(planner.ownToken("read")).body(Map.of("actor", actor)).post("/v1/delegations");
    }
  }
}

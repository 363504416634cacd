package dev.avowry.agent.http;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.agent.Bounds;
import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Grants;
import dev.avowry.agent.Node;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Beans;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.TestClient;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What humans lend to agents, as it stands in the tree. */
@AvowryTest
class GrantsTest {
  private String human;
  private TestClient agent;
  private Node grant;

  @BeforeEach
  void lend() {
    human = Api.sponsor();
    agent = Api.agent(Api.sponsor()).register();
    grant = lent();
  }

  private Node lent() {
    Ceiling ceiling =
        new Ceiling(
            Bounds.scopes(List.of("read")),
            Bounds.resources(List.of(Api.ORDERS)),
            Duration.ofMinutes(5),
            1,
            10);
    return Beans.ask(
        Grants.class,
        grants ->
            grants.lend(
                NodeId.parse(human).orElseThrow(),
                NodeId.parse(agent.id()).orElseThrow(),
                ceiling,
                Instant.now().plusSeconds(3600),
                Origin.itself("test")));
  }

  @Test
  @DisplayName("GET /v1/nodes/{human}/tree → the grant in the agent's hands, counted")
  void standsInTheTree() {
    JsonPath tree = Api.admin().get("/v1/nodes/{id}/tree", human).then().extract().jsonPath();

    assertEquals(List.of("sponsor", "grant"), tree.getList("items.kind"));
    assertEquals(agent.id(), tree.getString("items[1].actor"));
    assertEquals(human, tree.getString("items[1].parent"));
    assertEquals("live", tree.getString("items[1].effective_state"));
    assertEquals(1, tree.getInt("items[0].live_delegations"));
  }

  @Test
  @DisplayName("the same human and agent → as many as were consented to")
  void areMany() {
    lent();

    Api.admin().get("/v1/nodes/{id}/tree", human).then().body("total", equalTo(3));
  }

  @Test
  @DisplayName("POST /v1/revocations of the grant, or of the human → it is named, counted and dead")
  void isTakenBack() {
    JsonPath preview =
        Api.admin()
            .body(Api.order("revoke", "sponsor", human, true))
            .post("/v1/revocations")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    assertEquals(1, preview.getInt("affected.delegations"));
    assertEquals(List.of(grant.id().toString()), preview.getList("would_end.delegations.items"));

    Api.order("revoke", "node", grant.id().toString())
        .then()
        .statusCode(200)
        .body("affected.delegations", equalTo(1));

    JsonPath tree = Api.admin().get("/v1/nodes/{id}/tree", human).then().extract().jsonPath();
    assertEquals("grant", tree.getString("items[1].death.kind"));
    assertEquals(0, tree.getInt("items[0].live_delegations"));
  }

  @Test
  @DisplayName("the ledger says who lent what to whom")
  void isRecorded() throws Exception {
    Eventually.within(
        Duration.ofSeconds(20),
        "the row is in the tree",
        () -> recorded().getList("events").size() == 1);

    assertEquals(human, recorded().getString("events[0].event.actor"));
    assertEquals(agent.id(), recorded().getString("events[0].event.detail.actor"));
    assertEquals("read", recorded().getString("events[0].event.detail.scopes"));
  }

  private JsonPath recorded() {
    return Api.admin()
        .get("/v1/audit/events?type=grant_made&node={id}", grant.id().toString())
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }
}

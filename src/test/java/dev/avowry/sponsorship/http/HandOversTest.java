package dev.avowry.sponsorship.http;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestHuman;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@AvowryTest
@NullUnmarked
class HandOversTest {
  private TestHuman giver;
  private TestHuman receiver;
  private TestClient agent;

  @BeforeEach
  void register() {
    giver = TestHuman.sponsor();
    receiver = TestHuman.sponsor();
    agent = giver.agent();
  }

  @Nested
  class ByTheGiver {
    @Test
    @DisplayName("POST /v1/hand-overs: 201, and nothing has changed until it is acknowledged")
    void offers() {
      String token = agent.token("read", Api.ORDERS);

      offer(giver).then().statusCode(201).body("state", equalTo("offered"));

      assertEquals(true, agent.introspect(token).path("active"));
      assertEquals(giver.id(), shown(agent).getString("sponsor"));
    }

    @Test
    @DisplayName("POST /v1/hand-overs: 409 while it is offered, 404 for another's, 422 to the dead")
    void refuses() {
      offer(giver).then().statusCode(201);
      offer(giver).then().statusCode(409);

      TestClient other = receiver.agent();
      giver.as().body(to(other, giver)).post("/v1/hand-overs").then().statusCode(404);
      Api.order("revoke", "sponsor", receiver.id());
      TestClient mine = giver.agent();
      giver.as().body(to(mine, receiver)).post("/v1/hand-overs").then().statusCode(422);
    }

    @Test
    @DisplayName("POST /v1/hand-overs: 400 for an agent below another, and to oneself (A-113)")
    void onlyWhatHangsBelowTheSponsor() {
      TestClient below = NewTestAgent.subAgent().register(agent.ownToken("agents:spawn"));

      giver.as().body(to(below, receiver)).post("/v1/hand-overs").then().statusCode(400);
      giver.as().body(to(agent, giver)).post("/v1/hand-overs").then().statusCode(400);
    }

    @Test
    @DisplayName("DELETE /v1/hand-overs/{id}: 204, and it can be acknowledged no more")
    void withdraws() {
      String id = offered();

      giver.as().delete("/v1/hand-overs/{id}", id).then().statusCode(204);

      acknowledge(receiver, id).then().statusCode(409);
      assertEquals(giver.id(), shown(agent).getString("sponsor"));
    }

    @Test
    @DisplayName("POST …/acknowledgement: 404, since it takes two humans (A-171)")
    void cannotAcknowledge() {
      acknowledge(giver, offered()).then().statusCode(404);
    }
  }

  @Nested
  class ByTheReceiver {
    @Test
    @DisplayName("POST …/acknowledgement: 200; it lives below them, and older tokens are dead")
    void takes() {
      TestClient below = NewTestAgent.subAgent().register(agent.ownToken("agents:spawn"));
      String old = below.token("read", Api.ORDERS);

      acknowledge(receiver, offered()).then().statusCode(200).body("state", equalTo("taken"));

      assertEquals(false, below.introspect(old).path("active"));
      JsonPath claims = Api.claims(below.token("read", Api.ORDERS));
      assertEquals(receiver.id(), claims.getString("sponsor"));
      List<String> path = claims.getList("status.lineage.path");
      assertEquals(List.of(receiver.id(), agent.id(), below.id()), path.subList(0, 3));
      assertEquals(receiver.id(), shown(below).getString("sponsor"));
      assertEquals(agent.id(), shown(below).getString("parent"));
    }

    @Test
    @DisplayName("POST …/acknowledgement: 200; what is below is counted there and here no more")
    void countsAreWhereTheAgentIs() {
      NewTestAgent.subAgent().register(agent.ownToken("agents:spawn"));
      assertEquals(2, below(giver));
      assertEquals(0, below(receiver));

      acknowledge(receiver, offered()).then().statusCode(200);

      assertEquals(0, below(giver));
      assertEquals(2, below(receiver));
      Api.admin().get("/v1/nodes/{id}/tree", receiver.id()).then().body("total", equalTo(3));
    }

    @Test
    @DisplayName("POST …/acknowledgement: 200; what was suspended or revoked stays so (A-076)")
    void givesNothingBack() {
      TestClient suspended = NewTestAgent.subAgent().register(agent.ownToken("agents:spawn"));
      TestClient revoked = NewTestAgent.subAgent().register(agent.ownToken("agents:spawn"));
      Api.order("suspend", "agent", suspended.id()).then().statusCode(200);
      Api.order("revoke", "agent", revoked.id()).then().statusCode(200);

      acknowledge(receiver, offered()).then().statusCode(200);

      suspended.clientCredentials(Map.of()).then().statusCode(401);
      revoked.clientCredentials(Map.of()).then().statusCode(401);
      Api.order("resume", "agent", suspended.id()).then().statusCode(200);
      suspended.clientCredentials(Map.of()).then().statusCode(200);
      Api.order("resume", "agent", revoked.id()).then().statusCode(409);
    }

    @Test
    @DisplayName("POST …/acknowledgement: 200; an agent that was suspended arrives suspended")
    void staysSuspended() {
      Api.order("suspend", "agent", agent.id()).then().statusCode(200);

      acknowledge(receiver, offered()).then().statusCode(200).body("state", equalTo("taken"));

      agent.clientCredentials(Map.of()).then().statusCode(401);
      Api.order("resume", "agent", agent.id()).then().statusCode(200);
      agent.clientCredentials(Map.of()).then().statusCode(200);
    }

    @Test
    @DisplayName("POST …/acknowledgement: 200; it gains nothing that its giver could not give")
    void gainsNothing() {
      String id = offered();
      Api.tighten("sponsor", giver.id(), Map.of("scopes", List.of("read"))).then().statusCode(200);

      acknowledge(receiver, id).then().statusCode(200).body("state", equalTo("taken"));

      agent.clientCredentials(Map.of("scope", "write")).then().statusCode(400);
      agent.clientCredentials(Map.of("scope", "read")).then().statusCode(200);
      assertEquals(List.of("read"), shown(agent).getList("scopes"));
    }

    @Test
    @DisplayName("POST …/acknowledgement: 422 when it has no place below them; nothing is changed")
    void refusesWhatDoesNotFit() {
      String small =
          Api.admin()
              .body(Map.of("name", "Small", "email", "s@example.com", "scopes", List.of("sponsor")))
              .post("/v1/sponsors")
              .path("id");
      receiver = new TestHuman(small);

      acknowledge(receiver, offered()).then().statusCode(422);

      agent.clientCredentials(Map.of()).then().statusCode(200);
      assertEquals(giver.id(), shown(agent).getString("sponsor"));
    }

    @Test
    @DisplayName("POST …/acknowledgement: 409 once its giver was revoked, which is for ever")
    void cannotSaveWhatIsRevoked() {
      String id = offered();
      Api.order("revoke", "sponsor", giver.id()).then().statusCode(200);

      acknowledge(receiver, id).then().statusCode(409);

      agent.clientCredentials(Map.of()).then().statusCode(401);
    }

    @Test
    @DisplayName("POST …/refusal: 200; it stays where it is")
    void declines() {
      String id = offered();

      receiver
          .as()
          .post("/v1/hand-overs/{id}/refusal", id)
          .then()
          .statusCode(200)
          .body("state", equalTo("declined"));

      acknowledge(receiver, id).then().statusCode(409);
      agent.clientCredentials(Map.of()).then().statusCode(200);
    }

    @Test
    @DisplayName("GET /v1/hand-overs: 200 with what waits for them, and nobody else's")
    void lists() {
      String id = offered();
      TestHuman stranger = TestHuman.sponsor();

      receiver
          .as()
          .get("/v1/hand-overs?state=offered")
          .then()
          .statusCode(200)
          .body("items.id", contains(id));
      stranger.as().get("/v1/hand-overs").then().statusCode(200).body("items", hasSize(0));
      stranger.as().get("/v1/hand-overs/{id}", id).then().statusCode(404);
    }
  }

  @Nested
  class ByAnAdministrator {
    @Test
    @DisplayName("POST …/acknowledgement: 404 by an agent, whoever answers for it")
    void noAgentAcknowledges() {
      String id = offered();
      TestClient own = Api.agent(receiver.id()).with("scopes", List.of("admin")).register();

      Api.as(own.ownToken("admin"))
          .post("/v1/hand-overs/{id}/acknowledgement", id)
          .then()
          .statusCode(404);
    }

    @Test
    @DisplayName("POST /v1/hand-overs: 201, and who offers it cannot take it by an agent of theirs")
    void whoOffersDoesNotTake() {
      TestClient own = Api.agent(receiver.id()).with("scopes", List.of("admin")).register();
      String id =
          Api.as(own.ownToken("admin"))
              .body(to(agent, receiver))
              .post("/v1/hand-overs")
              .then()
              .statusCode(201)
              .extract()
              .path("id");

      acknowledge(receiver, id).then().statusCode(403);
    }
  }

  @Nested
  class WhenTheSponsorHasLeft {

    @Test
    @DisplayName("it is offered to the co-sponsor, the successor, the manager, and then an orphan")
    void isOfferedInOrder() {
      TestHuman successor = TestHuman.sponsor();
      TestHuman manager = TestHuman.sponsor();
      giver
          .as()
          .put("/v1/agents/{id}/co-sponsors/{sponsor}", agent.id(), receiver.id())
          .then()
          .statusCode(204);
      Api.admin()
          .body(Map.of("successor", successor.id(), "manager", manager.id()))
          .put("/v1/sponsors/{id}/succession", giver.id())
          .then()
          .statusCode(200);

      leave();

      for (TestHuman next : List.of(receiver, successor, manager)) {
        assertEquals(next.id(), waiting().getString("items[0].receiver"));
        String id = waiting().getString("items[0].id");
        next.as().post("/v1/hand-overs/{id}/refusal", id).then().statusCode(200);
      }
      Api.admin()
          .get("/v1/hand-overs?orphaned=true&giver={giver}", giver.id())
          .then()
          .body("items.agent", contains(agent.id()))
          .body("items[0].receiver", nullValue());
    }

    @Test
    @DisplayName("POST …/acknowledgement: 200; it lives again, with new tokens")
    void isTaken() {
      Api.admin()
          .body(Map.of("successor", receiver.id()))
          .put("/v1/sponsors/{id}/succession", giver.id());
      String old = agent.token("read", Api.ORDERS);
      leave();
      agent.clientCredentials(Map.of()).then().statusCode(401);

      acknowledge(receiver, waiting().getString("items[0].id"))
          .then()
          .statusCode(200)
          .body("state", equalTo("taken"));

      assertEquals(false, agent.introspect(old).path("active"));
      assertEquals(receiver.id(), Api.claims(agent.token("read", Api.ORDERS)).getString("sponsor"));
    }

    @Test
    @DisplayName("POST /v1/hand-overs: 201 by an administrator, who gives an orphan to somebody")
    void anAdministratorGivesIt() {
      leave();

      Api.admin().body(to(agent, receiver)).post("/v1/hand-overs").then().statusCode(201);

      acknowledge(receiver, waiting().getString("items[0].id")).then().statusCode(200);
      agent.clientCredentials(Map.of()).then().statusCode(200);
    }

    @Test
    @DisplayName("DELETE …/departure: 204; what nobody took is theirs again, what was taken is not")
    void comesBack() {
      TestClient other = giver.agent();
      leave();
      Api.admin().body(to(agent, receiver)).post("/v1/hand-overs").then().statusCode(201);
      String taken =
          Api.admin()
              .get("/v1/hand-overs?agent={agent}", agent.id())
              .jsonPath()
              .getString("items[0].id");
      acknowledge(receiver, taken).then().statusCode(200);

      Api.admin().delete("/v1/sponsors/{id}/departure", giver.id()).then().statusCode(204);

      assertEquals(giver.id(), Api.claims(other.token("read", Api.ORDERS)).getString("sponsor"));
      assertEquals(receiver.id(), Api.claims(agent.token("read", Api.ORDERS)).getString("sponsor"));
      assertEquals(0, waiting().getInt("total"));
    }

    @Test
    @DisplayName("what waits for somebody who leaves as well is offered to the next")
    void isPassedOnWhenTheHeirLeaves() {
      TestHuman manager = TestHuman.sponsor();
      Api.admin()
          .body(Map.of("successor", receiver.id(), "manager", manager.id()))
          .put("/v1/sponsors/{id}/succession", giver.id())
          .then()
          .statusCode(200);
      leave();
      assertEquals(receiver.id(), waiting().getString("items[0].receiver"));

      Api.admin().put("/v1/sponsors/{id}/departure", receiver.id()).then().statusCode(200);

      assertEquals(manager.id(), waiting().getString("items[0].receiver"));
    }

    private void leave() {
      Api.admin()
          .put("/v1/sponsors/{id}/departure", giver.id())
          .then()
          .statusCode(200)
          .body("cause", equalTo("administrator"));
    }

    private JsonPath waiting() {
      return Api.admin()
          .get("/v1/hand-overs?giver={giver}&state=offered", giver.id())
          .then()
          .statusCode(200)
          .extract()
          .jsonPath();
    }
  }

  private Response offer(TestHuman by) {
    return by.as().body(to(agent, receiver)).post("/v1/hand-overs");
  }

  private String offered() {
    return offer(giver).then().statusCode(201).extract().path("id");
  }

  private static Map<String, Object> to(TestClient agent, TestHuman receiver) {
    return Map.of("agent", agent.id(), "to", receiver.id());
  }

  private static Response acknowledge(TestHuman human, String id) {
    return human.as().post("/v1/hand-overs/{id}/acknowledgement", id);
  }

  private static JsonPath shown(TestClient agent) {
    return Api.admin().get("/v1/agents/{id}", agent.id()).jsonPath();
  }

  private static int below(TestHuman sponsor) {
    return Api.admin()
        .body(Api.order("revoke", "sponsor", sponsor.id(), true))
        .post("/v1/revocations")
        .then()
        .statusCode(200)
        .extract()
        .path("affected.agents");
  }
}

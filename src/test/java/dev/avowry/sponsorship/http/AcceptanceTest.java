package dev.avowry.sponsorship.http;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.kernel.NodeId;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestHuman;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** No agent goes live under somebody who has not said that they answer (A-039: unaccepted). */
@AvowryTest
@NullUnmarked
class AcceptanceTest {
  @Inject Pool pool;

  private String sponsor;
  private String token;
  private TestClient agent;

  @BeforeEach
  void invite() {
    JsonPath invited =
        Api.admin()
            .body(Map.of("name", "Ada", "email", "ada@example.com", "invite", true))
            .post("/v1/sponsors")
            .then()
            .statusCode(201)
            .body("state", equalTo("suspended"))
            .body("effective_state", equalTo("dead"))
            .extract()
            .jsonPath();
    sponsor = invited.getString("id");
    token = invited.getString("invitation.token");
    agent = Api.agent(sponsor).register();
  }

  @Nested
  class BeforeTheyAccept {
    @Test
    @DisplayName("POST /token: 401 for what was registered under them, which is shown as dead")
    void nothingLives() {
      agent.clientCredentials(Map.of()).then().statusCode(401);
      Api.admin()
          .get("/v1/agents/{id}", agent.id())
          .then()
          .body("effective_state", equalTo("dead"))
          .body("death.reason", equalTo("unaccepted"));
    }

    @Test
    @DisplayName("POST /v1/revocations: 409 for a resume, which is no acceptance (A-170)")
    void noOrderAcceptsForThem() {
      Api.order("resume", "sponsor", sponsor).then().statusCode(409);
      Api.order("suspend", "sponsor", sponsor).then().statusCode(200);
      Api.order("resume", "sponsor", sponsor).then().statusCode(409);

      agent.clientCredentials(Map.of()).then().statusCode(401);
    }

    @Test
    @DisplayName("POST /v1/hand-overs: 422, since they can take nothing")
    void canTakeNothing() {
      TestHuman other = TestHuman.sponsor();

      other
          .as()
          .body(Map.of("agent", other.agent().id(), "to", sponsor))
          .post("/v1/hand-overs")
          .then()
          .statusCode(422);
    }
  }

  @Nested
  class ByWhoeverHasTheToken {
    @Test
    @DisplayName("POST /v1/invitations/acceptance: 200, and what is below them lives")
    void accepts() {
      accept(token).then().statusCode(200).body("state", equalTo("accepted"));

      agent.clientCredentials(Map.of()).then().statusCode(200);
      assertEquals(1, below());
      accept(token).then().statusCode(200);
    }

    @Test
    @DisplayName("POST /v1/invitations/acceptance: 200, and what somebody suspended stays so")
    void liftsNothingElse() {
      Api.order("suspend", "sponsor", sponsor).then().statusCode(200);

      accept(token).then().statusCode(200);

      agent.clientCredentials(Map.of()).then().statusCode(401);
      Api.order("resume", "sponsor", sponsor).then().statusCode(200);
      agent.clientCredentials(Map.of()).then().statusCode(200);
    }

    @Test
    @DisplayName("POST /v1/invitations/acceptance: 401 with another token, or without")
    void refusesWhatIsNone() {
      accept("avow_si_" + "a".repeat(49)).then().statusCode(401);
      accept(Api.adminToken()).then().statusCode(401);
      RestAssured.post("/v1/invitations/acceptance").then().statusCode(401);

      agent.clientCredentials(Map.of()).then().statusCode(401);
    }

    @Test
    @DisplayName("POST /v1/invitations/acceptance: 401 once it was withdrawn, or has expired")
    void refusesWhatIsOver() {
      Api.admin().delete("/v1/sponsors/{id}/invitation", sponsor).then().statusCode(204);
      accept(token).then().statusCode(401);
      String second = again();
      pool.preparedQuery("update sponsor_invitation set expires_at = now() where sponsor = $1")
          .executeAndAwait(Tuple.of(NodeId.parse(sponsor).orElseThrow().value()));

      accept(second).then().statusCode(401);
      agent.clientCredentials(Map.of()).then().statusCode(401);
    }
  }

  @Nested
  class ByAnAdministrator {
    @Test
    @DisplayName("POST /v1/sponsors/{id}/invitation: 200; the token before is good for nothing")
    void invitesAgain() {
      String second = again();

      accept(token).then().statusCode(401);
      accept(second).then().statusCode(200);
      Api.admin().post("/v1/sponsors/{id}/invitation", sponsor).then().statusCode(409);
      Api.admin().delete("/v1/sponsors/{id}/invitation", sponsor).then().statusCode(409);
    }

    @Test
    @DisplayName(
        "GET /v1/sponsors/{id}/invitation: 200 without the token; 404 of whom nobody asked")
    void reads() {
      Api.admin()
          .get("/v1/sponsors/{id}/invitation", sponsor)
          .then()
          .statusCode(200)
          .body("state", equalTo("waiting"))
          .body("token", nullValue());
      Api.admin().get("/v1/sponsors/{id}/invitation", Api.sponsor()).then().statusCode(404);
    }

    @Test
    @DisplayName("GET /v1/audit/events: 200; who vouches and who was asked is on the record")
    void isOnTheRecord() throws Exception {
      accept(token).then().statusCode(200);

      Eventually.within(
          Duration.ofSeconds(10),
          "the rows are in the tree",
          () ->
              Api.admin()
                      .get("/v1/audit/events?sponsor={id}&type=sponsor_accepted", sponsor)
                      .jsonPath()
                      .getList("events")
                      .size()
                  == 1);
      Api.admin()
          .get("/v1/audit/events?sponsor={id}&type=sponsor_registered", sponsor)
          .then()
          .body("events.event.detail.acceptance", contains("invited"));
    }
  }

  private static Response accept(String token) {
    return RestAssured.given()
        .header("Authorization", "Bearer " + token)
        .post("/v1/invitations/acceptance");
  }

  private String again() {
    return Api.admin()
        .post("/v1/sponsors/{id}/invitation", sponsor)
        .then()
        .statusCode(200)
        .extract()
        .path("token");
  }

  private int below() {
    return Api.admin()
        .body(Api.order("revoke", "sponsor", sponsor, true))
        .post("/v1/revocations")
        .path("affected.agents");
  }
}

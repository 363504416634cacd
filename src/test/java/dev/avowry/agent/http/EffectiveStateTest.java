package dev.avowry.agent.http;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.TestClient;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Dead because of which ancestor, since when, by whom, and why. */
@AvowryTest
class EffectiveStateTest {
  private String sponsor;
  private TestClient parent;
  private TestClient child;

  @BeforeEach
  void register() {
    sponsor = Api.sponsor();
    parent = Api.agent(sponsor).register();
    child = NewTestAgent.subAgent().register(parent.ownToken("agents:spawn"));
  }

  @Test
  @DisplayName("alive → says so, and of no death")
  void alive() {
    view("/v1/agents/" + child.id())
        .then()
        .body("effective_state", equalTo("live"))
        .body("dead_because_of", nullValue())
        .body("death", nullValue())
        .body("credentials[0].effective_state", equalTo("live"));
    view("/v1/sponsors/" + sponsor).then().body("effective_state", equalTo("live"));
  }

  @Test
  @DisplayName("an ancestor stopped → every view names it, the order's time, author and reason")
  void deadBecauseOfAnAncestor() {
    Response order = stop("agent", parent.id());

    for (String path : new String[] {"", "credentials[0]."}) {
      view("/v1/agents/" + child.id())
          .then()
          .body("state", equalTo("live"))
          .body(path + "effective_state", equalTo("dead"))
          .body(path + "dead_because_of", equalTo(parent.id()))
          .body(path + "death.kind", equalTo("agent"))
          .body(path + "death.state", equalTo("suspended"))
          .body(path + "death.since", equalTo(order.<String>path("at")))
          .body(path + "death.by", equalTo(administrator()))
          .body(path + "death.reason", equalTo("incident"));
    }
    view("/v1/nodes/" + parent.id() + "/tree")
        .then()
        .body("items.death.id", equalTo(List.of(parent.id(), parent.id())));
    view("/v1/agents?sponsor=" + sponsor + "&limit=10")
        .then()
        .body("items.dead_because_of", hasItem(parent.id()));
    view("/v1/agents/" + child.id() + "/credentials")
        .then()
        .body("items[0].death.id", equalTo(parent.id()));
    view("/v1/sponsors/" + sponsor).then().body("effective_state", equalTo("live"));
  }

  @Test
  @DisplayName("two ancestors stopped → the one at the top; resumed → the other")
  void theFirstFromTheTop() {
    stop("agent", parent.id());
    stop("sponsor", sponsor);
    assertEquals(sponsor, cause());
    view("/v1/sponsors/" + sponsor).then().body("death.kind", equalTo("sponsor"));

    Api.order("resume", "sponsor", sponsor).then().statusCode(200);
    assertEquals(parent.id(), cause());
    Api.order("resume", "agent", parent.id()).then().statusCode(200);
    view("/v1/agents/" + child.id()).then().body("effective_state", equalTo("live"));
  }

  @Test
  @DisplayName("a credential revoked → it is dead by itself, its agent is not")
  void deadByItself() {
    String credential = view("/v1/agents/" + child.id() + "/credentials").path("items[0].id");
    stop("credential", credential);

    view("/v1/agents/" + child.id())
        .then()
        .body("effective_state", equalTo("live"))
        .body("credentials[0].effective_state", equalTo("dead"))
        .body("credentials[0].dead_because_of", equalTo(credential))
        .body("credentials[0].death.kind", equalTo("credential"));
  }

  @Test
  @DisplayName("expired → since its end, by Avowry itself")
  void expired() throws Exception {
    Instant end = Instant.now().plusSeconds(2);
    TestClient brief =
        NewTestAgent.subAgent()
            .with("expires_at", end.toString())
            .register(parent.ownToken("agents:spawn"));

    Eventually.within(
        Duration.ofSeconds(10),
        "it has expired",
        () -> view("/v1/agents/" + brief.id()).path("effective_state").equals("dead"));
    view("/v1/agents/" + brief.id())
        .then()
        .body("death.id", equalTo(brief.id()))
        .body("death.state", equalTo("expired"))
        .body("death.by", equalTo("avowry"));
  }

  private String cause() {
    return view("/v1/agents/" + child.id()).path("dead_because_of");
  }

  private static Response view(String path) {
    return Api.admin().get(path);
  }

  private static String administrator() {
    return Api.admin().get("/v1/me").path("agent.id");
  }

  private static Response stop(String target, String id) {
    Response answer =
        Api.admin()
            .body(Map.of("target", Map.of(target, id), "mode", "suspend", "reason", "incident"))
            .post("/v1/revocations");
    answer.then().statusCode(200);
    return answer;
  }
}

package dev.avowry.audit.http;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestClient;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What agents say they did. */
@AvowryTest
class ActionsTest {
  private static final Map<String, Object> PAID =
      Map.of("action", "invoice.pay", "resource", "invoice 7", "outcome", "succeeded");

  private String sponsor;
  private TestClient agent;
  private String token;

  @BeforeEach
  void register() {
    sponsor = Api.sponsor();
    agent = Api.agent(sponsor).register();
    token = agent.ownToken("read");
  }

  @Nested
  class AnAgent {
    @Test
    @DisplayName("POST /v1/audit/actions → 201, a row under its token")
    void tellsWhatItDid() throws Exception {
      Map<String, Object> action = new HashMap<>(PAID);
      action.put("at", "2030-01-01T00:00:00Z");
      action.put("detail", Map.of("amount", "12.50", "outcome", "mine"));
      action.put("correlation_id", "run-1");
      String request =
          post(action)
              .then()
              .statusCode(201)
              .body("recorded", equalTo(1))
              .extract()
              .path("request_id");

      String jti = Api.claims(token).getString("jti");
      Trail.await(2, "jti=" + jti);
      Trail.page("type=agent_acted&jti=" + jti)
          .then()
          .body("events.event.agent", contains(agent.id()))
          .body("events.event.node", contains(agent.id()))
          .body("events.event.sponsor", contains(sponsor))
          .body("events.event.request_id", contains(request))
          .body("events[0].event.path", equalTo(Api.claims(token).getList("status.lineage.path")))
          .body("events[0].event.reason", equalTo("invoice.pay"))
          .body("events[0].event.target", equalTo("invoice 7"))
          .body("events[0].event.detail.outcome", equalTo("succeeded"))
          .body("events[0].event.detail.at", equalTo("2030-01-01T00:00:00Z"))
          .body("events[0].event.detail.x_amount", equalTo("12.50"))
          .body("events[0].event.detail.x_outcome", equalTo("mine"))
          .body("events[0].event.detail.correlation_id", equalTo("run-1"));
    }

    @Test
    @DisplayName("POST /v1/audit/actions with the same ids at once and again → each recorded once")
    void tellsThingsOnce() throws Exception {
      List<Map<String, Object>> three = List.of(with("id", "a"), with("id", "b"), with("id", "a"));

      int first =
          AtOnce.run(6, () -> post(Map.of("actions", three)).<Integer>path("recorded")).stream()
              .mapToInt(Integer::intValue)
              .sum();

      assertEquals(2, first);
      post(Map.of("actions", three)).then().statusCode(201).body("recorded", equalTo(0));
      post(with("id", UUID.randomUUID().toString())).then().body("recorded", equalTo(1));
      post(PAID).then().body("recorded", equalTo(1));
      post(PAID).then().body("recorded", equalTo(1));
      Trail.await(5, "type=agent_acted&agent=" + agent.id());
    }

    @Test
    @DisplayName("POST /v1/audit/actions with 100 → 201, with none or 101 → 400")
    void tellsAHundredAtOnce() {
      post(Map.of("actions", Collections.nCopies(100, PAID)))
          .then()
          .statusCode(201)
          .body("recorded", equalTo(100));
      Expect.problem(400, "invalid-request", post(Map.of("actions", List.of())));
      Expect.problem(
          400, "invalid-request", post(Map.of("actions", Collections.nCopies(101, PAID))));
    }

    @Test
    @DisplayName("POST /v1/audit/actions out of bounds → 400, and nothing is recorded")
    void keepsToTheBounds() {
      Map<String, String> many = new HashMap<>();
      for (int i = 0; i < 17; i++) {
        many.put("k" + i, "v");
      }
      for (Map<String, Object> bad :
          List.of(
              with("action", "Pay it"),
              with("action", ""),
              with("action", "a".repeat(65)),
              with("resource", ""),
              with("resource", "r".repeat(513)),
              with("resource", "a\0b"),
              with("resource", "\ud83d"),
              with("outcome", "done"),
              with("at", "yesterday"),
              with("detail", many),
              with("detail", Map.of("k", "v".repeat(257))),
              with("detail", Map.of("k", "a\0b")),
              with("detail", Map.of("k", 1)),
              with("detail", Map.of("", "v")),
              with("correlation_id", "c".repeat(129)),
              with("id", ""),
              with("unknown", "x"),
              with("actions", List.of(PAID)),
              Map.<String, Object>of())) {
        Expect.problem(400, "invalid-request", post(bad));
      }
      assertEquals(List.of(), Trail.indexes("type=agent_acted&agent=" + agent.id()));
    }

    @Test
    @DisplayName("POST /v1/audit/actions with a dead token, or one for somebody else → 401")
    void needsALiveTokenForAvowry() {
      Response elsewhere =
          Api.as(agent.token("read", Api.ORDERS)).body(PAID).post("/v1/audit/actions");
      assertEquals(401, elsewhere.statusCode());
      Api.order("suspend", "agent", agent.id()).then().statusCode(200);
      assertEquals(401, post(PAID).statusCode());
    }

    private Map<String, Object> with(String member, Object value) {
      Map<String, Object> action = new HashMap<>(PAID);
      action.put(member, value);
      return action;
    }

    private Response post(Map<String, Object> body) {
      return Api.as(token).body(body).post("/v1/audit/actions");
    }
  }
}

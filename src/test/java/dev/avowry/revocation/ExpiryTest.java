package dev.avowry.revocation;

import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestClient;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Orders for which no second person came. */
@AvowryTest
class ExpiryTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final Instant began = Instant.now();
  private final String scope = "expiry-" + UUID.randomUUID();

  @Inject KeptOrderStore store;

  @Test
  @DisplayName("an hour later the order is gone, can be agreed to no more, and has ended nothing")
  void letsGoOfWhatNobodyAgreedTo() throws Exception {
    TestClient agent = Api.agent(Api.sponsor()).with("scopes", List.of(scope)).register();
    String token = agent.token(scope, Api.ORDERS);
    String id =
        Api.admin()
            .body(Map.of("target", Map.of("scope", scope), "mode", "revoke", "reason", "incident"))
            .post("/v1/revocations")
            .then()
            .statusCode(202)
            .extract()
            .path("id");

    sweepIn(Duration.ofMinutes(59));
    Api.admin().get("/v1/revocations/pending").then().body("items.id", hasItem(id));
    sweepIn(Duration.ofMinutes(61));
    Api.admin().get("/v1/revocations/pending").then().body("items.id", not(hasItem(id)));

    Expect.problem(
        404,
        "not-found",
        Api.as(Api.secondAdminToken()).post("/v1/revocations/pending/{id}/approval", id));
    assertEquals(true, agent.introspect(token).jsonPath().getBoolean("active"));
    Eventually.within(
        SOON, "the record tells of it", () -> targetsThatExpired().contains(target()));
  }

  private void sweepIn(Duration time) {
    new KeptOrders(store, new SecureRandom(), Clock.offset(Clock.systemUTC(), time))
        .sweep()
        .await()
        .atMost(SOON);
  }

  private List<String> targetsThatExpired() {
    JsonPath rows =
        Api.admin().get("/v1/audit/events?type=order_expired&limit=100&since=" + began).jsonPath();
    return rows.getList("events.event.target");
  }

  private String target() {
    return "scope:" + scope;
  }
}

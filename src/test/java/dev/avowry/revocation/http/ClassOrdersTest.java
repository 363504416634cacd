package dev.avowry.revocation.http;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestClient;
import dev.avowry.verifier.Expectation;
import dev.avowry.verifier.Result;
import dev.avowry.verifier.Verifier;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Orders on classes of tokens: what they end, what they stop, and whom they take. */
@AvowryTest
class ClassOrdersTest {
  /** Other tests fill the ledger with rows of all types. */
  private final Instant began = Instant.now();

  @Nested
  class OneEntryEndsExactly {
    @Test
    @DisplayName("the tokens with a scope")
    void aScope() {
      TestClient agent = Api.agent(Api.sponsor()).register();
      String read = agent.token("read", Api.ORDERS);
      String both = agent.token("read write", Api.ORDERS);

      atOnce("revoke", "scope", "write").body("affected.live_tokens", notNullValue());

      dead(agent, both);
      alive(agent, read);
      alive(agent, agent.token("write", Api.ORDERS));
    }

    @Test
    @DisplayName("the tokens for a resource server")
    void aResource() {
      String other = "https://other-" + UUID.randomUUID() + ".example";
      TestClient agent =
          Api.agent(Api.sponsor()).with("resources", List.of(Api.ORDERS, other)).register();
      String here = agent.token("read", Api.ORDERS);
      String there = agent.token("read", other);

      atOnce("revoke", "resource", other).body("affected.live_tokens", equalTo(1));

      agent.introspect(there).then().body("active", equalTo(false));
      alive(agent, here);
    }

    @Test
    @DisplayName("the tokens in which a kind had a hand, be it as an actor")
    void aKind() {
      TestClient planner = Api.agent(Api.sponsor()).register();
      TestClient bot = Api.agent(Api.sponsor()).with("kind", "bot").register();
      String own =
          planner
              .clientCredentials(
                  Map.of("scope", "read", "resource", Api.ORDERS, "requested_actor", bot.id()))
              .path("access_token");
      String exchanged = bot.exchange(own, Map.of()).path("access_token");
      alive(bot, exchanged);

      atOnce("revoke", "kind", "bot");

      dead(bot, exchanged);
      alive(planner, own);
    }

    @Test
    @DisplayName("the tokens in which a vendor's software had a hand")
    void aVendor() {
      String vendor = "Example Robotics " + UUID.randomUUID();
      TestClient planner = Api.agent(Api.sponsor()).with("vendor", vendor).register();
      TestClient worker = Api.agent(Api.sponsor()).register();
      String own =
          planner
              .clientCredentials(
                  Map.of("scope", "read", "resource", Api.ORDERS, "requested_actor", worker.id()))
              .path("access_token");
      String exchanged = worker.exchange(own, Map.of()).path("access_token");
      String apart = worker.token("read", Api.ORDERS);
      assertEquals(List.of(vendor), Api.claims(exchanged).getList("status.lineage.vendors"));

      atOnce("revoke", "vendor", vendor).body("affected.live_tokens", equalTo(2));

      dead(planner, own);
      dead(worker, exchanged);
      alive(worker, apart);
    }

    @Test
    @DisplayName("everything; administrators get new tokens, and nobody else while it is suspended")
    void everything() {
      TestClient agent = Api.agent(Api.sponsor()).register();
      String token = agent.token("read", Api.ORDERS);
      String admin = Api.adminToken();
      try {
        send(admin, "suspend", Map.of("everything", true), true).then().statusCode(200);

        Expect.problem(401, "invalid-token", Api.as(admin).get("/v1/me"));
        assertInstanceOf(Result.Dead.class, offline(token));
        Expect.oauthError(400, "invalid_grant", asking(agent));
      } finally {
        Api.forgetAdminToken();
        send(Api.secondAdminToken(), "resume", Map.of("everything", true), false)
            .then()
            .statusCode(200);
      }
      assertInstanceOf(Result.Dead.class, offline(token));
      alive(agent, agent.token("read", Api.ORDERS));
    }
  }

  @Nested
  class ASuspendedClass {
    @Test
    @DisplayName("mints nothing until somebody else resumes it; old tokens stay dead")
    void mintsNothing() {
      String vendor = "Suspended " + UUID.randomUUID();
      TestClient agent = Api.agent(Api.sponsor()).with("vendor", vendor).register();
      String before = agent.token("read", Api.ORDERS);

      Response first = send(Api.adminToken(), "suspend", Map.of("vendor", vendor), true);
      first.then().statusCode(200).body("state", equalTo("suspended"));
      Response again = send(Api.adminToken(), "suspend", Map.of("vendor", vendor), true);
      assertEquals(first.<Integer>path("seq"), again.path("seq"));

      dead(agent, before);
      Expect.oauthError(400, "invalid_grant", asking(agent));
      Expect.problem(
          403,
          "insufficient-scope",
          send(Api.adminToken(), "resume", Map.of("vendor", vendor), false));
      Api.order("resume", "vendor", vendor).then().statusCode(200).body("state", equalTo("live"));

      dead(agent, before);
      alive(agent, agent.token("read", Api.ORDERS));
    }

    @Test
    @DisplayName("what administers → 400: nobody could resume it")
    void isNeverWhatAdministers() {
      Expect.problem(
          400,
          "invalid-request",
          send(Api.adminToken(), "suspend", Map.of("scope", "admin"), true));
    }
  }

  @Nested
  class WithoutBreakGlass {
    @Test
    @DisplayName("→ 202, and nothing dies before another administrator approves; once (A-063)")
    void waitsForASecondPerson() throws Exception {
      String scope = "scope-" + UUID.randomUUID();
      TestClient agent = Api.agent(Api.sponsor()).with("scopes", List.of(scope)).register();
      String token = agent.token(scope, Api.ORDERS);

      Response kept = send(Api.adminToken(), "revoke", Map.of("scope", scope), false);
      kept.then().statusCode(202).body("target", equalTo("scope:" + scope));
      String id = kept.path("id");
      assertEquals(
          id, send(Api.secondAdminToken(), "revoke", Map.of("scope", scope), false).path("id"));
      Api.admin().get("/v1/revocations/pending").then().body("items.id", hasItem(id));
      alive(agent, token);
      Expect.problem(403, "insufficient-scope", approve(Api.adminToken(), id));
      alive(agent, token);

      approve(Api.secondAdminToken(), id)
          .then()
          .statusCode(200)
          .body("affected.live_tokens", equalTo(1));

      dead(agent, token);
      Expect.problem(404, "not-found", approve(Api.secondAdminToken(), id));
      rows("order_kept", "scope:" + scope, 1);
      rows("order_approved", "scope:" + scope, 1);
      rows("authority_revoked", "scope:" + scope, 1);
    }

    @Test
    @DisplayName("a dry run → 200, and nobody is asked")
    void mayBeLookedAtAlone() {
      Map<String, Object> order = new HashMap<>(Api.order("revoke", "kind", "ci", true));
      Api.admin().body(order).post("/v1/revocations").then().statusCode(200);
    }

    @Test
    @DisplayName("approval of no order, or of no id → 404")
    void unknownIsNotFound() {
      Expect.problem(404, "not-found", approve(Api.adminToken(), "AAAAAAAAAAA"));
    }
  }

  @Nested
  class WithBreakGlass {
    @Test
    @DisplayName("→ 200 at once, an alarm and a row; again → the same entry, no alarm")
    void raisesAnAlarm() throws Exception {
      String scope = "glass-" + UUID.randomUUID();
      TestClient agent = Api.agent(Api.sponsor()).with("scopes", List.of(scope)).register();
      String token = agent.token(scope, Api.ORDERS);
      double before = alarms();

      Response first = send(Api.adminToken(), "revoke", Map.of("scope", scope), true);
      Response again = send(Api.adminToken(), "revoke", Map.of("scope", scope), true);

      dead(agent, token);
      assertEquals(first.<Integer>path("seq"), again.path("seq"));
      assertEquals(before + 1, alarms());
      rows("break_glass_used", "scope:" + scope, 1);
      String younger = agent.token(scope, Api.ORDERS);
      Response third = send(Api.adminToken(), "revoke", Map.of("scope", scope), true);
      assertEquals(true, third.<Integer>path("seq") > first.<Integer>path("seq"));
      dead(agent, younger);
    }

    @Test
    @DisplayName("of a single agent → 400")
    void isForClassesOnly() {
      TestClient agent = Api.agent(Api.sponsor()).register();
      Expect.problem(
          400,
          "invalid-request",
          send(Api.adminToken(), "revoke", Map.of("agent", agent.id()), true));
    }
  }

  @Nested
  class AnAgent {
    @Test
    @DisplayName("→ 403, be it on its own kind")
    void actsOnNoClass() {
      String token = Api.agent(Api.sponsor()).register().ownToken("read");
      for (Map<String, Object> target :
          List.<Map<String, Object>>of(
              Map.of("scope", "read"), Map.of("kind", "ai_agent"), Map.of("everything", true))) {
        Expect.problem(403, "insufficient-scope", send(token, "revoke", target, true));
      }
      Expect.problem(403, "insufficient-scope", Api.as(token).get("/v1/revocations/pending"));
      Expect.problem(403, "insufficient-scope", approve(token, "AAAAAAAAAAA"));
    }
  }

  private static ValidatableResponse atOnce(String mode, String target, String value) {
    return send(Api.adminToken(), mode, Map.of(target, value), true).then().statusCode(200);
  }

  private static Response send(
      String token, String mode, Map<String, ?> target, boolean breakGlass) {
    Map<String, Object> order = new HashMap<>();
    order.put("target", target);
    order.put("mode", mode);
    order.put("reason", "incident");
    order.put("comment", "of the tests");
    if (breakGlass) {
      order.put("break_glass", true);
    }
    return Api.as(token).body(order).post("/v1/revocations");
  }

  private static Response approve(String token, String id) {
    return Api.as(token).post("/v1/revocations/pending/{id}/approval", id);
  }

  private static Response asking(TestClient agent) {
    return agent.clientCredentials(Map.of("scope", "read", "resource", Api.ORDERS));
  }

  /** Whoever asks and whoever reads the list say the same. */
  private static void dead(TestClient agent, String token) {
    agent.introspect(token).then().body("active", equalTo(false));
    assertInstanceOf(Result.Dead.class, offline(token));
  }

  private static void alive(TestClient agent, String token) {
    agent.introspect(token).then().body("active", equalTo(true));
    assertInstanceOf(Result.Live.class, offline(token));
  }

  private static Result offline(String token) {
    Verifier verifier =
        Verifier.of(Api.ISSUER)
            .jwks(RestAssured.get("/jwks").asString())
            .revocationsByHand()
            .build();
    verifier.applyRevocations(RestAssured.get("/revocations").asString());
    return verifier.verify(token, Expectation.of(Api.claims(token).getString("aud")));
  }

  private static double alarms() {
    return RestAssured.get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith("avowry_revocations_break_glass_total"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private void rows(String type, String target, int count) throws Exception {
    Eventually.within(
        Duration.ofSeconds(10),
        count + " rows " + type,
        () ->
            Api.admin()
                    .get("/v1/audit/events?type=" + type + "&limit=100&since=" + began)
                    .jsonPath()
                    .getList("events.event.target")
                    .stream()
                    .filter(target::equals)
                    .count()
                == count);
  }
}

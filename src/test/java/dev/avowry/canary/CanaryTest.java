package dev.avowry.canary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.agent.NodeKind;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.ledger.Event;
import dev.avowry.revocation.Mode;
import dev.avowry.revocation.Order;
import dev.avowry.revocation.Requester;
import dev.avowry.revocation.Revocations;
import dev.avowry.revocation.Target;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.TestClient;
import dev.avowry.verifier.Expectation;
import dev.avowry.verifier.Result;
import dev.avowry.verifier.Verifier;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Runs against real verifiers, and what GET /v1/revocations/latency says of them. */
@AvowryTest
class CanaryTest {
  private static final Duration NOW = Duration.ZERO;

  private String sponsor = "";

  @BeforeEach
  void register() {
    sponsor = Api.sponsor();
  }

  @Nested
  class AVerifierByTheLibrary {
    @Test
    @DisplayName("lets the chain's token in, refuses it by the entry: every phase is timed")
    void isTimed() {
      try (Verifier library = ProbedServer.library();
          ProbedServer server = ProbedServer.with(library)) {
        run(sponsor);
        JsonPath latency = latency();

        Map<String, Object> last = last(latency, server);
        assertEquals("refused", last.get("outcome"), last::toString);
        assertEquals(server.resource(), last.get("resource"));
        double commit = latency.getDouble("last.commit_ms");
        double receive = millis(last, "receive_ms");
        double apply = millis(last, "apply_ms");
        double refusal = millis(last, "refusal_ms");
        assertTrue(commit > 0 && receive >= 0 && apply >= 0 && refusal >= 0, last::toString);
        assertTrue(latency.getDouble("last.publish_ms") >= 0);
        double total = millis(last, "total_ms");
        assertTrue(total + 0.01 >= apply + refusal, last::toString);
        assertTrue(total <= commit + receive + apply + refusal + 0.01, last::toString);
        assertEquals(1, latency.getInt(path(server, "outcomes.refused")));
        assertNotNull(latency.getString(path(server, "total.p99_ms")));
        assertNotNull(latency.getString(path(server, "receive.max_ms")));
      }
    }

    @Test
    @DisplayName("is asked about a real chain, which is dead for good by one entry")
    void isAskedAboutARealChain() {
      try (Verifier library = ProbedServer.library();
          ProbedServer server = ProbedServer.with(library)) {
        run(sponsor);

        assertEquals(1, new HashSet<>(server.tokens()).size());
        String token = server.tokens().getFirst();
        JsonPath claims = Api.claims(token);
        List<String> agents = agents(sponsor);
        assertEquals(2, agents.size());
        assertEquals(server.resource(), claims.getString("aud"));
        assertEquals("canary:probe", claims.getString("scope"));
        assertEquals(sponsor, claims.getString("sponsor"));
        List<String> path = claims.getList("status.lineage.path");
        assertTrue(path.containsAll(agents), path::toString);
        assertEquals(
            Set.copyOf(agents), Set.of(claims.getString("sub"), claims.getString("act.sub")));
        Result.Dead dead =
            assertInstanceOf(
                Result.Dead.class,
                library.verify(token, Expectation.of(server.resource(), "canary:probe")));
        assertEquals(latency().getLong("last.seq"), dead.entry().seq());
        assertEquals(claims.getString("sub"), dead.entry().id());
        assertEquals(401, Api.as(token).get("/v1/me").statusCode());
      }
    }

    @Test
    @DisplayName("is visited again: the same agents, alive again, ended by a later entry")
    void isVisitedAgainByTheSameAgents() {
      try (Verifier library = ProbedServer.library();
          ProbedServer server = ProbedServer.with(library)) {
        run(sponsor);
        long first = latency().getLong("last.seq");
        List<String> agents = agents(sponsor);
        run(sponsor);
        JsonPath latency = latency();

        assertEquals(agents, agents(sponsor));
        assertTrue(latency.getLong("last.seq") > first);
        assertEquals("refused", last(latency, server).get("outcome"));
        assertEquals(2, latency.getInt(path(server, "outcomes.refused")));
        assertEquals(2, new HashSet<>(server.tokens()).size());
        agents.forEach(
            agent -> assertEquals("live", Api.admin().get("/v1/agents/{id}", agent).path("state")));
      }
    }

    @Test
    @DisplayName("whose agent is revoked is visited no more")
    void isNotVisitedWhenItsAgentIsDead() {
      try (ProbedServer server = ProbedServer.always(204)) {
        Api.order("revoke", "agent", server.id()).then().statusCode(200);
        run(sponsor);

        assertEquals(List.of(), server.tokens());
        assertNull(last(latency(), server));
      }
    }
  }

  @Nested
  class AVerifierThatIsNotInOrder {
    @Test
    @DisplayName("never refuses → never_refused, and counted as such")
    void isAnAlarm() {
      try (ProbedServer server = ProbedServer.always(204)) {
        double before = metric("avowry_canary_sightings_total{outcome=\"never_refused\"}");
        run(sponsor);

        assertEquals("never_refused", last(latency(), server).get("outcome"));
        assertNull(last(latency(), server).get("total_ms"));
        assertEquals(1, latency().getInt(path(server, "outcomes.never_refused")));
        assertEquals(
            before + 1, metric("avowry_canary_sightings_total{outcome=\"never_refused\"}"));
      }
    }

    @Test
    @DisplayName("refuses what is alive → not_let_in, never refused")
    void provesNothingByRefusingEverything() {
      try (ProbedServer server = ProbedServer.always(401)) {
        run(sponsor);

        assertEquals("not_let_in", last(latency(), server).get("outcome"));
        assertEquals(0, latency().getInt(path(server, "outcomes.refused")));
      }
    }

    @Test
    @DisplayName("answers nobody, or something else → unreachable, and why; nobody is followed")
    void isToldAsUnreachable() {
      try (ProbedServer gone = ProbedServer.always(204);
          ProbedServer elsewhere = ProbedServer.always(307);
          ProbedServer broken = ProbedServer.always(503)) {
        gone.stop();
        run(sponsor);
        JsonPath latency = latency();

        assertEquals("unreachable", last(latency, gone).get("outcome"));
        assertEquals("unreachable", last(latency, elsewhere).get("outcome"));
        assertEquals("status 307", last(latency, elsewhere).get("why"));
        assertEquals("status 503", last(latency, broken).get("why"));
      }
    }

    @Test
    @DisplayName("is out of the sponsor's reach → not_let_in: no token for it")
    void getsNoTokenBeyondTheSponsorsCeiling() {
      String narrow =
          Api.admin()
              .body(
                  Map.of(
                      "name",
                      "Grace",
                      "email",
                      "grace@example.com",
                      "scopes",
                      List.of("canary:probe"),
                      "resources",
                      List.of(Api.ORDERS)))
              .post("/v1/sponsors")
              .then()
              .statusCode(201)
              .extract()
              .path("id");
      try (ProbedServer server = ProbedServer.always(204)) {
        run(narrow);

        assertEquals("not_let_in", last(latency(), server).get("outcome"));
        assertEquals(List.of(), server.tokens());
      }
    }
  }

  @Nested
  class ARoot {
    @Test
    @DisplayName("that somebody else suspended → no run, and it stays suspended")
    void isLeftAsSomebodyElseLeftIt() {
      run(sponsor);
      String root = root();
      Api.order("suspend", "agent", root).then().statusCode(200);
      run(sponsor);

      assertNotNull(latency().getString("last.problem"));
      assertNull(latency().get("last.seq"));
      assertEquals("suspended", Api.admin().get("/v1/agents/{id}", root).path("state"));
    }

    @Test
    @DisplayName("that a run left suspended, whose replica died → is resumed by the next")
    void isRecovered() {
      run(sponsor);
      suspendAsACanaryWould(root());
      run(sponsor);

      assertNull(latency().getString("last.problem"));
      assertTrue(latency().getLong("last.seq") > 0);
      assertEquals("live", Api.admin().get("/v1/agents/{id}", root()).path("state"));
    }

    @Test
    @DisplayName("whose sponsor is gone → no run")
    void isNothingWithoutItsSponsor() {
      run(sponsor);
      Api.order("revoke", "sponsor", sponsor).then().statusCode(200);
      run(sponsor);

      assertNotNull(latency().getString("last.problem"));
    }

    private void suspendAsACanaryWould(String root) {
      NodeId id = NodeId.parse(root).orElseThrow();
      Order order =
          Order.of(
              new Target.OfNode(id, Optional.of(NodeKind.AGENT)),
              Mode.SUSPEND,
              "canary",
              Optional.empty(),
              new Requester(
                  Event.ITSELF,
                  NodeId.parse(sponsor).orElseThrow(),
                  above -> true,
                  Origin.itself("test")));
      await(() -> bean(Revocations.class).carryOut(order));
      assertEquals("suspended", Api.admin().get("/v1/agents/{id}", root).path("state"));
    }

    private String root() {
      return Api.admin()
          .get("/v1/agents?sponsor={id}", sponsor)
          .path("items.find { it.name == 'canary' }.id");
    }
  }

  @Nested
  class Replicas {
    @Test
    @DisplayName("that try at the same moment → one has the run; the next comes after its end")
    void haveOneRunAtATime() {
      CanaryStore store = bean(CanaryStore.class);
      List<Optional<Long>> tried =
          await(
              () ->
                  Multi.createFrom()
                      .range(0, 8)
                      .onItem()
                      .transformToUni(any -> store.begin(NOW, Duration.ofMinutes(1)))
                      .merge(8)
                      .collect()
                      .asList());
      List<Long> taken = tried.stream().flatMap(Optional::stream).toList();

      assertEquals(1, taken.size(), tried::toString);
      await(() -> store.end(taken.getFirst()));
      Optional<Long> next = await(() -> store.begin(Duration.ofDays(1), NOW));
      assertEquals(Optional.of(taken.getFirst() + 1), next);
      assertEquals(Optional.empty(), await(() -> store.begin(NOW, NOW)));
      await(() -> bean(Pool.class).query("update canary set due_at = '-infinity'").execute());
    }

    @Test
    @DisplayName("whose run never ended → another has the next when its time is over")
    void areNotWaitedForForEver() {
      CanaryStore store = bean(CanaryStore.class);
      Optional<Long> lost = await(() -> store.begin(NOW, NOW));

      assertEquals(lost.map(run -> run + 1), await(() -> store.begin(NOW, NOW)));
    }

    @Test
    @DisplayName("keep 500 runs: the next takes the place of the oldest")
    void keepABoundedNumber() {
      try (ProbedServer server = ProbedServer.always(401)) {
        run(sponsor);
        long first = latency().getLong("last.run");
        await(() -> bean(Pool.class).query("update canary set run = run + 499").execute());
        run(sponsor);

        assertEquals(first + 500, latency().getLong("last.run"));
        assertEquals(1, latency().getInt(path(server, "outcomes.not_let_in")));
        assertEquals(
            0L,
            await(
                    () ->
                        bean(Pool.class)
                            .query("select count(*) as n from canary_run where run = " + first)
                            .execute())
                .iterator()
                .next()
                .getLong("n"));
      }
    }
  }

  @Nested
  class WhoAsks {
    @Test
    @DisplayName("GET /v1/revocations/latency with audit:read → 200; without → 403")
    void isAnAuditorOrAnAdministrator() {
      TestClient auditor =
          Api.agent(Api.sponsor()).with("scopes", List.of("read", "audit:read")).register();

      assertEquals(
          200, Api.as(auditor.ownToken("audit:read")).get("/v1/revocations/latency").statusCode());
      assertEquals(
          403, Api.as(auditor.ownToken("read")).get("/v1/revocations/latency").statusCode());
    }

    @Test
    @DisplayName("GET /v1/revocations/latency?limit=1 → page by page, each verifier once")
    void readsPageByPage() {
      try (ProbedServer one = ProbedServer.always(401);
          ProbedServer other = ProbedServer.always(401)) {
        Set<String> seen = new HashSet<>();
        String after = "";
        boolean more = true;
        while (more) {
          JsonPath page = Api.admin().get("/v1/revocations/latency?limit=1" + after).jsonPath();
          page.getList("items.verifier", String.class)
              .forEach(id -> assertTrue(seen.add(id), () -> "twice: " + id));
          more = page.get("next") != null;
          after = "&after=" + page.getString("next");
          assertTrue(page.getLong("total") >= 2);
        }
        assertTrue(seen.containsAll(Set.of(one.id(), other.id())));
      }
    }

    @Test
    @DisplayName("GET /q/metrics → phases of the canary, and commit and publish of every entry")
    void findsTheSameInTheMetrics() {
      try (Verifier library = ProbedServer.library();
          ProbedServer server = ProbedServer.with(library)) {
        run(sponsor);

        assertFalse(server.tokens().isEmpty());
        for (String phase : List.of("commit", "publish", "receive", "apply", "refusal", "total")) {
          assertTrue(
              metric("avowry_canary_phase_seconds_count{phase=\"%s\"}".formatted(phase)) >= 1);
        }
        assertTrue(metric("avowry_revocation_commit_seconds_count") >= 1);
        assertTrue(metric("avowry_revocation_publish_seconds_count") >= 1);
      }
    }
  }

  private static void run(String sponsor) {
    NodeId id = NodeId.parse(sponsor).orElseThrow();
    long before = number();
    await(() -> bean(Schedule.class).tick(NOW, id));
    assertTrue(number() > before, "there was no run");
  }

  private static long number() {
    return await(() -> bean(Pool.class).query("select run from canary").execute())
        .iterator()
        .next()
        .getLong("run");
  }

  private static JsonPath latency() {
    return Api.admin()
        .get("/v1/revocations/latency?limit=500")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static Map<String, Object> last(JsonPath latency, ProbedServer server) {
    return latency.getMap(path(server, "last"));
  }

  private static String path(ProbedServer server, String member) {
    return "items.find { it.verifier == '%s' }.%s".formatted(server.id(), member);
  }

  private static double millis(Map<String, Object> last, String member) {
    return ((Number) Objects.requireNonNull(last.get(member), member)).doubleValue();
  }

  private static List<String> agents(String sponsor) {
    return Api.admin().get("/v1/agents?sponsor={id}", sponsor).jsonPath().getList("items.id");
  }

  private static double metric(String name) {
    return RestAssured.get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  private static <T> T bean(Class<T> type) {
    return Arc.container().instance(type).get();
  }

  private static <T> T await(Supplier<Uni<T>> step) {
    try {
      return VertxContextSupport.subscribeAndAwait(step);
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }
}

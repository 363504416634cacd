package dev.avowry.sponsorship;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.NodeId;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestHuman;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sponsorships are renewed, or they lapse (A-039: lapsed). */
@AvowryTest
@NullUnmarked
class LeasesTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @Inject LeaseTurns turns;
  @Inject LeaseBook book;
  @Inject LeaseStore store;
  @Inject Leases leases;
  @Inject Pool pool;

  private TestHuman human;
  private TestClient agent;

  @BeforeEach
  void register() throws Exception {
    human = TestHuman.sponsor();
    agent = human.agent();
    Eventually.within(
        SOON,
        "the agent has a lease",
        () -> {
          turn();
          return leases() == 1;
        });
  }

  @Test
  @DisplayName("an agent has a lease of 180 days from its registration, and what is below it none")
  void isGivenOne() {
    NewTestAgent.subAgent().register(agent.ownToken("agents:spawn"));

    turn();

    human
        .as()
        .get("/v1/sponsorships")
        .then()
        .statusCode(200)
        .body("items.agent", contains(agent.id()))
        .body("items[0].lapsed", equalTo(false));
    assertEquals(
        180L,
        pool.preparedQuery(
                "select extract(day from l.due_at - a.created_at)::bigint as days from lease l join agent a on a.id = l.agent where a.id = $1")
            .executeAndAwait(Tuple.of(number(agent)))
            .iterator()
            .next()
            .getLong("days"));
  }

  @Test
  @DisplayName("an agent from before leases were does not lapse on the day on which they come")
  void isGivenOneFromNowOnWhenItIsOld() throws Exception {
    pool.preparedQuery(
            "update agent set created_at = now() - interval '900 days', leased = false where id = $1")
        .executeAndAwait(Tuple.of(number(agent)));
    pool.preparedQuery("delete from lease where agent = $1")
        .executeAndAwait(Tuple.of(number(agent)));

    Eventually.within(
        SOON,
        "the agent has a lease",
        () -> {
          turn();
          return leases() == 1;
        });

    human
        .as()
        .get("/v1/sponsorships?due={due}", Instant.now().plus(Duration.ofDays(179)).toString())
        .then()
        .body("items", hasSize(0));
    assertTrue(mints());
  }

  @Test
  @DisplayName("what lapses is suspended, whatever an order says, until its sponsor renews it")
  void lapses() throws Exception {
    String old = agent.token("read", Api.ORDERS);
    due("-1 second");

    turn();

    Eventually.within(SOON, "it is suspended", () -> !mints());
    Api.order("resume", "agent", agent.id()).then().statusCode(409);
    Api.admin().post("/v1/agents/{id}/renewal", agent.id()).then().statusCode(404);
    TestHuman.sponsor().as().post("/v1/agents/{id}/renewal", agent.id()).then().statusCode(404);
    human
        .as()
        .post("/v1/agents/{id}/renewal", agent.id())
        .then()
        .statusCode(200)
        .body("lapsed", equalTo(false))
        .body("renewed_by", equalTo(human.id()));
    agent.clientCredentials(Map.of()).then().statusCode(200);
    assertEquals(false, agent.introspect(old).path("active"));
  }

  @Test
  @DisplayName("a co-sponsor renews as well")
  void aCoSponsorRenews() throws Exception {
    TestHuman other = TestHuman.sponsor();
    human
        .as()
        .put("/v1/agents/{id}/co-sponsors/{sponsor}", agent.id(), other.id())
        .then()
        .statusCode(204);
    due("-1 second");
    turn();
    Eventually.within(SOON, "it is suspended", () -> !mints());
    other
        .as()
        .get("/v1/sponsors/{id}/obligations", other.id())
        .then()
        .body("leases.items.agent", contains(agent.id()));

    other.as().post("/v1/agents/{id}/renewal", agent.id()).then().statusCode(200);

    agent.clientCredentials(Map.of()).then().statusCode(200);
    other
        .as()
        .get("/v1/sponsors/{id}/obligations", other.id())
        .then()
        .body("leases.items", hasSize(0));
  }

  @Test
  @DisplayName("what was suspended by an order lives no more for being renewed (A-170)")
  void givesNothingElseBack() throws Exception {
    Api.order("suspend", "agent", agent.id()).then().statusCode(200);
    due("-1 second");
    turn();
    Eventually.within(
        SOON,
        "it has lapsed",
        () -> human.as().get("/v1/sponsorships").jsonPath().getBoolean("items[0].lapsed"));

    human.as().post("/v1/agents/{id}/renewal", agent.id()).then().statusCode(200);

    agent.clientCredentials(Map.of()).then().statusCode(401);
    Api.order("resume", "agent", agent.id()).then().statusCode(200);
    agent.clientCredentials(Map.of()).then().statusCode(200);
  }

  @ParameterizedTest
  @CsvSource({"15 days, 0", "13 days, 1", "2 days, 2", "23 hours, 3"})
  @DisplayName("notice is given 14, 3 and 1 days before, each once")
  void givesNotice(String before, int notices) throws Exception {
    due(before);

    Eventually.within(
        SOON,
        "that many notices were given",
        () -> {
          turn();
          return human.as().get("/v1/sponsorships").jsonPath().getInt("items[0].notices")
              == notices;
        });
    agent.clientCredentials(Map.of()).then().statusCode(200);
  }

  @Test
  @DisplayName("GET /v1/sponsorships?due=: 200 with what lapses until then")
  void listsByWhenTheyLapse() {
    human
        .as()
        .get("/v1/sponsorships?due=2000-01-01T00:00:00Z")
        .then()
        .statusCode(200)
        .body("items", hasSize(0));
    human
        .as()
        .get("/v1/sponsorships?due=2100-01-01T00:00:00Z")
        .then()
        .statusCode(200)
        .body("items", hasSize(1));
    human.as().get("/v1/sponsorships?due=soon").then().statusCode(400);
  }

  @Test
  @DisplayName("who takes an agent over has renewed it")
  void aHandOverRenews() throws Exception {
    TestHuman next = TestHuman.sponsor();
    due("-1 second");
    turn();
    Eventually.within(SOON, "it is suspended", () -> !mints());
    String id =
        human
            .as()
            .body(Map.of("agent", agent.id(), "to", next.id()))
            .post("/v1/hand-overs")
            .path("id");

    next.as().post("/v1/hand-overs/{id}/acknowledgement", id).then().statusCode(200);

    Eventually.within(
        SOON,
        "it lives again",
        () -> {
          turn();
          return mints();
        });
  }

  @Test
  @DisplayName("what has lapsed lives again where there are no leases any more")
  void letsGoOfWhatLapsed() throws Exception {
    due("-1 second");
    turn();
    Eventually.within(SOON, "it is suspended", () -> !mints());
    LeaseTurns without =
        new LeaseTurns(
            book,
            store,
            leases,
            new TestSponsorship(SponsorshipConfig.Acceptance.ADMINISTRATOR, Duration.ZERO));

    Eventually.within(
        SOON,
        "it lives again",
        () -> {
          turn(without);
          return mints();
        });
  }

  private boolean mints() {
    return agent.clientCredentials(Map.of()).statusCode() == 200;
  }

  private int leases() {
    return human.as().get("/v1/sponsorships").jsonPath().getInt("total");
  }

  /** As if it lapsed so long from now. */
  private void due(String from) {
    pool.preparedQuery("update lease set due_at = now() + $2::text::interval where agent = $1")
        .executeAndAwait(Tuple.of(number(agent), from));
  }

  private static long number(TestClient agent) {
    return NodeId.parse(agent.id()).orElseThrow().value();
  }

  private void turn() {
    turn(turns);
  }

  private static void turn(LeaseTurns turns) {
    try {
      VertxContextSupport.subscribeAndAwait(turns::turn);
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }
}

package dev.avowry.sponsorship;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.kernel.NodeId;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.BulkTree;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestHuman;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What happens to hand-overs without anybody asking. */
@AvowryTest
@NullUnmarked
class HandOverTurnsTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @Inject HandOverTurns turns;
  @Inject Pool pool;

  private TestHuman giver;
  private TestHuman receiver;
  private TestClient agent;

  @BeforeEach
  void register() {
    giver = TestHuman.sponsor();
    receiver = TestHuman.sponsor();
    agent = giver.agent();
  }

  @Test
  @DisplayName("what somebody left and nobody took in time is revoked, and never lives again")
  void endsWhatNobodyTook() throws Exception {
    TestClient suspended = giver.agent();
    Api.order("suspend", "agent", suspended.id()).then().statusCode(200);
    leave();
    due();

    turn();

    Eventually.within(SOON, "it has ended", () -> state(agent).equals("ended"));
    Eventually.within(SOON, "it has ended", () -> state(suspended).equals("ended"));
    Api.admin().delete("/v1/sponsors/{id}/departure", giver.id()).then().statusCode(204);
    agent.clientCredentials(Map.of()).then().statusCode(401);
    Api.order("resume", "agent", agent.id()).then().statusCode(409);
  }

  @Test
  @DisplayName("what was left is not touched before it is due")
  void waitsUntilItIsDue() {
    leave();

    turn();

    assertEquals("offered", state(agent));
    Api.admin().delete("/v1/sponsors/{id}/departure", giver.id()).then().statusCode(204);
    agent.clientCredentials(Map.of()).then().statusCode(200);
  }

  @Test
  @DisplayName("what its giver demands to be taken is suspended when it is not, until it is")
  void suspendsWhatWasDemanded() throws Exception {
    String id = offer(true);
    agent.clientCredentials(Map.of()).then().statusCode(200);
    due();

    turn();

    Eventually.within(
        SOON, "it is suspended", () -> agent.clientCredentials(Map.of()).statusCode() == 401);
    assertEquals("offered", state(agent));
    receiver.as().post("/v1/hand-overs/{id}/acknowledgement", id).then().statusCode(200);
    agent.clientCredentials(Map.of()).then().statusCode(200);
  }

  @Test
  @DisplayName("what is overdue lives again when its giver takes the offer back")
  void releasesWhatIsWithdrawn() throws Exception {
    String id = offer(true);
    due();
    turn();
    Eventually.within(
        SOON, "it is suspended", () -> agent.clientCredentials(Map.of()).statusCode() == 401);

    giver.as().delete("/v1/hand-overs/{id}", id).then().statusCode(204);

    agent.clientCredentials(Map.of()).then().statusCode(200);
  }

  @Test
  @DisplayName("an offer that demands nothing waits for ever, and is due once its giver has left")
  void anOfferBecomesADeparture() throws Exception {
    offer(false);
    leave();
    due();

    turn();

    Eventually.within(SOON, "it has ended", () -> state(agent).equals("ended"));
  }

  @Test
  @DisplayName("an overdue offer whose giver then leaves is due anew, and ends")
  void anOverdueOfferBecomesADeparture() throws Exception {
    offer(true);
    due();
    turn();
    Eventually.within(
        SOON, "it is suspended", () -> agent.clientCredentials(Map.of()).statusCode() == 401);
    leave();
    due();

    Eventually.within(
        SOON,
        "it has ended",
        () -> {
          turn();
          return state(agent).equals("ended");
        });
  }

  @Test
  @DisplayName("an overdue offer whose giver leaves and comes back is theirs again, and lives")
  void anOverdueOfferComesBack() throws Exception {
    offer(true);
    due();
    turn();
    Eventually.within(
        SOON, "it is suspended", () -> agent.clientCredentials(Map.of()).statusCode() == 401);
    leave();
    Api.admin().delete("/v1/sponsors/{id}/departure", giver.id()).then().statusCode(204);

    Eventually.within(
        SOON,
        "it lives",
        () -> {
          turn();
          return agent.clientCredentials(Map.of()).statusCode() == 200;
        });
    assertEquals("withdrawn", state(agent));
  }

  @Test
  @DisplayName("whoever was to take what others left, and leaves, is asked no more")
  void passesOnWhatWasOffered() {
    TestHuman next = TestHuman.sponsor();
    Api.admin()
        .body(Map.of("successor", receiver.id(), "manager", next.id()))
        .put("/v1/sponsors/{id}/succession", giver.id())
        .then()
        .statusCode(200);
    leave();
    assertEquals(receiver.id(), asked());

    Api.admin().put("/v1/sponsors/{id}/departure", receiver.id()).then().statusCode(200);

    assertEquals(next.id(), asked());
  }

  private String asked() {
    return Api.admin()
        .get("/v1/hand-overs?agent={agent}", agent.id())
        .jsonPath()
        .getString("items[0].receiver");
  }

  @Test
  @DisplayName("a large tree moves in many steps, and lives when all of it has arrived")
  void movesALargeTree() throws Exception {
    BulkTree tree = BulkTree.below(agent.id(), 7, 999, pool);
    TestClient leaf = tree.leafWithKey();
    String old = leaf.token("read", Api.ORDERS);
    String id = offer(false);

    receiver.as().post("/v1/hand-overs/{id}/acknowledgement", id).then().statusCode(200);

    assertEquals("acknowledged", state(agent), "more than a request waits for");
    leaf.clientCredentials(Map.of()).then().statusCode(401);
    Api.order("resume", "agent", agent.id()).then().statusCode(409);
    release();
    Eventually.within(
        SOON,
        "all of it has arrived",
        () -> {
          turn();
          return state(agent).equals("taken");
        });
    assertEquals(receiver.id(), Api.claims(leaf.token("read", Api.ORDERS)).getString("sponsor"));
    assertEquals(false, leaf.introspect(old).path("active"));
    assertEquals(7_001, below(receiver));
    assertEquals(0, below(giver));
    assertEquals(0L, named(giver), "no node and no agent names the old sponsor");
  }

  @Test
  @DisplayName("what is revoked on its way never lives, whoever of the two it was (A-170)")
  void aRevocationOnTheWayWins() throws Exception {
    BulkTree.below(agent.id(), 7, 999, pool);
    String id = offer(false);
    receiver.as().post("/v1/hand-overs/{id}/acknowledgement", id).then().statusCode(200);
    assertEquals("acknowledged", state(agent));

    Api.order("revoke", "sponsor", giver.id()).then().statusCode(200);
    release();

    Eventually.within(
        SOON,
        "it is brought to its end",
        () -> {
          turn();
          return state(agent).equals("taken");
        });
    agent.clientCredentials(Map.of()).then().statusCode(401);
    Api.order("resume", "agent", agent.id()).then().statusCode(409);
    assertEquals(0, below(receiver));
  }

  @Test
  @DisplayName("what somebody suspends on its way arrives suspended")
  void aSuspensionOnTheWayStays() throws Exception {
    BulkTree.below(agent.id(), 7, 999, pool);
    String id = offer(false);
    receiver.as().post("/v1/hand-overs/{id}/acknowledgement", id).then().statusCode(200);

    Api.order("suspend", "agent", agent.id()).then().statusCode(200);
    release();

    Eventually.within(
        SOON,
        "all of it has arrived",
        () -> {
          turn();
          return state(agent).equals("taken");
        });
    agent.clientCredentials(Map.of()).then().statusCode(401);
    Api.order("resume", "agent", agent.id()).then().statusCode(200);
    agent.clientCredentials(Map.of()).then().statusCode(200);
    assertEquals(7_001, below(receiver));
  }

  private void leave() {
    Api.admin().put("/v1/sponsors/{id}/departure", giver.id()).then().statusCode(200);
  }

  private String offer(boolean demanded) {
    return giver
        .as()
        .body(Map.of("agent", agent.id(), "to", receiver.id(), "demanded", demanded))
        .post("/v1/hand-overs")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static String state(TestClient agent) {
    return Api.admin()
        .get("/v1/hand-overs?agent={agent}", agent.id())
        .jsonPath()
        .getString("items[0].state");
  }

  private static int below(TestHuman sponsor) {
    return Api.admin()
        .body(Api.order("revoke", "sponsor", sponsor.id(), true))
        .post("/v1/revocations")
        .path("affected.agents");
  }

  /** As if the time that there was had passed. */
  private void due() {
    pool.preparedQuery(
            "update hand_over set due_at = now() - interval '1 second' where giver = $1 and due_at is not null")
        .executeAndAwait(Tuple.of(giver.node().value()));
  }

  /** As if whoever carries it had died a minute ago. */
  private void release() {
    pool.preparedQuery("update hand_over set claimed_until = now() where agent = $1")
        .executeAndAwait(Tuple.of(NodeId.parse(agent.id()).orElseThrow().value()));
  }

  private long named(TestHuman sponsor) {
    return pool.preparedQuery(
            """
            select (select count(*) from agent where sponsor = $1)
              + (select count(*) from node where substr(lineage, 1, 8) = int8send($1) and id <> $1) as n
            """)
        .executeAndAwait(Tuple.of(sponsor.node().value()))
        .iterator()
        .next()
        .getLong("n");
  }

  private void turn() {
    try {
      VertxContextSupport.subscribeAndAwait(turns::turn);
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }
}

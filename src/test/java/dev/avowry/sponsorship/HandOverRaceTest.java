package dev.avowry.sponsorship;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.NodeId;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestHuman;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;

/**
 * An agent changes hands while tokens are minted below it, sub-agents are registered, and others
 * are revoked: whatever comes first, it is all below the one sponsor or all below the other.
 */
@AvowryTest
@NullUnmarked
class HandOverRaceTest {
  @Inject Pool pool;

  @RepeatedTest(8)
  @DisplayName("mints, spawns and kills during a hand-over: nothing old lives, nothing is lost")
  void whateverComesFirst() throws Exception {
    TestHuman giver = TestHuman.sponsor();
    TestHuman receiver = TestHuman.sponsor();
    TestClient agent = giver.agent();
    TestClient below = NewTestAgent.subAgent().register(agent.ownToken("agents:spawn"));
    TestClient victim = NewTestAgent.subAgent().register(agent.ownToken("agents:spawn"));
    String id =
        giver
            .as()
            .body(Map.of("agent", agent.id(), "to", receiver.id()))
            .post("/v1/hand-overs")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    TestClient reader =
        Api.agent(Api.sponsor()).with("scopes", List.of("tokens:introspect")).register();
    letInBefore(reader, below, victim);
    Queue<String> minted = new ConcurrentLinkedQueue<>();
    AtomicBoolean over = new AtomicBoolean();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> others =
          List.of(
              threads.submit(() -> mint(below, minted, over)),
              threads.submit(() -> mint(agent, minted, over)),
              threads.submit(() -> spawn(agent, over)),
              threads.submit(() -> Api.order("revoke", "agent", victim.id())));
      receiver.as().post("/v1/hand-overs/{id}/acknowledgement", id).then().statusCode(200);
      over.set(true);
      for (Future<?> other : others) {
        other.get();
      }
    }

    minted.add(below.token("read", Api.ORDERS));
    for (String token : minted) {
      boolean theirs = receiver.id().equals(Api.claims(token).getString("sponsor"));
      assertEquals(theirs, reader.introspect(token).path("active"), "of the new sponsor or dead");
    }
    victim.clientCredentials(Map.of()).then().statusCode(401);
    assertEquals(0L, astray(agent, receiver), "every node below names the new sponsor");
    assertEquals(live(agent), tally(receiver), "the tally of the new sponsor");
    assertEquals(0L, tally(giver), "the tally of the old sponsor");
  }

  /** Who was let in before is not held up by how often others fail from the same address. */
  private static void letInBefore(TestClient reader, TestClient... others) {
    for (TestClient other : others) {
      reader.introspect(other.token("read", Api.ORDERS)).then().statusCode(200);
    }
  }

  private static void mint(TestClient agent, Queue<String> minted, AtomicBoolean over) {
    while (!over.get()) {
      Response answer = agent.clientCredentials(Map.of("scope", "read", "resource", Api.ORDERS));
      assertTrue(List.of(200, 400, 401, 429).contains(answer.statusCode()), answer::asString);
      if (answer.statusCode() == 200) {
        minted.add(answer.path("access_token"));
      }
    }
  }

  private static void spawn(TestClient agent, AtomicBoolean over) {
    while (!over.get()) {
      Response token =
          agent.clientCredentials(Map.of("scope", "agents:spawn", "resource", Api.ISSUER));
      if (token.statusCode() == 200) {
        Response made = NewTestAgent.subAgent().tryRegister(token.path("access_token"));
        assertTrue(List.of(201, 401, 409).contains(made.statusCode()), made::asString);
      }
    }
  }

  private long astray(TestClient agent, TestHuman sponsor) {
    return number(
        """
        with recursive below as (
          select n.* from node n where n.id = $1
          union all
          select n.* from node n join below b on n.parent = b.id
        )
        select count(*) as n from below b left join agent a on a.id = b.id
        where substr(b.lineage, 1, 8) <> int8send($2) or a.sponsor <> $2
        """,
        agent.id(),
        sponsor.id());
  }

  /** Walked, and not counted by anybody who kept count. */
  private long live(TestClient agent) {
    return number(
        """
        with recursive below as (
          select n.* from node n where n.id = $1 and n.state = 'live'
          union all
          select n.* from node n join below b on n.parent = b.id where n.state = 'live'
        )
        select count(*) as n from below where kind = 'agent'
        """,
        agent.id());
  }

  private long tally(TestHuman sponsor) {
    return number("select live_agents as n from node where id = $1", sponsor.id());
  }

  private long number(String sql, String... ids) {
    Tuple values = Tuple.tuple();
    for (String id : ids) {
      values.addLong(NodeId.parse(id).orElseThrow().value());
    }
    return pool.preparedQuery(sql).executeAndAwait(values).iterator().next().getLong("n");
  }
}

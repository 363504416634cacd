package dev.avowry.ledger.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.ledger.Edge;
import dev.avowry.ledger.Hash;
import dev.avowry.ledger.Hashing;
import dev.avowry.ledger.Tile;
import dev.avowry.ledger.Tree;
import dev.avowry.ledger.TreeHead;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.RandomEvents;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Every committed row gets one place, in one order, whoever writes and whoever sequences. */
@AvowryTest
class SequencerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Inject Pool pool;
  @Inject Tree tree;
  @Inject Sequencer sequencer;
  @Inject Overdue overdue;

  private final String request = UUID.randomUUID().toString();

  @Test
  void everyCommittedRowGetsOnePlaceInOrder() throws Exception {
    int committed = AtOnce.run(16, this::write).stream().mapToInt(Integer::intValue).sum();
    awaitSequenced(committed);

    List<Row> leaves = rows("select index, xact, id from ledger_leaf order by index");
    List<Long> places = leaves.stream().map(row -> row.getLong("index")).toList();
    assertEquals(LongStream.range(0, leaves.size()).boxed().toList(), places, "without a gap");
    for (int i = 1; i < leaves.size(); i++) {
      Row row = leaves.get(i);
      Row before = leaves.get(i - 1);
      int order = Long.compare(before.getLong("xact"), row.getLong("xact"));
      assertTrue(
          order < 0 || (order == 0 && before.getLong("id") < row.getLong("id")),
          "in the order of (xact, id) at " + i);
    }
    assertEquals(
        0,
        count(
            "ledger_leaf l where not exists (select 1 from ledger_event e where (e.xact, e.id) = (l.xact, l.id))"));
    assertRoot();
  }

  /** Some hundred rows in transactions of several, of which some are rolled back. */
  private int write() {
    RandomEvents random = new RandomEvents();
    int committed = 0;
    for (int i = 0; i < 12; i++) {
      int rows = 1 + ThreadLocalRandom.current().nextInt(4);
      boolean commits = ThreadLocalRandom.current().nextInt(4) > 0;
      SqlConnection connection = pool.getConnection().await().atMost(PATIENCE);
      try {
        connection.query("begin").executeAndAwait();
        for (int row = 0; row < rows; row++) {
          insert(connection, random);
          connection.query("select pg_sleep(0.002)").executeAndAwait();
        }
        connection.query(commits ? "commit" : "rollback").executeAndAwait();
      } finally {
        connection.closeAndAwait();
      }
      committed += commits ? rows : 0;
    }
    return committed;
  }

  @Test
  void aRowBehindAnOpenTransactionWaitsForItsEnd() throws Exception {
    SqlConnection early = pool.getConnection().await().atMost(PATIENCE);
    try {
      early.query("begin").executeAndAwait();
      insert(early, new RandomEvents());
      insert(pool, new RandomEvents());
      sequencer.turn().await().atMost(PATIENCE);
      assertEquals(0, sequenced(), "the later row is committed, and has no place yet");
      assertFalse(Waiting.look(pool).await().atMost(PATIENCE).ready());
      int pid =
          early.query("select pg_backend_pid()").executeAndAwait().iterator().next().getInteger(0);
      String holder = overdue.holder().await().atMost(PATIENCE);
      assertTrue(holder.contains("pid=" + pid + " "), holder);

      early.query("commit").executeAndAwait();
    } finally {
      early.closeAndAwait();
    }
    awaitSequenced(2);
  }

  @Test
  void twoAtOnceLoseAndRepeatNothing() throws Exception {
    AtOnce.run(
        8,
        () -> {
          for (int i = 0; i < 20; i++) {
            insert(pool, new RandomEvents());
            new Sequencer(pool).turn().await().atMost(PATIENCE);
          }
          return 0;
        });

    awaitSequenced(160);
    assertRoot();
  }

  @Test
  void whoDiesInTheMiddleLeavesTheTurnToOthers() throws Exception {
    SqlConnection blocker = pool.getConnection().await().atMost(PATIENCE);
    try {
      insert(pool, new RandomEvents());
      awaitSequenced(1);
      // Whoever takes a turn now gets stuck in it, and holds its lock.
      blocker.query("begin").executeAndAwait();
      blocker.query("lock table ledger_leaf in share mode").executeAndAwait();
      insert(pool, new RandomEvents());
      Eventually.within(PATIENCE, "somebody is stuck in a turn", () -> !stuck().isEmpty());

      long killed = stuck().getFirst();
      pool.preparedQuery("select pg_terminate_backend($1)").executeAndAwait(Tuple.of((int) killed));
      Eventually.within(PATIENCE, "it is gone", () -> !stuck().contains(killed));
      assertEquals(1, sequenced(), "nothing of the broken turn is left");
      blocker.query("rollback").executeAndAwait();
    } finally {
      blocker.closeAndAwait();
    }
    Eventually.within(Duration.ofSeconds(1), "another has taken over", () -> sequenced() == 2);
    assertRoot();
  }

  @Test
  void aFullTurnIsFollowedByTheNext() throws Exception {
    RandomEvents random = new RandomEvents();
    List<dev.avowry.ledger.Event> events = new ArrayList<>();
    for (int i = 0; i < Sequencer.LONGEST / 5; i++) {
      events.add(random.next(request));
    }
    for (int i = 0; i < 6; i++) {
      pool.preparedQuery(EventColumns.INSERT_MANY)
          .executeAndAwait(Tuple.wrap(EventColumns.arrays(events, Instant.now())));
    }

    awaitSequenced(6L * events.size());
    assertRoot();
  }

  @Test
  void afterARestoreIntoAYoungerClusterNewRowsStillComeLast() throws Exception {
    insert(pool, new RandomEvents());
    awaitSequenced(1);
    long far = one("select ledger_order()") + 1_000_000 + new Random().nextInt(1000);
    insert(pool, new RandomEvents());
    pool.preparedQuery(
            """
            insert into ledger_event (xact, schema_version, at, type, actor, agent, sponsor, node, path,
                                      jti, code_root, target, decision, reason, detail, request_id,
                                      client_address, leaf_hash)
            select $1, schema_version, at, type, actor, agent, sponsor, node, path, jti, code_root,
                   target, decision, reason, detail, request_id, client_address, leaf_hash
            from ledger_event where request_id = $2 limit 1
            """)
        .executeAndAwait(Tuple.of(far, request));

    long base = one("select settle_ledger_order()");
    long again = one("select settle_ledger_order()");

    assertEquals(base, again, "settled once, it stays");
    assertTrue(one("select ledger_order()") > far);
    insert(pool, new RandomEvents());
    awaitSequenced(4);
    assertEquals(
        far,
        one(
            "select xact from ledger_event where request_id = '%s' order by xact, id offset 2 limit 1"
                .formatted(request)));
    assertRoot();
  }

  /** Whoever else still writes is waited for: a turn is idle once they have come to rest. */
  @Test
  void anIdleTurnPlacesNothing() throws Exception {
    insert(pool, new RandomEvents());
    awaitSequenced(1);

    Eventually.within(
        PATIENCE,
        "a turn places nothing",
        () -> {
          long size = one("select size from ledger_tree");
          int placed = sequencer.turn().await().atMost(PATIENCE).placed();
          return placed == 0 && size == one("select size from ledger_tree");
        });
  }

  @Test
  void theRecordTakesNoChange() {
    for (String table : List.of("ledger_event", "ledger_leaf")) {
      for (String change :
          List.of(
              "delete from " + table, "update " + table + " set xact = 0", "truncate " + table)) {
        Exception refused =
            assertThrows(Exception.class, () -> pool.query(change).executeAndAwait(), change);
        assertTrue(String.valueOf(refused.getMessage()).contains("append-only"), refused::toString);
      }
    }
  }

  private void insert(SqlClient client, RandomEvents random) {
    client
        .preparedQuery(EventColumns.INSERT)
        .executeAndAwait(Tuple.wrap(EventColumns.values(random.next(request), Instant.now())));
  }

  private void awaitSequenced(long rows) throws Exception {
    Eventually.within(PATIENCE, rows + " rows are in the tree", () -> sequenced() == rows);
  }

  private long sequenced() {
    return count(
        "ledger_event e join ledger_leaf l on (l.xact, l.id) = (e.xact, e.id) where e.request_id = '%s'"
            .formatted(request));
  }

  private List<Long> stuck() {
    return rows(
            """
            select pid::bigint as pid from pg_stat_activity
            where wait_event_type = 'Lock' and query like '%insert into ledger_leaf%'
              and pid <> pg_backend_pid()
            """)
        .stream()
        .map(row -> row.getLong("pid"))
        .toList();
  }

  /**
   * The root by the tiles is the root by the definition, RFC 6962 §2.1, over the lines in order.
   */
  private void assertRoot() {
    TreeHead head = tree.head().await().atMost(PATIENCE);
    List<Hash> leaves = new ArrayList<>();
    Hashing hashing = new Hashing();
    rows("select %s from ledger_leaf l join ledger_event e on (e.xact, e.id) = (l.xact, l.id) where l.index < %d order by l.index"
            .formatted(EventColumns.LINE, head.size()))
        .forEach(row -> leaves.add(hashing.leaf(EventColumns.read(row).bytes())));
    assertEquals(head.size(), leaves.size());
    assertEquals(root(leaves, hashing), head.root());
    assertEquals(Edge.EMPTY.append(leaves).edge().root(), head.root());
    assertEquals(
        leaves.subList(0, Math.min(256, leaves.size())),
        tree.tiles(List.of(new Tile(0, 0, Math.min(256, leaves.size()))))
            .await()
            .atMost(PATIENCE)
            .getFirst()
            .hashes());
  }

  private static Hash root(List<Hash> leaves, Hashing hashing) {
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int left = Integer.highestOneBit(leaves.size() - 1);
    return hashing.node(
        root(leaves.subList(0, left), hashing), root(leaves.subList(left, leaves.size()), hashing));
  }

  private long count(String from) {
    return one("select count(*) from " + from);
  }

  private long one(String sql) {
    return rows(sql).getFirst().getLong(0);
  }

  /** A connection that was killed a moment ago may still be given out. */
  private List<Row> rows(String sql) {
    RowSet<Row> rows =
        pool.query(sql).execute().onFailure().retry().atMost(2).await().atMost(PATIENCE);
    return StreamSupport.stream(rows.spliterator(), false).toList();
  }
}

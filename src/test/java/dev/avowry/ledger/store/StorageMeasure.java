package dev.avowry.ledger.store;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.avowry.kernel.CredentialId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.TokenId;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Hold;
import dev.avowry.ledger.Outcome;
import dev.avowry.ledger.Proposal;
import dev.avowry.ledger.Recorder;
import dev.avowry.ledger.SingleUse;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import io.smallrye.mutiny.Multi;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What a million tokens take on disk, and what an index costs a token. No test of the build, which
 * runs classes by their names: {@code ./mvnw test -Dtest=StorageMeasure} prints the numbers of
 * {@code src/docs/retention.md}.
 */
@AvowryTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StorageMeasure {
  private static final int TOKENS = 200_000;
  private static final int AT_ONCE = 1_000;
  private static final int BATCH = 64;
  private static final int BATCHES = 150;
  private static final int ROUNDS = 300;
  private static final Duration PATIENCE = Duration.ofMinutes(8);

  @Inject Pool pool;
  @Inject Recorder recorder;

  private final SecureRandom random = new SecureRandom();

  /** A sponsor's thousand agents; each has one credential. */
  private final List<List<String>> paths = paths();

  @Test
  @Order(1)
  void bytesPerMillionTokens() throws Exception {
    Map<String, Long> before = sizes();
    long rows = one("select count(*) from ledger_event");
    long begun = System.nanoTime();
    Multi.createFrom()
        .range(0, TOKENS)
        .onItem()
        .transformToUni(n -> recorder.record(proposal(n)))
        .merge(AT_ONCE)
        .invoke(outcome -> assertInstanceOf(Outcome.Recorded.class, outcome))
        .collect()
        .last()
        .await()
        .atMost(PATIENCE);
    System.out.printf(
        "%d tokens recorded at %.0f a second%n",
        TOKENS, TOKENS / ((System.nanoTime() - begun) / 1e9));
    Eventually.within(
        PATIENCE,
        "all are in the tree",
        () -> one("select size from ledger_tree") >= rows + TOKENS);
    pool.query("vacuum (analyze) ledger_event, ledger_leaf, ledger_tile").executeAndAwait();
    sizes()
        .forEach(
            (name, bytes) ->
                System.out.printf(
                    "%-28s %8.1f MB per million%n",
                    name, (bytes - before.getOrDefault(name, 0L)) * (1_000_000.0 / TOKENS) / 1e6));
    System.out.printf("mean line: %d bytes%n", EventColumns.read(last()).bytes().length);
  }

  @Test
  @Order(3)
  void whatALineCosts() {
    List<Event> events = IntStream.range(0, 1_000).mapToObj(this::event).toList();
    for (int round = 0; round < ROUNDS; round++) {
      long begun = System.nanoTime();
      EventColumns.arrays(events, Instant.now());
      if (round == ROUNDS - 1) {
        System.out.printf(
            "line, hash and columns: %.1f us a row%n",
            (System.nanoTime() - begun) / 1e3 / events.size());
      }
    }
  }

  @Test
  @Order(2)
  void whatAnIndexCosts() {
    Map<String, String> indexes =
        Map.of(
            "ledger_event_agent",
            "create index ledger_event_agent on ledger_event (agent, xact, id)",
            "ledger_event_jti",
            "create index ledger_event_jti on ledger_event (jti) where jti is not null");
    cost("warm up");
    cost("with both");
    indexes.forEach(
        (name, made) -> {
          pool.query("drop index " + name).executeAndAwait();
          cost("without " + name);
          pool.query(made).executeAndAwait();
        });
    cost("with both");
  }

  private void cost(String what) {
    long wal = one("select (pg_current_wal_insert_lsn() - '0/0')::bigint");
    long nanos = 0;
    for (int i = 0; i < BATCHES; i++) {
      List<Event> events = IntStream.range(0, BATCH).mapToObj(this::event).toList();
      Tuple values = Tuple.wrap(EventColumns.arrays(events, Instant.now()));
      long begun = System.nanoTime();
      pool.preparedQuery(EventColumns.INSERT_MANY).executeAndAwait(values);
      nanos += System.nanoTime() - begun;
    }
    double rows = (double) BATCH * BATCHES;
    System.out.printf(
        "%-28s %6.1f us and %6.0f bytes of WAL a row%n",
        what,
        nanos / rows / 1e3,
        (one("select (pg_current_wal_insert_lsn() - '0/0')::bigint") - wal) / rows);
  }

  private Proposal proposal(int n) {
    Event event = event(n);
    Instant now = Instant.now();
    return Proposal.token(
        List.of(
            new SingleUse(
                SingleUse.Kind.CLIENT_ASSERTION,
                event.actor(),
                UUID.randomUUID().toString(),
                now.plusSeconds(120))),
        List.of(new Hold(Set.copyOf(event.path()), Fence.NONE)),
        event,
        Set.of("*", "aud:https://orders.example", "scope:read", "kind:ai_agent"),
        now.plusSeconds(300));
  }

  private Event event(int n) {
    List<String> path = paths.get(n % paths.size());
    NodeId agent = NodeId.parse(path.get(1)).orElseThrow();
    return Event.of(
            EventType.TOKEN_ISSUED,
            agent.toString(),
            new Origin(UUID.randomUUID().toString(), "203.0.113.17"))
        .onAgent(agent)
        .under(NodeId.parse(path.getFirst()).orElseThrow())
        .withToken(TokenId.random(random), path)
        .onTarget("https://orders.example.com")
        .running(Optional.of("https://git.example.com/finance/planner@" + "9fceb02d".repeat(5)))
        .because("client_credentials")
        .with(
            Map.of(
                "sub", agent.toString(),
                "scope", "orders:read orders:write",
                "exp", Long.toString(Instant.now().getEpochSecond() + 300),
                "credential", path.get(2)));
  }

  private List<List<String>> paths() {
    String sponsor = NodeId.random(random).toString();
    return Stream.generate(
            () ->
                List.of(
                    sponsor,
                    NodeId.random(random).toString(),
                    CredentialId.random(random).toString()))
        .limit(1_000)
        .toList();
  }

  /** Bytes of each table and index; the slots of one table are counted together. */
  private Map<String, Long> sizes() {
    List<Row> rows = new ArrayList<>();
    pool.query(
            """
            select regexp_replace(c.relname, '_[0-9]+', '') as name,
                   sum(case when c.relkind = 'i' then pg_relation_size(c.oid)
                            else pg_table_size(c.oid) end)::bigint as bytes
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'public' and c.relkind in ('r', 'i')
              and c.relname ~ '^(ledger|single_use|issued_token)'
            group by 1 order by 1
            """)
        .executeAndAwait()
        .forEach(rows::add);
    Map<String, Long> sizes = new TreeMap<>();
    rows.forEach(row -> sizes.put(row.getString("name"), row.getLong("bytes")));
    return sizes;
  }

  private Row last() {
    return pool.query(
            "select %s from ledger_event e where type = 'token_issued' order by xact desc, id desc limit 1"
                .formatted(EventColumns.LINE))
        .executeAndAwait()
        .iterator()
        .next();
  }

  private long one(String sql) {
    return pool.query(sql).executeAndAwait().iterator().next().getLong(0);
  }
}

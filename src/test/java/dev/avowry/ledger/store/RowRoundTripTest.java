package dev.avowry.ledger.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventLine;
import dev.avowry.ledger.Hashing;
import dev.avowry.ledger.Ledger;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.RandomEvents;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** A row reads back as the line that it was made from, whatever was in it. */
@AvowryTest
class RowRoundTripTest {
  private static final int EVENTS = 400;

  @Inject Pool pool;
  @Inject Ledger ledger;

  private final RandomEvents random = new RandomEvents();
  private final String request = UUID.randomUUID().toString();

  @Test
  void manyAtOnceReadBackAsTheyWere() {
    Instant now = Instant.now();
    List<Event> events = Stream.generate(() -> random.next(request)).limit(EVENTS).toList();

    pool.preparedQuery(EventColumns.INSERT_MANY)
        .executeAndAwait(Tuple.wrap(EventColumns.arrays(events, now)));

    List<String> written = events.stream().map(each -> EventLine.of(each, now).text()).toList();
    assertEquals(written, lines(), random::toString);
  }

  @Test
  void oneByOneReadBackAsTheyWere() {
    Instant now = Instant.now();
    List<Event> events = Stream.generate(() -> random.next(request)).limit(50).toList();

    for (Event event : events) {
      pool.preparedQuery(EventColumns.INSERT)
          .executeAndAwait(Tuple.wrap(EventColumns.values(event, now)));
    }

    List<String> written = events.stream().map(each -> EventLine.of(each, now).text()).toList();
    assertEquals(written, lines(), random::toString);
  }

  @Test
  void insideOfAnotherTransactionTheyReadBackAsTheyWere() throws Throwable {
    List<Event> events = Stream.generate(() -> random.next(request)).limit(50).toList();

    for (Event event : events) {
      VertxContextSupport.subscribeAndAwait(
          () -> Panache.withTransaction(() -> ledger.append(event)));
    }

    List<Row> rows = rows();
    assertEquals(events.size(), rows.size());
    for (int i = 0; i < events.size(); i++) {
      Instant at = rows.get(i).getOffsetDateTime("at").toInstant();
      assertEquals(
          EventLine.of(events.get(i), at).text(),
          EventColumns.read(rows.get(i)).text(),
          random::toString);
    }
  }

  private List<String> lines() {
    return rows().stream().map(row -> EventColumns.read(row).text()).toList();
  }

  /** All rows of this test, each with the hash of its line beside it. */
  private List<Row> rows() {
    List<Row> rows =
        StreamSupport.stream(
                pool.preparedQuery(
                        "select %s, e.leaf_hash from ledger_event e where request_id = $1 order by xact, id"
                            .formatted(EventColumns.LINE))
                    .executeAndAwait(Tuple.of(request))
                    .spliterator(),
                false)
            .toList();
    for (Row row : rows) {
      assertArrayEquals(
          new Hashing().leaf(EventColumns.read(row).bytes()).bytes(),
          row.getBuffer("leaf_hash").getBytes(),
          random::toString);
    }
    return rows;
  }
}

package dev.avowry.ssf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.TestReceiver;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What several replicas may do at the same time with one stream, and what is left of one's death.
 */
@AvowryTest
class OutboxTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Inject Outbox outbox;
  @Inject Pool pool;

  @Test
  @DisplayName("one sender has a stream; when it dies another goes on with the same event")
  void leasesAStreamToOne() throws Exception {
    StreamId stream = streamThatIsPushedNowhere();
    UUID dead = UUID.randomUUID();
    Eventually.within(
        LONG, "the first sender has it", () -> lease(stream, dead, Duration.ofSeconds(2)));
    String waits = get(outbox.first(stream, 1)).getFirst().jti();

    UUID next = UUID.randomUUID();
    assertFalse(lease(stream, next, LONG));
    Eventually.within(LONG, "its time is over", () -> lease(stream, next, LONG));

    assertFalse(get(outbox.renew(stream, dead, LONG)));
    assertTrue(get(outbox.renew(stream, next, LONG)));
    assertEquals(waits, get(outbox.first(stream, 1)).getFirst().jti());
    get(outbox.giveBack(stream, dead));
    assertFalse(lease(stream, dead, LONG), "the dead one gave back what it did not have");
    end(stream);
  }

  @Test
  @DisplayName("a stream that failed is nobody's turn for a while, and longer each time")
  void postponesWhatFailed() throws Exception {
    StreamId stream = streamThatIsPushedNowhere();
    UUID sender = UUID.randomUUID();
    Eventually.within(LONG, "it is our turn", () -> lease(stream, sender, LONG));
    int before = failures(stream);
    get(outbox.postpone(stream, sender));

    assertEquals(before + 1, failures(stream));
    assertFalse(lease(stream, sender, LONG));
    end(stream);
  }

  @Test
  @DisplayName("of two replicas that follow the ledger one moves the cursor, and queues")
  void movesTheCursorOnce() {
    Cursor now = get(outbox.cursor());

    Cursor stale = new Cursor(now.after() - 1, now.seq(), now.streams());
    assertFalse(get(outbox.advance(stale, now.at(now.after() + 10, 0), List.of())));
  }

  private StreamId streamThatIsPushedNowhere() {
    TestReceiver receiver =
        TestReceiver.register()
            .with(
                Map.of(
                    "delivery",
                    Map.of(
                        "method",
                        "urn:ietf:rfc:8935",
                        "endpoint_url",
                        "http://127.0.0.1:1/nowhere")));
    receiver.verify("x").then().statusCode(204);
    return new StreamId(receiver.stream());
  }

  /** Whether the stream could be had; others that could are given back. */
  private boolean lease(StreamId stream, UUID sender, Duration length) {
    List<EventStream> all = get(outbox.lease(sender, length, 100));
    all.stream()
        .map(EventStream::id)
        .filter(id -> !id.equals(stream))
        .forEach(id -> get(outbox.giveBack(id, sender)));
    return all.stream().anyMatch(each -> each.id().equals(stream));
  }

  private int failures(StreamId stream) {
    return get(pool.preparedQuery("select failures from ssf_push where stream = $1")
            .execute(Tuple.of(stream.value())))
        .iterator()
        .next()
        .getInteger("failures");
  }

  private void end(StreamId stream) {
    get(
        pool.preparedQuery("delete from ssf_stream where id = $1")
            .execute(Tuple.of(stream.value())));
  }

  private static <T> T get(Uni<T> uni) {
    return uni.await().atMost(LONG);
  }
}

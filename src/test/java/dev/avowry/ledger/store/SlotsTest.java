package dev.avowry.ledger.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.ledger.Outcome;
import dev.avowry.ledger.Proposal;
import dev.avowry.ledger.Recorder;
import dev.avowry.ledger.SingleUse;
import dev.avowry.testing.AvowryTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@AvowryTest
class SlotsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Inject Pool pool;
  @Inject Recorder recorder;

  @Test
  @DisplayName("slots that are over are dropped, and the next are there (A-019)")
  void slotsThatAreOverAreDroppedAndTheNextAreThere() {
    long hour = Instant.now().getEpochSecond() / 3600;
    pool.query(
            "create table if not exists single_use_%1$d partition of single_use for values in (%1$d)"
                .formatted(hour - 5))
        .executeAndAwait();

    pool.query("select make_slots()").executeAndAwait();
    pool.query("select drop_slots()").executeAndAwait();

    List<String> names = slots();
    assertFalse(names.contains("single_use_" + (hour - 5)));
    assertTrue(names.contains("single_use_" + (hour + 2)));
    assertTrue(names.contains("issued_token_" + (hour + 2)));
  }

  @Test
  void aValueThatComesAgainWithAnotherExpiryIsRefused() {
    String jti = UUID.randomUUID().toString();
    Instant now = Instant.now();

    boolean first = claim("client", jti, now.plusSeconds(60));
    boolean nextSlot = claim("client", jti, now.plus(Duration.ofHours(1)));
    boolean another = claim("another", jti, now.plusSeconds(60));

    assertEquals(List.of(true, false, true), List.of(first, nextSlot, another));
  }

  @Test
  @DisplayName("a refresh token is used once in weeks, whichever slots are dropped (A-045)")
  void whatIsGoodForDaysIsRememberedForDays() {
    String token = UUID.randomUUID().toString();
    Instant end = Instant.now().plus(Duration.ofDays(14));
    SingleUse use = new SingleUse(SingleUse.Kind.REFRESH_TOKEN, "grant", token, end);

    boolean first = claim(use);
    pool.query("select make_slots()").executeAndAwait();
    pool.query("select drop_slots()").executeAndAwait();
    boolean again = claim(use);
    boolean another = claim(new SingleUse(SingleUse.Kind.REFRESH_TOKEN, "another", token, end));

    assertEquals(List.of(true, false, true), List.of(first, again, another));
  }

  private boolean claim(String holder, String jti, Instant until) {
    return claim(new SingleUse(SingleUse.Kind.CLIENT_ASSERTION, holder, jti, until));
  }

  private boolean claim(SingleUse use) {
    return recorder.record(Proposal.use(List.of(use), List.of())).await().atMost(PATIENCE)
        instanceof Outcome.Recorded;
  }

  private List<String> slots() {
    return StreamSupport.stream(
            pool.query("select relname from pg_class where relispartition and relkind = 'r'")
                .executeAndAwait()
                .spliterator(),
            false)
        .map(row -> row.getString("relname"))
        .toList();
  }
}

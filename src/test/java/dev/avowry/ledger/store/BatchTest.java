package dev.avowry.ledger.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.Origin;
import dev.avowry.kernel.TokenId;
import dev.avowry.ledger.Convoy.Arrival;
import dev.avowry.ledger.Entries;
import dev.avowry.ledger.Entry;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Hold;
import dev.avowry.ledger.KnownEntries;
import dev.avowry.ledger.Outcome;
import dev.avowry.ledger.Proposal;
import dev.avowry.ledger.SingleUse;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BatchTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Fence HEAD = new Fence(9);

  @Test
  void whatStandsIsRecordedUnderTheHead() {
    Batch batch = batch(known(), proposal("a", "jti-1"));

    assertEquals(List.of(new Outcome.Recorded(HEAD)), outcomes(batch, all(batch)));
  }

  @Test
  void aHoldThatAnEntryEndsIsRefusedAlone() {
    Batch batch =
        batch(known(new Entry(8, "a", NOW, NOW)), proposal("a", "jti-1"), proposal("b", "jti-2"));

    assertInstanceOf(Outcome.Broken.class, outcomes(batch, all(batch)).get(0));
    assertEquals(new Outcome.Recorded(HEAD), outcomes(batch, all(batch)).get(1));
    assertEquals(List.of(1), batch.rows().stream().map(Batch.Row::proposal).toList());
  }

  @Test
  void anEntryAtTheFenceItselfEndsNothing() {
    Batch batch = batch(known(new Entry(7, "a", NOW, NOW)), proposal("a", "jti-1"));

    assertEquals(1, batch.rows().size());
  }

  @Test
  void whatIsBrokenUsesNothingUp() {
    Batch batch = batch(known(new Entry(8, "a", NOW, NOW)), proposal("a", "jti-1"));

    assertEquals(List.of(), batch.uses());
  }

  @Test
  void ofTwoCopiesInOneBatchOnePasses() {
    Batch batch = batch(known(), proposal("a", "jti-1"), proposal("a", "jti-1"));

    assertEquals(1, batch.uses().size());
    assertEquals(1, batch.rows().size());
    assertEquals(new Outcome.Recorded(HEAD), outcomes(batch, all(batch)).get(0));
    assertInstanceOf(Outcome.Replayed.class, outcomes(batch, all(batch)).get(1));
  }

  @Test
  void whatWasUsedBeforeIsRefusedAlone() {
    Batch batch = batch(known(), proposal("a", "jti-1"), proposal("a", "jti-2"));
    Set<UUID> fresh = Set.of(batch.uses().get(1).id());

    assertInstanceOf(Outcome.Replayed.class, outcomes(batch, fresh).get(0));
    assertEquals(new Outcome.Recorded(HEAD), outcomes(batch, fresh).get(1));
  }

  @Test
  void theSameValueOfAnotherHolderIsAnother() {
    Batch batch = batch(known(), proposal("a", "jti-1"), proposal("b", "jti-1"));

    assertEquals(2, batch.uses().size());
  }

  @Test
  void onlyWhatStandsUsesLoansUp() {
    SingleUse loan = new SingleUse(SingleUse.Kind.REFRESH_TOKEN, "a", "token", NOW);
    Proposal lent = Proposal.use(List.of(loan), List.of(new Hold(Set.of("a"), new Fence(7))));

    assertTrue(batch(known(), proposal("b", "jti-1"), lent).usesUpLoans());
    assertFalse(batch(known(), proposal("b", "jti-1")).usesUpLoans());
    assertFalse(batch(known(new Entry(8, "a", NOW, NOW)), lent).usesUpLoans());
  }

  private static Batch batch(KnownEntries known, Proposal... proposals) {
    return new Batch(List.of(proposals), known);
  }

  private static Set<UUID> all(Batch batch) {
    return batch.uses().stream().map(Batch.Use::id).collect(Collectors.toSet());
  }

  private static Proposal proposal(String holder, String jti) {
    return Proposal.token(
        List.of(new SingleUse(SingleUse.Kind.CLIENT_ASSERTION, holder, jti, NOW)),
        List.of(new Hold(Set.of(holder), new Fence(7))),
        Event.of(EventType.TOKEN_ISSUED, holder, Origin.itself("test"))
            .withToken(new TokenId("t"), List.of(holder)),
        Set.of(),
        NOW);
  }

  private static KnownEntries known(Entry... entries) {
    KnownEntries known = new KnownEntries();
    known.learn(new Entries.Since(HEAD, Fence.NONE, List.of(entries)));
    return known;
  }

  private static List<Outcome> outcomes(Batch batch, Set<UUID> fresh) {
    return batch.outcomes(HEAD, fresh).stream().map(BatchTest::outcome).toList();
  }

  private static Outcome outcome(Arrival<Outcome> arrival) {
    return switch (arrival) {
      case Arrival.Safe<Outcome>(Outcome outcome) -> outcome;
      case Arrival.Lost<Outcome>(Throwable why) -> throw new AssertionError(why);
    };
  }
}

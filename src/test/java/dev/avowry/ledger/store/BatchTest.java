package dev.avowry.ledger.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

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
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BatchTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Fence HEAD = new Fence(9);

  @Test
  void whatStandsIsRecordedUnderTheHead() {
    Batch batch = new Batch(List.of(proposal("a", "jti-1")));
    batch.apply(known());
    batch.granted(batch.claims().keySet());

    assertEquals(new Outcome.Recorded(HEAD), outcome(batch, 0));
  }

  @Test
  void aHoldThatAnEntryEndsIsRefusedAlone() {
    Batch batch = new Batch(List.of(proposal("a", "jti-1"), proposal("b", "jti-2")));
    batch.apply(known(new Entry(8, "a", NOW, NOW)));
    batch.granted(batch.claims().keySet());

    assertInstanceOf(Outcome.Broken.class, outcome(batch, 0));
    assertEquals(new Outcome.Recorded(HEAD), outcome(batch, 1));
    assertEquals(1, batch.standing().size());
  }

  @Test
  void anEntryAtTheFenceItselfEndsNothing() {
    Batch batch = new Batch(List.of(proposal("a", "jti-1")));

    batch.apply(known(new Entry(7, "a", NOW, NOW)));

    assertEquals(1, batch.standing().size());
  }

  @Test
  void whatIsBrokenUsesNothingUp() {
    Batch batch = new Batch(List.of(proposal("a", "jti-1")));

    batch.apply(known(new Entry(8, "a", NOW, NOW)));

    assertEquals(Map.of(), batch.claims());
  }

  @Test
  void ofTwoCopiesInOneBatchOnePasses() {
    Batch batch = new Batch(List.of(proposal("a", "jti-1"), proposal("a", "jti-1")));
    batch.apply(known());
    batch.granted(batch.claims().keySet());

    assertEquals(new Outcome.Recorded(HEAD), outcome(batch, 0));
    assertInstanceOf(Outcome.Replayed.class, outcome(batch, 1));
  }

  @Test
  void whatWasUsedBeforeIsRefusedAlone() {
    Batch batch = new Batch(List.of(proposal("a", "jti-1"), proposal("a", "jti-2")));
    batch.apply(known());
    batch.granted(batch.claims().keySet().stream().skip(1).collect(Collectors.toSet()));

    assertInstanceOf(Outcome.Replayed.class, outcome(batch, 0));
    assertEquals(new Outcome.Recorded(HEAD), outcome(batch, 1));
  }

  @Test
  void theSameValueOfAnotherHolderIsAnother() {
    Batch batch = new Batch(List.of(proposal("a", "jti-1"), proposal("b", "jti-1")));

    assertEquals(2, batch.claims().size());
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

  private static Outcome outcome(Batch batch, int index) {
    return switch (batch.outcomes(HEAD).get(index)) {
      case Arrival.Safe<Outcome>(Outcome outcome) -> outcome;
      case Arrival.Lost<Outcome>(Throwable why) -> throw new AssertionError(why);
    };
  }
}

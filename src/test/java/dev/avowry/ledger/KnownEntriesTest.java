package dev.avowry.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class KnownEntriesTest {
  private static final Hold HOLD = new Hold(Set.of("sponsor", "agent", "jti"), new Fence(7));

  private final KnownEntries known = new KnownEntries();
  private int ended;

  @Test
  void aLaterEntryOnOneOfItsIdsEndsAHold() {
    learn(8, 0, entry(8, "jti"));

    assertFalse(known.stands(HOLD));
  }

  @Test
  void anEntryThatItsFenceSawEndsNothing() {
    learn(7, 0, entry(6, "agent"), entry(7, "agent"));

    assertTrue(known.stands(HOLD));
  }

  @Test
  void anEntryOnAnythingElseEndsNothing() {
    learn(9, 0, entry(8, "agen"), entry(9, "Agent"));

    assertTrue(known.stands(HOLD));
  }

  @Test
  void theLatestEntryOnAnIdCounts() {
    learn(9, 0, entry(6, "agent"), entry(9, "agent"));

    assertFalse(known.stands(HOLD));
  }

  @Test
  void whatWasForgottenAfterItsFenceEndsAHold() {
    learn(20, 7);
    assertTrue(known.stands(HOLD));

    learn(20, 8);
    assertFalse(known.stands(HOLD));
  }

  @Test
  void whoWatchesAHoldIsToldOnceThatItHasEnded() {
    var _ = known.watch(HOLD, () -> ended++);
    learn(8, 0, entry(7, "agent"), entry(8, "other"));
    assertEquals(0, ended);

    learn(10, 0, entry(9, "jti"), entry(10, "agent"));
    assertEquals(1, ended);
  }

  @Test
  void whoWatchesWhatHasEndedIsToldAtOnce() {
    learn(8, 0, entry(8, "sponsor"));

    var _ = known.watch(HOLD, () -> ended++);
    assertEquals(1, ended);
  }

  @Test
  void whoHasStoppedWatchingIsToldNothing() {
    try (Watch closed = known.watch(HOLD, () -> ended++)) {
      assertEquals(HOLD, closed.hold());
    }

    learn(8, 0, entry(8, "agent"));
    assertEquals(0, ended);
  }

  @Test
  void aReadingThatSawLessUndoesNothing() {
    learn(9, 8, entry(9, "agent"));
    learn(8, 7, entry(8, "other"));

    assertEquals(new Fence(9), known.fence());
    assertFalse(known.stands(new Hold(Set.of("agent"), new Fence(8))));
    assertFalse(known.stands(new Hold(Set.of("nothing"), new Fence(7))));
  }

  /** Against the rule written out over all entries ever made; what cannot be known is ended. */
  @Property
  void agreesWithTheWholeHistory(
      @ForAll @Size(max = 40) List<@IntRange(max = 4) Integer> history,
      @ForAll @IntRange(max = 40) int readUpTo,
      @ForAll @IntRange(max = 40) int lost,
      @ForAll @IntRange(max = 4) int id,
      @ForAll @IntRange(max = 40) int asOf) {
    KnownEntries known = new KnownEntries();
    int first = Math.min(readUpTo, history.size());
    int forgotten = Math.min(lost, history.size());
    known.learn(since(first, 0, entries(history, 0, first)));
    known.learn(
        since(
            history.size(),
            forgotten,
            entries(history, Math.max(first, forgotten), history.size())));

    boolean ended = false;
    for (int seq = asOf + 1; seq <= history.size(); seq++) {
      ended |= history.get(seq - 1) == id;
    }

    boolean stands = known.stands(new Hold(Set.of("id" + id), new Fence(asOf)));
    assertEquals(asOf >= forgotten && !ended, stands);
    assertEquals(history.size(), known.fence().seq());
  }

  private void learn(long head, long forgotten, Entry... newer) {
    known.learn(since(head, forgotten, newer));
  }

  private static Entries.Since since(long head, long forgotten, Entry... newer) {
    return new Entries.Since(new Fence(head), new Fence(forgotten), List.of(newer));
  }

  private static Entry[] entries(List<Integer> history, int after, int upTo) {
    List<Entry> entries = new ArrayList<>();
    for (int seq = after + 1; seq <= upTo; seq++) {
      entries.add(entry(seq, "id" + history.get(seq - 1)));
    }
    return entries.toArray(Entry[]::new);
  }

  private static Entry entry(long seq, String id) {
    return new Entry(seq, id, Instant.EPOCH, Instant.EPOCH);
  }
}

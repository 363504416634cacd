package dev.avowry.revocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.ledger.Entries;
import dev.avowry.ledger.Entry;
import dev.avowry.ledger.Fence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RevocationListTest {
  private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(960);

  @Test
  void beginsEmptyAndBeforeTheFirstEntry() {
    assertEquals(1, RevocationList.EMPTY.from());
    assertEquals(Fence.NONE, RevocationList.EMPTY.head());
  }

  @Test
  void takesWhatIsNewWithoutAGap() {
    RevocationList list = read(1, 2).with(since(4, entry(3), entry(4)), NOW);

    assertEquals(List.of(1L, 2L, 3L, 4L), seqs(list));
    assertEquals(new Fence(4), list.head());
  }

  @Test
  void takesOnceWhatTwoReadingsBothSaw() {
    RevocationList list = read(1, 2).with(since(3, entry(1), entry(2), entry(3)), NOW);

    assertEquals(List.of(1L, 2L, 3L), seqs(list));
  }

  @Test
  void forgetsFromTheFrontWhatCanConcernNoToken() {
    RevocationList list =
        RevocationList.EMPTY.with(since(3, until(1, NOW), until(2, NOW), entry(3)), NOW);

    assertEquals(List.of(3L), seqs(list));
    assertEquals(3, list.from());
  }

  @Test
  void keepsAnEntryUntilTheVeryInstant() {
    assertEquals(
        List.of(1L), seqs(RevocationList.EMPTY.with(since(1, until(1, NOW.plusNanos(1))), NOW)));
    assertEquals(List.of(), seqs(RevocationList.EMPTY.with(since(1, until(1, NOW)), NOW)));
  }

  @Test
  void keepsWhatIsOverBehindWhatIsNot() {
    RevocationList list = RevocationList.EMPTY.with(since(2, entry(1), until(2, NOW)), NOW);

    assertEquals(List.of(1L, 2L), seqs(list));
  }

  @Test
  void beginsAfterItsHeadWhenAllIsForgotten() {
    RevocationList list = read(1, 2).with(since(2), LATER);

    assertEquals(List.of(), list.entries());
    assertEquals(3, list.from());
    assertEquals(new Fence(2), list.head());
  }

  /** Whatever is read when, there is no hole between the first entry and the head. */
  @Property(tries = 200)
  void hasNoGapHoweverReadingsOverlap(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 5) Integer> steps,
      @ForAll @IntRange(min = 0, max = 5) int overlap) {
    RevocationList list = RevocationList.EMPTY;
    Instant now = NOW;
    for (int step : steps) {
      long head = list.head().seq() + step;
      long first = Math.max(list.from(), list.head().seq() + 1 - overlap);
      List<Entry> newer = new ArrayList<>();
      LongStream.rangeClosed(first, head).forEach(seq -> newer.add(entry(seq)));
      now = now.plusSeconds(200);
      list = list.with(new Entries.Since(new Fence(head), Fence.NONE, newer), now);
      List<Long> gapless = LongStream.rangeClosed(list.from(), head).boxed().toList();
      assertEquals(gapless, seqs(list));
      Instant seen = now;
      assertTrue(
          list.entries().stream().findFirst().map(e -> e.until().isAfter(seen)).orElse(true));
    }
  }

  private static RevocationList read(long... seqs) {
    Entry[] entries = LongStream.of(seqs).mapToObj(RevocationListTest::entry).toArray(Entry[]::new);
    return RevocationList.EMPTY.with(since(Arrays.stream(seqs).max().orElse(0), entries), NOW);
  }

  private static Entries.Since since(long head, Entry... newer) {
    return new Entries.Since(new Fence(head), Fence.NONE, List.of(newer));
  }

  /** An entry whose last token dies a good while after the first reading; later ones later. */
  private static Entry entry(long seq) {
    return until(seq, NOW.plusSeconds(900 + seq));
  }

  private static Entry until(long seq, Instant until) {
    return new Entry(seq, "id" + seq, NOW, until);
  }

  private static List<Long> seqs(RevocationList list) {
    return list.entries().stream().map(Entry::seq).toList();
  }
}

package dev.avowry.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** However entries are added, it has them all, in order. */
final class HistoryTest {

  @Property(tries = 200)
  void hasWhatAListWouldHave(
      @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 60) Integer> additions) {
    History history = History.of(List.of());
    List<Entry> all = new ArrayList<>();
    for (int count : additions) {
      List<Entry> more =
          IntStream.range(0, count).mapToObj(i -> entry(all.size() + i + 1L)).toList();
      all.addAll(more);
      history = history.with(more, 0);
    }
    History whole = history;
    assertEquals(all, IntStream.range(0, whole.size()).mapToObj(whole::get).toList());
    for (int id = 0; id < 7; id++) {
      String wanted = "id" + id;
      assertEquals(
          all.reversed().stream().filter(entry -> entry.id().equals(wanted)).findFirst(),
          whole.latest(wanted));
    }
  }

  @Property(tries = 20)
  void losesFromTheFrontOnlyWhatIsOver(@ForAll @IntRange(min = 0, max = 300) int over) {
    List<Entry> old = IntStream.rangeClosed(1, 300).mapToObj(HistoryTest::entry).toList();
    List<Entry> more = IntStream.rangeClosed(301, 600).mapToObj(HistoryTest::entry).toList();
    History history = History.of(old).with(more, over);

    assertEquals(600 - over, history.size());
    assertEquals(over + 1, history.get(0).seq());
    assertEquals(600, history.get(history.size() - 1).seq());
    assertEquals(Optional.of(600L), history.latest("id5").map(Entry::seq));
  }

  private static Entry entry(long seq) {
    return new Entry(seq, "id" + seq % 7, Instant.EPOCH, Instant.EPOCH.plusSeconds(seq));
  }
}

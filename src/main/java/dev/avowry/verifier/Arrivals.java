package dev.avowry.verifier;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** When the last few hundred news came and when they counted, by a clock that never goes back. */
final class Arrivals {
  private static final int MOST = 256;

  private final ConcurrentSkipListMap<Long, Arrival> byLast = new ConcurrentSkipListMap<>();

  /**
   * Entries that came together.
   *
   * @param before the entry before the first
   * @param received by {@link System#nanoTime}, when they were here, not yet proven
   * @param applied by the same, when tokens began to be refused by them
   */
  record Arrival(long before, long received, long applied) {}

  /** Notes the entries after one and up to another, which count from now on. */
  void note(long before, long last, long received) {
    byLast.put(last, new Arrival(before, received, System.nanoTime()));
    while (byLast.size() > MOST) {
      byLast.pollFirstEntry();
    }
  }

  /** When the entry came; empty if it was known at the start, or is too long ago. */
  Optional<Arrival> of(long seq) {
    return Optional.ofNullable(byLast.ceilingEntry(seq))
        .map(Map.Entry::getValue)
        .filter(arrival -> arrival.before() < seq);
  }
}

package dev.avowry.ledger;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;

/**
 * A bounded number of readings, each given only while no known entry ends it. Nothing expires by
 * time.
 *
 * @param <K> what was read
 * @param <V> what came of it
 */
public final class Memory<K, V extends Fenced<V>> {
  private final Cache<K, Remembered<V>> readings;
  private final KnownEntries known;

  /** Keeps {@code size} readings at the most. */
  public Memory(long size, KnownEntries known) {
    this.readings = Caffeine.newBuilder().maximumSize(size).build();
    this.known = known;
  }

  /** Remembers a reading. */
  public void keep(K key, V reading) {
    readings.put(key, new Remembered<>(reading, reading.hold()));
  }

  /**
   * What is remembered, confirmed as of a fence at least as late as any entry known before.
   *
   * <p>Being asked for keeps a reading young: what nobody asks for while entries are forgotten
   * cannot be checked any more and is gone.
   */
  public Optional<V> recall(K key) {
    Remembered<V> remembered = readings.getIfPresent(key);
    if (remembered == null) {
      return Optional.empty();
    }
    Fence fence = known.fence();
    if (!known.stands(remembered.hold())) {
      readings.asMap().remove(key, remembered);
      return Optional.empty();
    }
    return Optional.of(confirm(key, remembered, fence).reading());
  }

  private Remembered<V> confirm(K key, Remembered<V> remembered, Fence fence) {
    if (remembered.hold().asOf().compareTo(fence) >= 0) {
      return remembered;
    }
    Remembered<V> confirmed = remembered.confirmed(fence);
    readings.asMap().replace(key, remembered, confirmed);
    return confirmed;
  }

  /** The hold is kept beside the reading, so that asking costs no more than looking its ids up. */
  private record Remembered<V extends Fenced<V>>(V reading, Hold hold) {
    Remembered<V> confirmed(Fence fence) {
      return new Remembered<>(reading.confirmed(fence), new Hold(hold.ids(), fence));
    }
  }
}

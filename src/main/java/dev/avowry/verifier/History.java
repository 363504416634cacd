package dev.avowry.verifier;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Entries in their order, and the latest of each id. It never changes; one with more entries is
 * another, and making it copies the last few only, however many there are.
 */
final class History {
  /** As many may be copied at each addition before they are put to the rest. */
  private static final int RECENT_MAX = 256;

  private final List<Entry> old;
  private final Map<String, Entry> oldById;
  private final List<Entry> recent;
  private final Map<String, Entry> recentById;

  private History(
      List<Entry> old,
      Map<String, Entry> oldById,
      List<Entry> recent,
      Map<String, Entry> recentById) {
    this.old = old;
    this.oldById = oldById;
    this.recent = recent;
    this.recentById = recentById;
  }

  static History of(List<Entry> entries) {
    return new History(List.copyOf(entries), latest(entries), List.of(), Map.of());
  }

  int size() {
    return old.size() + recent.size();
  }

  Entry get(int index) {
    return index < old.size() ? old.get(index) : recent.get(index - old.size());
  }

  /** Of several entries with the same id the latest says it all: it kills what the others kill. */
  Optional<Entry> latest(String id) {
    Entry entry = recentById.get(id);
    return Optional.ofNullable(entry == null ? oldById.get(id) : entry);
  }

  /**
   * The same with more entries at the end. Now and then it loses some at the front.
   *
   * @param over how many from the front can concern no token any more
   */
  History with(List<Entry> more, int over) {
    List<Entry> newer = new ArrayList<>(recent);
    newer.addAll(more);
    if (newer.size() <= RECENT_MAX) {
      return new History(old, oldById, List.copyOf(newer), latest(newer));
    }
    List<Entry> all = new ArrayList<>(old);
    all.addAll(newer);
    return of(all.subList(Math.min(over, all.size()), all.size()));
  }

  private static Map<String, Entry> latest(List<Entry> entries) {
    Map<String, Entry> byId = HashMap.newHashMap(entries.size());
    entries.forEach(entry -> byId.put(entry.id(), entry));
    return byId;
  }
}

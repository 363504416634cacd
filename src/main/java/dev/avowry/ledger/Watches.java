package dev.avowry.ledger;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The holds that somebody waits on to see them end. */
final class Watches {
  private final Map<String, Set<Watch>> byId = new ConcurrentHashMap<>();

  /** Keeps it until it has ended or is closed. */
  Watch add(Hold hold, Runnable ended) {
    Watch watch = new Watch(hold, ended, this::remove);
    hold.ids()
        .forEach(
            id ->
                byId.compute(
                    id,
                    (any, watching) -> {
                      Set<Watch> all = watching == null ? ConcurrentHashMap.newKeySet() : watching;
                      all.add(watch);
                      return all;
                    }));
    return watch;
  }

  /** Those that the entry ends. */
  List<Watch> endedBy(Entry entry) {
    return byId.getOrDefault(entry.id(), Set.of()).stream()
        .filter(watch -> watch.hold().asOf().seq() < entry.seq())
        .toList();
  }

  boolean isEmpty() {
    return byId.isEmpty();
  }

  private void remove(Watch watch) {
    watch
        .hold()
        .ids()
        .forEach(
            id ->
                byId.computeIfPresent(
                    id,
                    (any, watching) -> {
                      watching.remove(watch);
                      return watching.isEmpty() ? null : watching;
                    }));
  }
}

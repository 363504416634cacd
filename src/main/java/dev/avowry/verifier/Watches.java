package dev.avowry.verifier;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * All that lives by a token here, found by what the token can die of. An entry costs one look-up,
 * however much is watched.
 *
 * <p>What is to be done at a death runs on a thread of its own: it may take its time, and holds up
 * neither the list nor other deaths.
 */
final class Watches {
  /** More than a process has connections. */
  static final int MOST = 100_000;

  private final Duration skew;
  private final Runnable settled;
  private final Set<Watch> all = new HashSet<>();
  private final Map<String, Set<Watch>> byId = new HashMap<>();
  private final TreeMap<Long, Integer> underWay = new TreeMap<>();

  /**
   * @param settled told each time that something that was to be done is done
   */
  Watches(Duration skew, Runnable settled) {
    this.skew = skew;
    this.settled = settled;
  }

  /** Begins to watch; who dies by what is known already dies at once. */
  Watch add(VerifiedToken token, Consumer<Entry> onDeath, Supplier<Optional<Revocations>> known) {
    Watch watch = new Watch(this, token, onDeath);
    synchronized (this) {
      if (all.size() >= MOST) {
        throw new IllegalStateException("more than " + MOST + " tokens are watched");
      }
      all.add(watch);
      token.ids().forEach(id -> byId.computeIfAbsent(id, any -> new HashSet<>()).add(watch));
    }
    // After it was added: whatever list comes later finds it.
    known.get().ifPresent(list -> killIfDead(watch, list));
    return watch;
  }

  /** Looks who dies by the entries after the place. */
  void follow(Revocations list, long before) {
    for (Entry entry : list.after(before)) {
      named(entry.id()).forEach(watch -> killIfDead(watch, list));
    }
  }

  /** Up to where everything that was to be done at a death is done. */
  synchronized long settled(long seq) {
    return underWay.isEmpty() ? seq : Math.min(seq, underWay.firstKey() - 1);
  }

  /** Ends what lives by tokens that have expired, without a word. */
  void forgetExpired(Instant now) {
    List<Watch> expired;
    synchronized (this) {
      expired =
          all.stream().filter(watch -> !now.isBefore(watch.token().exp().plus(skew))).toList();
    }
    expired.forEach(Watch::close);
  }

  synchronized void forget(Watch watch) {
    if (all.remove(watch)) {
      for (String id : watch.token().ids()) {
        Set<Watch> named = byId.getOrDefault(id, Set.of());
        named.remove(watch);
        if (named.isEmpty()) {
          byId.remove(id);
        }
      }
    }
  }

  synchronized int size() {
    return all.size();
  }

  private synchronized List<Watch> named(String id) {
    return List.copyOf(byId.getOrDefault(id, Set.of()));
  }

  private void killIfDead(Watch watch, Revocations list) {
    VerifiedToken token = watch.token();
    list.deathOf(token.ids(), token.fence()).ifPresent(entry -> kill(watch, entry));
  }

  private void kill(Watch watch, Entry entry) {
    if (!watch.claim()) {
      return;
    }
    forget(watch);
    synchronized (this) {
      underWay.merge(entry.seq(), 1, Integer::sum);
    }
    Thread.startVirtualThread(
        () -> {
          try {
            watch.die(entry);
          } finally {
            done(entry.seq());
          }
        });
  }

  private void done(long seq) {
    synchronized (this) {
      underWay.computeIfPresent(seq, (any, count) -> count == 1 ? null : count - 1);
    }
    settled.run();
  }
}

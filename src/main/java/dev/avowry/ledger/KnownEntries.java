package dev.avowry.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The entries that this replica has read, so that a transaction has to read only what is newer.
 *
 * <p>Complete from the forgotten fence up to {@link #fence()}. It says "ended" for ever, since an
 * entry is never taken back; that something stands it says only as of its fence, which is why a
 * mint asks again inside its transaction, after having read what is newer. Whatever is older than
 * the forgotten fence it cannot decide and takes for ended.
 */
@ApplicationScoped
public class KnownEntries {
  private final Map<String, Long> latest = new ConcurrentHashMap<>();
  private final Deque<Entry> inOrder = new ArrayDeque<>();
  private final Watches watches = new Watches();
  private volatile Fence fence = Fence.NONE;
  private volatile Fence forgotten = Fence.NONE;

  /** Up to where every entry is known. */
  public Fence fence() {
    return fence;
  }

  /**
   * Whether nothing that is known ends the hold.
   *
   * <p>Who reads {@link #fence()} first and is then told that it stands knows that it stands as of
   * that fence.
   */
  public boolean stands(Hold hold) {
    for (String id : hold.ids()) {
      Long seq = latest.get(id);
      if (seq != null && seq > hold.asOf().seq()) {
        return false;
      }
    }
    // Last: an entry that was forgotten while we looked has moved this fence before it went.
    return hold.asOf().compareTo(forgotten) >= 0;
  }

  /**
   * Says when this replica has learned of an entry that ends the hold; at once if it already has.
   *
   * @param ended run on whatever thread learns of it, which it must not hold up
   */
  public Watch watch(Hold hold, Runnable ended) {
    Watch watch = watches.add(hold, ended);
    // After it was added: an entry that is learned of meanwhile is seen by one of both.
    if (!stands(hold)) {
      watch.end();
    }
    return watch;
  }

  /**
   * Adds what one statement read after a fence that was {@link #fence()}, or an earlier one, when
   * it was asked.
   */
  public void learn(Entries.Since since) {
    add(since);
    if (!watches.isEmpty()) {
      since.newer().stream().map(watches::endedBy).flatMap(List::stream).forEach(Watch::end);
    }
  }

  private synchronized void add(Entries.Since since) {
    for (Entry entry : since.newer()) {
      if (entry.seq() > fence.seq()) {
        latest.merge(entry.id(), entry.seq(), Math::max);
        inOrder.add(entry);
      }
    }
    if (since.forgotten().compareTo(forgotten) > 0) {
      forgotten = since.forgotten();
      forget();
    }
    // Last: whoever reads this fence finds everything up to it.
    if (since.head().compareTo(fence) > 0) {
      fence = since.head();
    }
  }

  private void forget() {
    while (!inOrder.isEmpty() && inOrder.peek().seq() <= forgotten.seq()) {
      Entry entry = inOrder.remove();
      latest.remove(entry.id(), entry.seq());
    }
  }
}

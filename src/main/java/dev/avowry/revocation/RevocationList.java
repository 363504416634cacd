package dev.avowry.revocation;

import dev.avowry.ledger.Entries;
import dev.avowry.ledger.Entry;
import dev.avowry.ledger.Fence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Every entry from one place in the order up to the head, without a gap: immutable.
 *
 * <p>It forgets from the front only, and only what no token can be concerned by any more; so
 * whoever holds a token that is older than {@code from} holds one that has expired.
 *
 * @param head the highest entry ever assigned
 * @param entries in order; ends with the head unless everything is forgotten
 * @param confirmedAt when the database last said that this is all
 */
record RevocationList(Fence head, List<Entry> entries, Instant confirmedAt) {
  static final RevocationList EMPTY = new RevocationList(Fence.NONE, List.of(), Instant.EPOCH);

  RevocationList {
    entries = List.copyOf(entries);
  }

  /** The lowest entry that is not forgotten; one after the head when all are. */
  long from() {
    return entries.isEmpty() ? head.seq() + 1 : entries.getFirst().seq();
  }

  /** The entries after a place from {@code from() - 1} up to the head. */
  List<Entry> after(long seq) {
    return entries.subList((int) (seq + 1 - from()), entries.size());
  }

  /** The list as the database knows it now. */
  RevocationList with(Entries.Since since, Instant now) {
    List<Entry> all = new ArrayList<>(entries);
    since.newer().stream().filter(entry -> entry.seq() > head.seq()).forEach(all::add);
    all.removeIf(entry -> entry.seq() <= since.forgotten().seq());
    int forgotten = 0;
    while (forgotten < all.size() && !all.get(forgotten).until().isAfter(now)) {
      forgotten++;
    }
    return new RevocationList(since.head(), all.subList(forgotten, all.size()), now);
  }
}

package dev.avowry.revocation;

import dev.avowry.kernel.StatusListId;
import dev.avowry.ledger.Fence;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * What this replica knows of one status list. It only grows: an index is never given to another
 * holder, and an entry is never taken back.
 */
final class StatusList {
  private final StatusListId id;
  private final BitSet ended = new BitSet(StatusIndex.PLACES);
  private Fence head = Fence.NONE;
  private Instant confirmedAt = Instant.EPOCH;
  private Optional<PublishedStatusList> published = Optional.empty();

  StatusList(StatusListId id) {
    this.id = id;
  }

  /**
   * The bits as they were at one moment.
   *
   * @param lst as the draft writes them
   * @param confirmedAt when the database last said that this is all
   */
  record Snapshot(StatusListId id, String lst, Fence head, Instant confirmedAt) {}

  StatusListId id() {
    return id;
  }

  synchronized Fence head() {
    return head;
  }

  synchronized Optional<PublishedStatusList> published() {
    return published;
  }

  /** Two readings may overlap; neither undoes the other. */
  synchronized Snapshot grow(List<Integer> indexes, Fence upTo, Instant now) {
    indexes.forEach(ended::set);
    if (upTo.compareTo(head) >= 0) {
      head = upTo;
      confirmedAt = now;
    }
    return new Snapshot(id, StatusBits.write(ended, StatusIndex.PLACES), head, confirmedAt);
  }

  synchronized PublishedStatusList publish(PublishedStatusList list) {
    if (published.map(last -> last.head().compareTo(list.head()) <= 0).orElse(true)) {
      published = Optional.of(list);
    }
    return published.orElseThrow();
  }
}

package dev.avowry.verifier;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The revocation list as it stood at {@code issuedAt}, whole: every entry from {@code from} to
 * {@code seq} is in it, each sequence number once. It never changes; a newer list is another one.
 *
 * <p>The rule costs one look-up for each id of a token, however long the list:
 *
 * <pre>
 * dead(token)  ⇔  ∃ entry e :  e.id ∈ ids(token)  ∧  fence(token) &lt; e.seq
 * </pre>
 */
final class Revocations {
  private final long seq;
  private final long from;
  private final Instant issuedAt;
  private final Instant expires;
  private final List<Entry> entries;

  /** Of several entries with the same id the latest says it all: it kills what the others kill. */
  private final Map<String, Entry> latestById;

  /**
   * @param seq the highest sequence number given so far
   * @param from the lowest that the list still has; everything below is forgotten. {@code seq + 1}
   *     if there are no entries
   * @throws Refusal the entries are not exactly those from {@code from} to {@code seq}, in order
   */
  Revocations(long seq, long from, Instant issuedAt, Instant expires, List<Entry> entries)
      throws Refusal {
    this.seq = seq;
    this.from = from;
    this.issuedAt = issuedAt;
    this.expires = expires;
    this.entries = List.copyOf(entries);
    this.latestById = HashMap.newHashMap(entries.size());
    refuseGaps();
    this.entries.forEach(entry -> latestById.put(entry.id(), entry));
  }

  long seq() {
    return seq;
  }

  Instant issuedAt() {
    return issuedAt;
  }

  Instant expires() {
    return expires;
  }

  /**
   * An entry that kills a token, if one does. An entry with the fence's own seq does not.
   *
   * @param ids {@link VerifiedToken#ids}
   */
  Optional<Entry> deathOf(Collection<String> ids, long fence) {
    for (String id : ids) {
      Entry entry = latestById.get(id);
      if (entry != null && fence < entry.seq()) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether nothing that a token of this fence could die of has been forgotten. The issuer forgets
   * an entry only after the last token minted before it has expired, so a token that fails here
   * either has outlived its issuer's longest lifetime or is accepted here for longer than the
   * issuer reckons with.
   */
  boolean remembersAllSince(long fence) {
    return from - 1 <= fence;
  }

  /**
   * Passes if this list can follow the held one: it is not older, tells the same history, and
   * forgot nothing before its time.
   *
   * @param skew how far the clocks of two replicas of the issuer may be apart
   */
  void refuseUnlessFollows(Revocations held, Duration skew) throws Refusal {
    if (seq < held.seq || (seq == held.seq && issuedAt.isBefore(held.issuedAt))) {
      throw new Refusal(Reason.ROLLBACK, "the list is older than the one that is held");
    }
    for (Entry entry : held.entries) {
      if (entry.seq() >= from) {
        if (!entry.id().equals(entries.get((int) (entry.seq() - from)).id())) {
          throw new Refusal(Reason.FORKED, "the list tells another history than the one held");
        }
      } else if (entry.until().isAfter(issuedAt.plus(skew))) {
        throw new Refusal(Reason.INCOMPLETE, "the list forgot an entry before its time");
      }
    }
  }

  private void refuseGaps() throws Refusal {
    // Not from + size == seq + 1, which a hostile from could overflow.
    if (from < 1 || from > seq + 1 || seq + 1 - from != entries.size()) {
      throw new Refusal(Reason.INCOMPLETE, "the list does not have one entry for each number");
    }
    long expected = from;
    for (Entry entry : entries) {
      if (entry.seq() != expected) {
        throw new Refusal(Reason.INCOMPLETE, "the list has a gap or is out of order");
      }
      expected++;
    }
  }
}

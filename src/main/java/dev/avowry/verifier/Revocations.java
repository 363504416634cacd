package dev.avowry.verifier;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
  private final History history;

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
    refuseGaps(entries);
    this.history = History.of(entries);
  }

  private Revocations(long seq, Instant issuedAt, Instant expires, History history) {
    this.seq = seq;
    this.from = seq + 1 - history.size();
    this.issuedAt = issuedAt;
    this.expires = expires;
    this.history = history;
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
      Optional<Entry> entry = history.latest(id);
      if (entry.isPresent() && fence < entry.get().seq()) {
        return entry;
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
   * @param behind how much older than the held list one with the same entries may be
   */
  void refuseUnlessFollows(Revocations held, Duration skew, Duration behind) throws Refusal {
    held.refuseOlder(seq, issuedAt, behind);
    for (Entry entry : held.entries()) {
      if (entry.seq() >= from) {
        refuseUnlessHas(entry);
      } else if (entry.until().isAfter(issuedAt.plus(skew)) && !endsEverything()) {
        throw new Refusal(Reason.INCOMPLETE, "the list forgot an entry before its time");
      }
    }
  }

  /** Then whatever it has forgotten is in it all the same. */
  private boolean endsEverything() {
    return history.latest(Entry.EVERYTHING).isPresent();
  }

  private void refuseOlder(long otherSeq, Instant otherIssuedAt, Duration behind) throws Refusal {
    if (otherSeq < seq || (otherSeq == seq && otherIssuedAt.isBefore(issuedAt.minus(behind)))) {
      throw new Refusal(Reason.ROLLBACK, "the list is older than the one that is held");
    }
  }

  /** Passes if it has the entry, or one of the same number and id. */
  void refuseUnlessHas(Entry entry) throws Refusal {
    if (entry.seq() >= from && !entry.id().equals(at(entry.seq()).id())) {
      throw new Refusal(Reason.FORKED, "the list tells another history than the one held");
    }
  }

  /**
   * This list with what the issuer says came after it. What both have must agree.
   *
   * @param end begins at most one after the last entry here
   */
  Revocations continuedBy(Delivered.End end, Duration behind) throws Refusal {
    refuseOlder(end.seq(), end.issuedAt(), behind);
    List<Entry> more = new ArrayList<>();
    for (Entry entry : end.entries()) {
      if (entry.seq() > seq) {
        more.add(entry);
      } else {
        refuseUnlessHas(entry);
      }
    }
    return new Revocations(
        end.seq(), end.issuedAt(), end.expires(), history.with(more, over(end.issuedAt())));
  }

  /** This list with one entry more, as old as it was. */
  Revocations continuedBy(Entry next) {
    return new Revocations(
        next.seq(), issuedAt, expires, history.with(List.of(next), over(next.at())));
  }

  /** How many from the front no token can die of any more, by the issuer's own clock. */
  private int over(Instant now) {
    int over = 0;
    while (over < history.size() && !history.get(over).until().isAfter(now)) {
      over++;
    }
    return over;
  }

  private Entry at(long place) {
    return history.get((int) (place - from));
  }

  /** All that it remembers, in order. */
  List<Entry> entries() {
    return after(from - 1);
  }

  /** What it remembers of the entries after a place. */
  List<Entry> after(long place) {
    List<Entry> entries = new ArrayList<>();
    for (long each = Math.max(place + 1, from); each <= seq; each++) {
      entries.add(at(each));
    }
    return entries;
  }

  private void refuseGaps(List<Entry> entries) throws Refusal {
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

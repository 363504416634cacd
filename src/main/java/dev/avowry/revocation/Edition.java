package dev.avowry.revocation;

import dev.avowry.ledger.Fence;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The list as it is served from one change to the next: the whole of it, and its end after the
 * places at which readers stand. What a reader asks for costs a signature at most once, and all
 * readers together cost a handful.
 */
final class Edition {
  /** Beyond those of readers that were here a moment ago. Whoever makes places up gains nothing. */
  private static final int OTHER_PLACES = 6;

  private final RevocationList list;
  private final ListSigner signer;
  private final String kid;
  private @Nullable PublishedList whole;
  private final Set<Long> expected;
  private final Map<Long, PublishedList> ends = new ConcurrentHashMap<>();

  /**
   * Signs nothing yet: while many are revoked, most editions are asked for their ends only.
   *
   * @param before the head of the edition before this one: where most readers stand
   */
  Edition(RevocationList list, ListSigner signer, Fence before) {
    this.list = list;
    this.signer = signer;
    // Before anything is signed: if the key changes meanwhile, this one is taken for the older.
    this.kid = signer.kid();
    this.expected = new TreeSet<>(List.of(before.seq(), list.head().seq()));
  }

  Fence head() {
    return list.head();
  }

  /** Whether the key that signed it still signs. One that was replaced may be trusted no more. */
  boolean isByTheKeyInUse() {
    return kid.equals(signer.kid());
  }

  /** When the database confirmed it; the {@code iat} of all that is signed of it. */
  Instant confirmedAt() {
    return list.confirmedAt();
  }

  synchronized PublishedList whole() {
    PublishedList made = whole == null ? signer.whole(list) : whole;
    whole = made;
    return made;
  }

  /** What comes after the place; the whole list when the place is forgotten, ahead, or too many. */
  PublishedList since(long seq) {
    if (seq < list.from() - 1 || seq > list.head().seq()) {
      return whole();
    }
    PublishedList known = ends.get(seq);
    if (known != null) {
      return known;
    }
    boolean room = ends.size() < OTHER_PLACES + expected.size();
    return room || expected.contains(seq)
        ? ends.computeIfAbsent(seq, place -> signer.since(list, place))
        : whole();
  }
}

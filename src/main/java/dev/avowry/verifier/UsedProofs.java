package dev.avowry.verifier;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Each proof is taken once by this process, for as long as it could be taken again. Other processes
 * know nothing of it.
 *
 * <p>Kept in two spans of time, the older of which is forgotten as a whole; never more than a
 * million, some 100 MB.
 */
final class UsedProofs {
  private static final int MOST = 1_000_000;

  private final Duration span;
  private final int most;
  private Set<UUID> present = new HashSet<>();
  private Set<UUID> past = new HashSet<>();
  private Instant since = Instant.MIN;

  /**
   * @param span the longest time between the first moment and the last at which a proof is taken
   */
  UsedProofs(Duration span) {
    this(span, MOST);
  }

  UsedProofs(Duration span, int most) {
    this.span = span;
    this.most = most;
  }

  /**
   * Uses the proof up.
   *
   * @param hash of what makes it the same proof; 16 bytes or more
   * @return whether it is the first time
   * @throws Undecided there is no room to remember it: what cannot be refused the second time is
   *     not let in the first
   */
  synchronized boolean use(byte[] hash, Instant now) throws Undecided {
    turn(now);
    ByteBuffer bytes = ByteBuffer.wrap(hash);
    UUID id = new UUID(bytes.getLong(), bytes.getLong());
    if (past.contains(id) || present.contains(id)) {
      return false;
    }
    if (past.size() + present.size() >= most) {
      throw new Undecided(since, "too many proofs came within a short time");
    }
    return present.add(id);
  }

  private void turn(Instant now) {
    if (since.equals(Instant.MIN) || !now.isBefore(since.plus(span).plus(span))) {
      past = new HashSet<>();
      present = new HashSet<>();
      since = now;
    } else if (!now.isBefore(since.plus(span))) {
      past = present;
      present = new HashSet<>();
      since = since.plus(span);
    }
  }
}

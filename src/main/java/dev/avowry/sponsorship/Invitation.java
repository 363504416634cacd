package dev.avowry.sponsorship;

import dev.avowry.kernel.NodeId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * That somebody was asked whether they answer.
 *
 * @param sponsor who
 * @param invitedBy who asked, as the ledger names them
 * @param invitedPerson the human behind that one
 * @param expiresAt until when they can accept; at that very time they cannot
 */
public record Invitation(
    NodeId sponsor,
    State state,
    String invitedBy,
    NodeId invitedPerson,
    Instant invitedAt,
    Instant expiresAt,
    Optional<Instant> acceptedAt) {
  /** What became of it. */
  public enum State {
    WAITING,
    ACCEPTED,
    WITHDRAWN;

    /** The code as stored, and on the wire. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether it can be accepted, or was: then what follows from it can be done again. */
  boolean isGood(Instant now) {
    return state != State.WITHDRAWN && now.isBefore(expiresAt);
  }
}

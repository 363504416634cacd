package dev.avowry.provisioning;

import dev.avowry.ledger.SingleUse;
import java.time.Instant;
import java.util.List;

/**
 * A security event token that was signed by whom it says, for us, lately; RFC 8417.
 *
 * @param use what makes it count once
 * @param asOf when what it says became so
 * @param events what it says, as far as it is understood
 */
record Signal(String jti, SingleUse use, Instant asOf, List<Event> events) {
  Signal {
    events = List.copyOf(events);
  }

  /**
   * Something that has become of somebody.
   *
   * @param type its URI
   */
  record Event(String type, Meaning meaning, SubjectIdentifier subject) {}

  /** What follows of an event here. */
  enum Meaning {
    /** They are gone, with all that they answer for. */
    GONE,
    /** They are back. */
    BACK,
    /** Whoever sits in their browsers has to prove who they are. */
    SIGNED_OUT
  }
}

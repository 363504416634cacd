package dev.avowry.rotation;

import dev.avowry.kernel.NodeId;
import java.time.Instant;
import java.util.Optional;

/**
 * How a secret is replaced where it is used.
 *
 * <pre>
 * ready ──▶ rotating ──▶ ready
 *              │  ▲
 *              ▼  │ asked for again, or another version
 *            broken
 * </pre>
 *
 * @param by who set it, as the ledger names them
 * @param state what is going on
 * @param tries how often in vain since it last worked
 * @param snag what was in the way last; empty when nothing was
 * @param next from when on it is tried again; empty when it is not under way
 * @param endedAt when a rotation last ended, well or not
 */
public record Rotator(
    NodeId secret,
    Plan plan,
    String by,
    Instant at,
    State state,
    int tries,
    Optional<Snag> snag,
    Optional<Instant> next,
    Optional<Instant> endedAt) {
  /** What is going on. */
  public enum State {
    READY,
    ROTATING,
    /** It was given up for the present version. */
    BROKEN
  }
}

package dev.avowry.vault;

import dev.avowry.kernel.NodeId;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/**
 * That a secret was given in plaintext to whoever acted with something that has ended since, or may
 * end.
 *
 * @param version the latest version that they were given
 * @param present the present version
 * @param destroyed whether the secret was removed
 * @param agents who they were
 * @param times how often they were given it
 */
public record Exposure(
    NodeId secret,
    String name,
    SecretType type,
    NodeId owner,
    int version,
    int present,
    boolean destroyed,
    Set<NodeId> agents,
    long times,
    Instant first,
    Instant last) {
  public Exposure {
    agents = Set.copyOf(agents);
  }

  /** What is left to do about it. */
  public enum State {
    /** What they were given still works. */
    TO_ROTATE,
    /** What they were given was replaced. */
    ROTATED,
    /** It was removed here; whether it still opens something elsewhere is not known. */
    DESTROYED;

    /** The code on the wire. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is left to do about it. */
  public State state() {
    if (destroyed) {
      return State.DESTROYED;
    }
    return version < present ? State.ROTATED : State.TO_ROTATE;
  }
}

package dev.avowry.sponsorship;

import dev.avowry.kernel.HandOverId;
import dev.avowry.kernel.NodeId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * An agent's way from one sponsor to another. There is one at a time for an agent.
 *
 * @param giver who answers for it, or did
 * @param receiver who is asked to; nobody while it is an orphan
 * @param offeredBy who began it, as the ledger names them
 * @param offeredPerson the human behind that one, who cannot acknowledge it as well
 * @param dueAt when it ends, or is suspended, unless somebody acknowledges it
 * @param overdue whether it is suspended since nobody did
 * @param answeredBy who brought its present state about
 */
public record HandOver(
    HandOverId id,
    NodeId agent,
    NodeId giver,
    Optional<NodeId> receiver,
    Ground ground,
    State state,
    String offeredBy,
    Optional<NodeId> offeredPerson,
    Instant offeredAt,
    Optional<Instant> dueAt,
    boolean overdue,
    Optional<String> answeredBy,
    Optional<Instant> answeredAt) {
  /** Why an agent is to have another sponsor. */
  public enum Ground {
    /** Its sponsor, or an administrator, wants it so. */
    OFFER,
    /** Its sponsor has left. */
    DEPARTURE;

    /** The code as stored, and on the wire. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How far it is.
   *
   * <pre>
   * OFFERED --> ACKNOWLEDGED --> MOVED --> TAKEN      somebody takes it
   *    |------> DECLINED, WITHDRAWN                   nobody takes it, and its giver is there
   *    +------> ENDING --> ENDED                      nobody takes it, and its giver is not
   * </pre>
   */
  public enum State {
    /** It waits for the receiver's word. */
    OFFERED,
    /** The receiver has given it; nodes are being moved, and suspended meanwhile. */
    ACKNOWLEDGED,
    /** They are where they are to be, and still suspended. */
    MOVED,
    /** They live again, as far as nothing else keeps them from it. */
    TAKEN,
    /** The receiver does not want it. */
    DECLINED,
    /** The giver does not want it any more, or is back. */
    WITHDRAWN,
    /** It was not taken in time, and is being revoked. */
    ENDING,
    /** It was not taken in time, and is revoked. */
    ENDED;

    /** The code as stored, and on the wire. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Reads exactly what {@link #code} writes. */
    public static Optional<State> named(String code) {
      return Arrays.stream(values()).filter(state -> state.code().equals(code)).findFirst();
    }
  }
}

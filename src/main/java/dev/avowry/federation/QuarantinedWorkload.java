package dev.avowry.federation;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.TrustId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A workload that no rule named when it came. What was decided about it stays decided.
 *
 * @param id the agent that it is in quarantine
 * @param issuer the trust that it came by
 * @param rule the quarantine that took it in
 * @param subject its {@code sub}
 * @param identity what the platform never gives to another workload
 * @param adoptedAs the agent that it is since it was adopted
 * @param decidedAt when it was adopted or rejected
 * @param decidedBy by whom
 */
public record QuarantinedWorkload(
    NodeId id,
    TrustId issuer,
    TrustId rule,
    String subject,
    String identity,
    State state,
    Optional<NodeId> adoptedAs,
    Optional<Instant> decidedAt,
    Optional<String> decidedBy,
    Instant createdAt) {
  /** {@code QUARANTINED} becomes one of the others, once. The stored code is in lower case. */
  public enum State {
    /** It waits for a decision. */
    QUARANTINED,
    /** A rule names it, and it is another agent. */
    ADOPTED,
    /** It is refused. */
    REJECTED;

    /** The code on the wire. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Reads exactly what {@link #code} writes. */
    public static Optional<State> named(String code) {
      return Arrays.stream(values()).filter(state -> state.code().equals(code)).findFirst();
    }
  }

  boolean isDecided() {
    return state != State.QUARANTINED;
  }
}

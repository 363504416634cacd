package dev.avowry.sign;

import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.SigningKeyId;
import dev.avowry.key.Jwk;
import dev.avowry.key.Sealed;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Hold;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A key by which is signed for one agent, and for nobody else.
 *
 * <pre>
 *   signs ──rotate──▶ retired          what it has signed is verified as before
 *     │                  │
 *     └──── revoke ──────┴──▶ revoked  nothing that it has signed is
 * </pre>
 *
 * @param id as an entry names it
 * @param jwk the public half, named by its thumbprint
 * @param secret the private half; empty once it signs no more
 * @param state as the door has left it
 * @param web whether requests to others point to it
 * @param asOf the fence as of which it was read
 */
public record AgentKey(
    SigningKeyId id,
    NodeId agent,
    Jwk jwk,
    Optional<Sealed> secret,
    NodeState state,
    boolean web,
    Instant madeAt,
    Optional<Instant> retiredAt,
    Fence asOf) {
  /** By which readers find it: the thumbprint, RFC 7638. */
  public String kid() {
    return jwk.kid().orElseThrow();
  }

  /** Whether what it has signed counts. */
  public boolean isLive() {
    return state == NodeState.LIVE;
  }

  /** It signs as long as no later entry names it. */
  Hold hold() {
    return new Hold(Set.of(id.toString()), asOf);
  }

  /** To what its private half is bound by the seal. */
  String purpose() {
    return purpose(id, agent, jwk);
  }

  static String purpose(SigningKeyId id, NodeId agent, Jwk jwk) {
    return "agent signing key " + id + " " + agent + " " + jwk.algorithm();
  }
}

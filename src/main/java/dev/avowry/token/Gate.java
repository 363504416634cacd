package dev.avowry.token;

import dev.avowry.agent.Lineage;
import dev.avowry.agent.Node;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.time.Instant;
import java.util.Optional;

/**
 * The one gate that every grant passes: whatever a token, or a document, is to rest on is alive.
 * The ledger checks the same once more at commit, by the holds.
 */
public final class Gate {
  private Gate() {}

  /** Lets the lineages through or refuses. */
  public static void pass(Instant now, Lineage... lineages) {
    for (Lineage lineage : lineages) {
      Optional<Node> dead = lineage.firstDead(now);
      if (dead.isPresent()) {
        throw Refusal.refused(
            Reason.INVALID_GRANT,
            "authority that the token would rest on is suspended, revoked or expired");
      }
    }
  }
}

package dev.avowry.totp;

import dev.avowry.authn.Tallies;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/**
 * How often an agent may ask for codes, whatever it is answered. Each replica counts for itself.
 */
@ApplicationScoped
class AskingLimit {
  private final Tallies<NodeId> tallies;

  AskingLimit(TotpConfig config, Clock clock) {
    this.tallies = new Tallies<>(Duration.ofMinutes(1), config.codesPerMinute(), clock);
  }

  void require(NodeId agent) {
    if (!tallies.count(agent)) {
      throw Refusal.refused(
          Reason.TOO_MANY_REQUESTS, "the agent asks for codes too often; try again in a minute");
    }
  }
}

package dev.avowry.svid;

import dev.avowry.agent.Agent;
import dev.avowry.agent.Client;
import dev.avowry.agent.Credential;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * That an agent may be given a document now, and until when at the most.
 *
 * @param from in whole seconds
 * @param until in whole seconds
 */
record Entitlement(Agent agent, Instant from, Instant until) {
  /**
   * Decides how long, of an agent that is alive.
   *
   * @param used the credentials by which it came for its token
   * @param longest how long such a document lives
   * @param end when what signs it ends
   */
  static Entitlement decide(
      Client client, List<Credential> used, Duration longest, Instant end, Instant now) {
    Instant from = now.truncatedTo(ChronoUnit.SECONDS);
    Instant until =
        Stream.concat(
                Stream.of(from.plus(longest), end),
                Stream.concat(
                    client.lineage().expiresAt().stream(),
                    used.stream().map(Credential::expiresAt).flatMap(Optional::stream)))
            .min(Instant::compareTo)
            .map(earliest -> earliest.truncatedTo(ChronoUnit.SECONDS))
            .orElseThrow();
    if (!until.isAfter(from)) {
      throw Refusal.refused(
          Reason.INVALID_GRANT, "what the document would rest on ends within a second");
    }
    return new Entitlement(client.agent(), from, until);
  }
}

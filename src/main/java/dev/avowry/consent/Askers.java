package dev.avowry.consent;

import dev.avowry.agent.Directory;
import dev.avowry.federation.AddressedClients;
import dev.avowry.federation.VisitingClients;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Finds who asks by how they call themselves. */
@ApplicationScoped
class Askers {
  private final Directory directory;
  private final VisitingClients visitors;
  private final Clock clock;

  Askers(Directory directory, VisitingClients visitors, Clock clock) {
    this.directory = directory;
    this.visitors = visitors;
    this.clock = clock;
  }

  /** A live agent that may ask humans, or a client whose document says that it does. */
  Uni<Asker> named(String clientId) {
    return AddressedClients.isAddress(clientId)
        ? visitors.find(clientId).map(Asker.Visitor::new)
        : agent(NodeId.parse(clientId).orElseThrow(Askers::unknown));
  }

  private Uni<Asker> agent(NodeId id) {
    return directory
        .agent(id)
        .map(
            found ->
                found
                    .filter(client -> client.agent().redirects().asksHumans())
                    .filter(client -> client.lineage().firstDead(clock.instant()).isEmpty())
                    .orElseThrow(Askers::unknown))
        .map(Asker.Known::new);
  }

  static Refused unknown() {
    return Refusal.refused(
        Reason.INVALID_REQUEST,
        "client_id is missing, or not that of a live client that may ask humans");
  }
}

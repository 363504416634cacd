package dev.avowry.approval;

import dev.avowry.agent.Agent;
import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * The humans whom an agent may ask: who answers for it, and whoever has lent it something that
 * lives. All others are to it as if they were not there, so that nobody is found out by asking.
 */
public interface Acquaintances {
  /**
   * The one live human among them who has that id or that e-mail address; empty when there is none,
   * or more than one.
   */
  Uni<Optional<NodeId>> among(Agent agent, String said);
}

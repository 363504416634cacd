package dev.avowry.agent;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is registered, for those who look at it. Reads only; decides nothing. */
public interface Directory {
  /** One sponsor. */
  Uni<Optional<Sponsor>> sponsor(NodeId id);

  /** Sponsors by time of registration. */
  Uni<Page<Sponsor>> sponsors(PageRequest page);

  /** One agent, its credentials and all that is above it. */
  Uni<Optional<Client>> agent(NodeId id);

  /** Those agents that there are, by id. */
  Uni<Map<NodeId, Agent>> agents(Collection<NodeId> ids);

  /** Agents by time of registration. */
  Uni<Page<Agent>> agents(AgentFilter filter, PageRequest page);

  /** The credentials of one agent, oldest first. */
  Uni<List<Credential>> credentials(NodeId agent);

  /** The node with all that is above it. */
  Uni<Optional<Lineage>> lineage(NodeId id);

  /** The node and all that is below it, depth first. */
  Uni<Page<TreeNode>> tree(Node root, PageRequest page);
}

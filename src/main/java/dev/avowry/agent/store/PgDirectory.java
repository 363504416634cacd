package dev.avowry.agent.store;

import static java.util.stream.Collectors.toMap;

import dev.avowry.agent.Agent;
import dev.avowry.agent.AgentFilter;
import dev.avowry.agent.Client;
import dev.avowry.agent.Credential;
import dev.avowry.agent.Directory;
import dev.avowry.agent.Lineage;
import dev.avowry.agent.Node;
import dev.avowry.agent.RegistryStore;
import dev.avowry.agent.Sponsor;
import dev.avowry.agent.TreeNode;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The directory, by Panache. */
@ApplicationScoped
class PgDirectory implements Directory {
  private final RegistryStore registry;
  private final TreeRows trees;

  PgDirectory(RegistryStore registry, TreeRows trees) {
    this.registry = registry;
    this.trees = trees;
  }

  @Override
  @WithSession
  public Uni<Optional<Sponsor>> sponsor(NodeId id) {
    return SponsorRow.<SponsorRow>findById(id.value())
        .map(row -> Optional.ofNullable(row).map(SponsorRow::toSponsor));
  }

  @Override
  @WithSession
  public Uni<Page<Sponsor>> sponsors(PageRequest page) {
    Condition from = Condition.any().from(page, "SponsorRow");
    return SponsorRow.count()
        .chain(
            total ->
                SponsorRow.<SponsorRow>find(from.text(), from.parameters())
                    .page(0, page.limit() + 1)
                    .list()
                    .map(rows -> rows.stream().map(SponsorRow::toSponsor).toList())
                    .map(rows -> page.page(rows, total, Sponsor::id)));
  }

  @Override
  @WithSession
  public Uni<Optional<Client>> agent(NodeId id) {
    return AgentRow.<AgentRow>findById(id.value())
        .chain(
            row ->
                row == null
                    ? Uni.createFrom().item(Optional.empty())
                    : client(row.toAgent()).map(Optional::of));
  }

  @Override
  @WithSession
  public Uni<Map<NodeId, Agent>> agents(Collection<NodeId> ids) {
    List<Long> values = ids.stream().map(NodeId::value).toList();
    return AgentRow.<AgentRow>list("from AgentRow a join fetch a.node where a.id in ?1", values)
        .map(rows -> rows.stream().map(AgentRow::toAgent).collect(toMap(Agent::id, it -> it)));
  }

  private Uni<Client> client(Agent agent) {
    return credentials(agent.id())
        .chain(
            credentials ->
                registry
                    .lineage(agent.id())
                    .map(found -> new Client(agent, credentials, found.orElseThrow())));
  }

  @Override
  @WithSession
  public Uni<List<Credential>> credentials(NodeId agent) {
    return registry.credentials(agent);
  }

  @Override
  @WithSession
  public Uni<Page<Agent>> agents(AgentFilter filter, PageRequest page) {
    return lineageOf(filter.below()).chain(below -> agents(Condition.of(filter, below), page));
  }

  private static Uni<Page<Agent>> agents(Condition condition, PageRequest page) {
    Condition from = condition.from(page, "AgentRow");
    return AgentRow.count(condition.text(), condition.parameters())
        .chain(
            total ->
                AgentRow.<AgentRow>find(from.text(), from.parameters())
                    .page(0, page.limit() + 1)
                    .list()
                    .map(rows -> rows.stream().map(AgentRow::toAgent).toList())
                    .map(rows -> page.page(rows, total, Agent::id)));
  }

  private Uni<Optional<byte[]>> lineageOf(Optional<NodeId> node) {
    return node.isEmpty()
        ? Uni.createFrom().item(Optional.empty())
        : registry
            .lineage(node.get())
            .map(found -> found.map(lineage -> LineageBytes.write(lineage.ids())));
  }

  @Override
  @WithSession
  public Uni<Optional<Lineage>> lineage(NodeId id) {
    return registry.lineage(id);
  }

  @Override
  @WithSession
  public Uni<Page<TreeNode>> tree(Node root, PageRequest page) {
    return trees.page(root, page);
  }
}

package dev.avowry.agent.store;

import static java.util.Comparator.comparingInt;

import dev.avowry.agent.Agent;
import dev.avowry.agent.Credential;
import dev.avowry.agent.Lineage;
import dev.avowry.agent.Node;
import dev.avowry.agent.RegistryStore;
import dev.avowry.agent.Sponsor;
import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.Fence;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The registry's writes, by Panache in the transaction that is under way. */
@ApplicationScoped
class PgRegistryStore implements RegistryStore {
  @Override
  public Uni<Optional<Lineage>> lineage(NodeId id) {
    return NodeRow.<NodeRow>findById(id.value())
        .chain(row -> row == null ? Uni.createFrom().item(List.<NodeRow>of()) : ancestry(row))
        .map(
            rows ->
                rows.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                        new Lineage(rows.stream().map(NodeRow::toNode).toList(), Fence.NONE)));
  }

  private static Uni<List<NodeRow>> ancestry(NodeRow row) {
    List<Long> ids = LineageBytes.read(row.lineage).stream().map(NodeId::value).toList();
    // Sorted here: asked for the order of lineages, a planner may read the whole of that index.
    return NodeRow.<NodeRow>list("id in ?1", ids)
        .map(rows -> rows.stream().sorted(comparingInt(above -> above.lineage.length)).toList());
  }

  @Override
  public Uni<Optional<Node>> delegation(NodeId parent, NodeId actor) {
    return NodeRow.<NodeRow>find(
            "kind = 'delegation' and parent = ?1 and actor = ?2", parent.value(), actor.value())
        .firstResult()
        .map(row -> Optional.ofNullable(row).map(NodeRow::toNode));
  }

  @Override
  public Uni<Boolean> addSponsor(Sponsor sponsor, Node node) {
    Uni<Long> taken =
        sponsor.issuer().isEmpty()
            ? Uni.createFrom().item(0L)
            : SponsorRow.count(
                "issuer = ?1 and subject = ?2",
                sponsor.issuer().get(),
                sponsor.subject().orElseThrow());
    return taken.chain(
        count ->
            count > 0
                ? Uni.createFrom().item(false)
                : NodeRow.of(node)
                    .persistAndFlush()
                    .chain(() -> SponsorRow.of(sponsor).persistAndFlush())
                    .replaceWith(true));
  }

  /**
   * Counts root first, so that two transactions in one tree lock their common rows in one order and
   * never each other.
   */
  @Override
  public Uni<Boolean> addChild(Node node) {
    NodeRow row = NodeRow.of(node);
    List<Long> above =
        node.lineage().subList(0, node.lineage().size() - 1).stream().map(NodeId::value).toList();
    return lock(above)
        .chain(() -> countChild(row.parent))
        .chain(
            counted ->
                counted == 0
                    ? Uni.createFrom().item(false)
                    : tally(above, row).chain(row::persistAndFlush).replaceWith(true));
  }

  private static Uni<?> lock(List<Long> ids) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        """
                        select id from node where id in (:ids)
                        order by octet_length(lineage) for update
                        """,
                        Long.class)
                    .setParameter("ids", ids)
                    .getResultList());
  }

  private static Uni<Integer> countChild(long parent) {
    return NodeRow.update(
        "children = children + 1 where id = ?1 and children < maxChildren", parent);
  }

  private static Uni<Integer> tally(List<Long> ids, NodeRow row) {
    return NodeRow.update(
        "liveAgents = liveAgents + ?1, liveDelegations = liveDelegations + ?2 where id in ?3",
        row.liveAgents,
        row.liveDelegations,
        ids);
  }

  @Override
  public Uni<Void> addAgent(Agent agent, List<Credential> credentials) {
    Uni<?> added = AgentRow.of(agent).persistAndFlush();
    for (Credential credential : credentials) {
      added = added.chain(() -> CredentialRow.of(credential).persistAndFlush());
    }
    return added.replaceWithVoid();
  }

  @Override
  public Uni<Boolean> addCredential(Credential credential) {
    CredentialRow row = CredentialRow.of(credential);
    return CredentialRow.count("agent = ?1 and thumbprint = ?2", row.agent, row.thumbprint)
        .chain(
            count ->
                count > 0 ? Uni.createFrom().item(false) : row.persistAndFlush().replaceWith(true));
  }

  @Override
  public Uni<Void> letStand(NodeId delegation) {
    return NodeRow.update("standing = true where id = ?1", delegation.value()).replaceWithVoid();
  }
}

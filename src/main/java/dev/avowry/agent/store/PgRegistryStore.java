package dev.avowry.agent.store;

import static java.util.Comparator.comparingInt;

import dev.avowry.agent.Agent;
import dev.avowry.agent.Credential;
import dev.avowry.agent.Halt;
import dev.avowry.agent.HeldRoles;
import dev.avowry.agent.Lineage;
import dev.avowry.agent.Node;
import dev.avowry.agent.RedirectClient;
import dev.avowry.agent.RedirectUri;
import dev.avowry.agent.RegistryStore;
import dev.avowry.agent.Sponsor;
import dev.avowry.kernel.CredentialId;
import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.Fence;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;

/** The registry's writes, by Panache in the transaction that is under way. */
@ApplicationScoped
class PgRegistryStore implements RegistryStore {
  @Override
  public Uni<Optional<Lineage>> lineage(NodeId id) {
    return NodeRow.<NodeRow>findById(id.value())
        .chain(row -> row == null ? Uni.createFrom().item(List.<NodeRow>of()) : ancestry(row))
        .chain(rows -> HeldRoleRows.of(rows).map(roles -> lineage(rows, roles)));
  }

  private static Optional<Lineage> lineage(List<NodeRow> rows, Map<Long, HeldRoles> roles) {
    return Optional.of(rows.stream().map(row -> node(row, roles)).toList())
        .filter(nodes -> !nodes.isEmpty())
        .map(nodes -> new Lineage(nodes, Fence.NONE));
  }

  private static Node node(NodeRow row, Map<Long, HeldRoles> roles) {
    Node node = row.toNode();
    return node.roles().isEmpty()
        ? node
        : node.by(Optional.of(roles.getOrDefault(row.id, HeldRoles.NONE)));
  }

  private static Uni<List<NodeRow>> ancestry(NodeRow row) {
    List<Long> ids = LineageBytes.read(row.lineage).stream().map(NodeId::value).toList();
    // Sorted here: asked for the order of lineages, a planner may read the whole of that index.
    return NodeRow.<NodeRow>list("id in ?1", ids)
        .map(rows -> rows.stream().sorted(comparingInt(above -> above.lineage.length)).toList());
  }

  @Override
  public Uni<Optional<Node>> delegation(NodeId parent, NodeId actor) {
    return oneAfterTheOther(parent, actor)
        .chain(
            () ->
                NodeRow.<NodeRow>find(
                        "kind = 'delegation' and parent = ?1 and actor = ?2",
                        parent.value(),
                        actor.value())
                    .<NodeRow>firstResult())
        .map(row -> Optional.ofNullable(row).map(NodeRow::toNode));
  }

  /** Until the transaction ends; two pairs that share the key only wait for each other. */
  private static Uni<?> oneAfterTheOther(NodeId parent, NodeId actor) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery("select 1 from pg_advisory_xact_lock(?1, ?2)", Integer.class)
                    .setParameter(1, (int) parent.value())
                    .setParameter(2, (int) actor.value())
                    .getSingleResult());
  }

  @Override
  public Uni<Boolean> rename(NodeId sponsor, String name, String email) {
    return SponsorRow.update("name = ?1, email = ?2 where id = ?3", name, email, sponsor.value())
        .map(rows -> rows == 1);
  }

  @Override
  public Uni<Boolean> addSponsor(Sponsor sponsor, Node node) {
    return unlessTaken(
        NodeRow.of(node).persistAndFlush().chain(() -> SponsorRow.of(sponsor).persistAndFlush()));
  }

  @Override
  public Uni<Void> addRoot(Node node) {
    return NodeRow.of(node).persistAndFlush().replaceWithVoid();
  }

  /** Of two who add the same at the same moment one is late, which only the constraint can tell. */
  private static Uni<Boolean> unlessTaken(Uni<?> addition) {
    return addition
        .replaceWith(true)
        .onFailure(ConstraintViolationException.class)
        .recoverWithItem(false);
  }

  /**
   * Counts root first, so that two transactions in one tree lock their common rows in one order and
   * never each other.
   */
  @Override
  public Uni<Boolean> addChild(Node node, int most) {
    NodeRow row = NodeRow.of(node);
    List<Long> above =
        node.lineage().subList(0, node.lineage().size() - 1).stream().map(NodeId::value).toList();
    return lock(above)
        .chain(() -> countChild(row.parent, most))
        .chain(
            counted ->
                counted == 0
                    ? Uni.createFrom().item(false)
                    : counted(above, row).chain(row::persistAndFlush).replaceWith(true));
  }

  @Override
  public Uni<Boolean> awaitsAcceptance(NodeId sponsor) {
    return NodeRow.count(
            "id = ?1 and state = 'suspended' and halts = ?2",
            sponsor.value(),
            new String[] {Halt.UNACCEPTED.code()})
        .map(count -> count == 1);
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

  private static Uni<Integer> countChild(long parent, int most) {
    return NodeRow.update("children = children + 1 where id = ?1 and children < ?2", parent, most);
  }

  /** What is made suspended is counted by nobody above it until it lives. */
  private static Uni<Integer> counted(List<Long> above, NodeRow row) {
    return row.halts.length == 0 ? tally(above, row) : Uni.createFrom().item(0);
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
  public Uni<Void> redirect(NodeId agent, RedirectClient redirects) {
    return AgentRow.update(
            """
            redirectUris = ?1, refreshTokens = ?2, idTokenAlg = ?3, deviceCodes = ?4,
            deliveryMode = ?5, notificationEndpoint = ?6 where id = ?7
            """,
            redirects.redirectUris().stream().map(RedirectUri::text).toArray(String[]::new),
            redirects.refreshes(),
            redirects.idTokenAlgorithm().joseName(),
            redirects.asksByCode(),
            redirects.notifiedAt().isPresent() ? "ping" : "poll",
            redirects.notifiedAt().orElse(null),
            agent.value())
        .replaceWithVoid();
  }

  @Override
  public Uni<Boolean> addCredential(Credential credential) {
    return unlessTaken(CredentialRow.of(credential).persistAndFlush());
  }

  @Override
  public Uni<List<Credential>> credentials(NodeId agent) {
    return CredentialRow.<CredentialRow>list("agent = ?1 order by createdAt, id", agent.value())
        .map(rows -> rows.stream().map(CredentialRow::toCredential).toList());
  }

  @Override
  public Uni<Void> detach(CredentialId credential) {
    return CredentialRow.update("ridesOn = null where id = ?1", credential.value())
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> letStand(NodeId delegation) {
    return NodeRow.update("standing = true where id = ?1", delegation.value()).replaceWithVoid();
  }
}

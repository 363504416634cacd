package dev.avowry.agent;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes roles, widens them and gives them to agents: what adds authority. What takes it, from a
 * role or from an agent that has one, goes through the door like everything that is taken: each is
 * a node.
 */
@ApplicationScoped
public class AgentRoles {
  private final AgentRoleStore store;
  private final RegistryStore registry;
  private final Ledger ledger;
  private final SecureRandom random;
  private final Clock clock;

  AgentRoles(
      AgentRoleStore store,
      RegistryStore registry,
      Ledger ledger,
      SecureRandom random,
      Clock clock) {
    this.store = store;
    this.registry = registry;
    this.ledger = ledger;
    this.random = random;
    this.clock = clock;
  }

  /** All roles. */
  public Uni<List<AgentRole>> all() {
    return store.all();
  }

  /** One role; refused with {@link Reason#NOT_FOUND} when there is none of that id. */
  public Uni<AgentRole> find(NodeId id) {
    return store.find(id).map(found -> found.orElseThrow(AgentRoles::unknown));
  }

  /** Who has a role: so many at the most, those after an assignment. */
  public Uni<List<RoleHolder>> holders(NodeId role, Optional<NodeId> after, int most) {
    return store.holders(role, after, most);
  }

  /** The roles that an agent has. */
  public Uni<List<AgentRoleStore.NamedAssignment>> of(NodeId agent) {
    return store.assignments(agent);
  }

  /** Makes a role. */
  @WithTransaction
  public Uni<AgentRole> make(
      String name, String description, Ceiling ceiling, String actor, Origin origin) {
    Node root = Node.root(NodeId.random(random), NodeKind.ROLE, ceiling, clock.instant());
    AgentRole role = new AgentRole(name, description, root, 0);
    return store
        .add(role)
        .invoke(
            added -> {
              if (!added) {
                throw conflict("there is a role of that name");
              }
            })
        .chain(() -> record(EventType.ROLE_MADE, role.node(), Map.of("name", name), actor, origin))
        .replaceWith(role);
  }

  /**
   * Gives a role a ceiling that allows at least what it allows now: tokens that are out stay as
   * they are. Refused with {@link Reason#CEILING_EXCEEDED} where it would allow less.
   */
  @WithTransaction
  public Uni<AgentRole> widen(NodeId id, Ceiling ceiling, String actor, Origin origin) {
    return ledger
        .enterShared()
        .chain(() -> locked(id))
        .invoke(role -> requireWider(role.node().ceiling(), ceiling))
        .call(() -> store.put(id, ceiling))
        .map(role -> wider(role, ceiling))
        .call(role -> record(EventType.ROLE_WIDENED, role.node(), Map.of(), actor, origin));
  }

  private static AgentRole wider(AgentRole role, Ceiling ceiling) {
    return new AgentRole(
        role.name(), role.description(), role.node().under(ceiling), role.holders());
  }

  private static void requireWider(Ceiling before, Ceiling after) {
    if (!before.isWithin(after)) {
      throw Refusal.refused(
          Reason.CEILING_EXCEEDED,
          "part of the role's ceiling would come down: order that at /v1/revocations by tighten");
    }
  }

  /**
   * Gives a role to an agent that is limited by roles; given again, it stays as it is. Refused with
   * {@link Reason#CONFLICT} for another agent: what it holds already would have to end.
   */
  @WithTransaction
  public Uni<Node> give(NodeId id, NodeId agent, String actor, Origin origin) {
    return ledger
        .enterShared()
        .chain(() -> locked(id))
        .chain(role -> registry.lineage(agent).map(found -> hands(role, found)))
        .chain(node -> give(node, actor, origin));
  }

  private Uni<Node> give(Node node, String actor, Origin origin) {
    NodeId agent = node.actor().orElseThrow();
    return store
        .assignment(node.sponsor(), agent)
        .chain(
            found ->
                found
                    .map(before -> Uni.createFrom().item(before))
                    .orElseGet(
                        () ->
                            registry
                                .addChild(node, Ceiling.WIDEST)
                                .invoke(AgentRoles::requireRoom)
                                .chain(() -> recordGiven(node, agent, actor, origin))
                                .replaceWith(node)));
  }

  private Node hands(AgentRole role, Optional<Lineage> agent) {
    Node hands =
        agent
            .map(Lineage::node)
            .filter(node -> node.kind() == NodeKind.AGENT)
            .orElseThrow(() -> Refusal.refused(Reason.NOT_FOUND, "there is no such agent"));
    if (hands.roles().isEmpty()) {
      throw conflict("the agent is not limited by roles: by_roles is said when it is registered");
    }
    Instant now = clock.instant();
    if (!role.node().isLive(now) || hands.state() == NodeState.REVOKED) {
      throw conflict("what is suspended or revoked is not given to anybody, nor anything to it");
    }
    NodeId id = NodeId.random(random);
    return new Node(
        id,
        NodeKind.ASSIGNMENT,
        List.of(role.node().id(), id),
        role.node().ceiling().below(),
        NodeState.LIVE,
        Optional.empty(),
        Optional.of(hands.id()),
        false,
        now);
  }

  private Uni<AgentRole> locked(NodeId id) {
    return store.locked(id).map(found -> found.orElseThrow(AgentRoles::unknown));
  }

  private static Refused unknown() {
    return Refusal.refused(Reason.NOT_FOUND, "there is no such role");
  }

  private Uni<Void> recordGiven(Node node, NodeId agent, String actor, Origin origin) {
    Event event =
        Event.of(EventType.ASSIGNMENT_MADE, actor, origin)
            .onAgent(agent)
            .onNode(node.id())
            .onTarget(node.sponsor().toString())
            .with(NodeDetail.of(node, Map.of("actor", agent.toString())));
    return ledger.append(event);
  }

  private Uni<Void> record(
      EventType type, Node role, Map<String, String> more, String actor, Origin origin) {
    return ledger.append(
        Event.of(type, actor, origin).onNode(role.id()).with(NodeDetail.of(role, more)));
  }

  private static void requireRoom(boolean added) {
    if (!added) {
      throw Refusal.refused(Reason.CEILING_EXCEEDED, Attachment.FULL);
    }
  }

  private static Refused conflict(String why) {
    return Refusal.refused(Reason.CONFLICT, why);
  }
}

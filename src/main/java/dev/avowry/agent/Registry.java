package dev.avowry.agent;

import dev.avowry.kernel.CredentialId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Registers sponsors, agents and credentials. Each in one transaction with its ledger row, and
 * under the fence's shared lock, so that nothing is registered below a node that is being revoked.
 */
@ApplicationScoped
public class Registry {
  private final RegistryStore store;
  private final Ledger ledger;
  private final SecureRandom random;
  private final Clock clock;

  Registry(RegistryStore store, Ledger ledger, SecureRandom random, Clock clock) {
    this.store = store;
    this.ledger = ledger;
    this.random = random;
    this.clock = clock;
  }

  /** Registers a human who answers for agents, by the word of whoever registers them. */
  @WithTransaction
  public Uni<Sponsor> register(NewSponsor asked, String actor, Origin origin) {
    return register(asked, NodeState.LIVE, actor, origin);
  }

  /** Registers a human under whom nothing lives until they have said that they answer. */
  @WithTransaction
  public Uni<Sponsor> invite(NewSponsor asked, String actor, Origin origin) {
    return register(asked, NodeState.SUSPENDED, actor, origin);
  }

  /**
   * Whether nothing keeps a human's node suspended but that they have not said that they answer.
   */
  @WithTransaction
  public Uni<Boolean> awaitsAcceptance(NodeId sponsor) {
    return store.awaitsAcceptance(sponsor);
  }

  private Uni<Sponsor> register(NewSponsor asked, NodeState state, String actor, Origin origin) {
    NodeId id = NodeId.random(random);
    Node node = Node.root(id, NodeKind.SPONSOR, asked.ceiling(), clock.instant()).in(state);
    Sponsor sponsor =
        new Sponsor(
            id,
            asked.name(),
            asked.email(),
            asked.issuer(),
            asked.subject(),
            asked.ceiling(),
            state,
            node.createdAt());
    return store
        .addSponsor(sponsor, node)
        .invoke(
            added ->
                require(added, Reason.CONFLICT, "a sponsor with this issuer and subject exists"))
        .call(
            () ->
                ledger.append(
                    Event.of(EventType.SPONSOR_REGISTERED, actor, origin)
                        .onNode(id)
                        .under(id)
                        .with(NodeDetail.of(node, Map.of("acceptance", acceptance(state))))))
        .replaceWith(sponsor);
  }

  private static String acceptance(NodeState state) {
    return state == NodeState.LIVE ? "vouched" : "invited";
  }

  /** Says something else of a sponsor: how people call and reach them. */
  @WithTransaction
  public Uni<Void> rename(NodeId sponsor, String name, String email, String actor, Origin origin) {
    Text.line("name", name);
    Text.email("email", email);
    return store
        .rename(sponsor, name, email)
        .invoke(found -> require(found, Reason.NOT_FOUND, "there is no such sponsor"))
        .chain(
            () ->
                ledger.append(
                    Event.of(EventType.SPONSOR_CHANGED, actor, origin)
                        .onNode(sponsor)
                        .under(sponsor)));
  }

  /**
   * Registers an agent below a sponsor. Below one who has not accepted yet it lives when they have.
   *
   * <p>Refused with {@link Reason#SPONSOR_NOT_LIVE} when the node is not that of a live sponsor.
   */
  @WithTransaction
  public Uni<Registered> registerUnder(
      NodeId sponsor, NewAgent asked, String actor, Origin origin) {
    return sponsor(sponsor).chain(parent -> register(parent, asked, NodeState.LIVE, actor, origin));
  }

  /** The same with an agent that does not live until its sponsor has said that they answer. */
  @WithTransaction
  public Uni<Registered> registerAwaiting(
      NodeId sponsor, NewAgent asked, String actor, Origin origin) {
    return sponsor(sponsor)
        .chain(parent -> register(parent, asked, NodeState.SUSPENDED, actor, origin));
  }

  private Uni<Lineage> sponsor(NodeId id) {
    return ledger
        .enterShared()
        .chain(() -> store.lineage(id))
        .map(found -> found.orElseThrow(() -> noSponsor("there is no such sponsor")))
        .chain(
            lineage ->
                store
                    .awaitsAcceptance(id)
                    .map(awaits -> awaits ? lineage.belowLiveSponsor() : lineage))
        .invoke(this::requireLiveSponsor);
  }

  /** Registers an agent below another: a sub-agent, whose sponsor is the parent's. */
  @WithTransaction
  public Uni<Registered> registerBelow(NodeId parent, NewAgent asked, String actor, Origin origin) {
    return ledger
        .enterShared()
        .chain(() -> store.lineage(parent))
        .map(
            found ->
                found.orElseThrow(
                    () -> Refusal.refused(Reason.NOT_FOUND, "there is no such parent")))
        .chain(lineage -> register(lineage, asked, NodeState.LIVE, actor, origin));
  }

  /** Registers one more credential of an agent. */
  @WithTransaction
  public Uni<Credential> addCredential(
      NodeId agent,
      Authenticator authenticator,
      Optional<Instant> expiresAt,
      String actor,
      Origin origin) {
    Credential credential = credential(agent, authenticator, expiresAt, clock.instant());
    return ledger
        .enterShared()
        .chain(() -> store.lineage(agent))
        .map(
            found ->
                found.orElseThrow(
                    () -> Refusal.refused(Reason.NOT_FOUND, "there is no such agent")))
        .invoke(lineage -> Attachment.requireLive(lineage, clock.instant()))
        .call(() -> store.addCredential(credential).invoke(Registry::requireNew))
        .call(
            lineage ->
                ledger.append(
                    Event.of(EventType.CREDENTIAL_ADDED, actor, origin)
                        .onAgent(agent)
                        .under(lineage.sponsor().id())
                        .onTarget(credential.id().toString())
                        .with(CredentialDetail.of(credential))))
        .replaceWith(credential);
  }

  /** Says how an agent asks humans from now on, in the transaction that is under way. */
  @WithTransaction
  public Uni<Void> redirect(NodeId agent, RedirectClient redirects) {
    return store.redirect(agent, redirects);
  }

  private Uni<Registered> register(
      Lineage parent, NewAgent asked, NodeState state, String actor, Origin origin) {
    Instant now = clock.instant();
    NodeId id = NodeId.random(random);
    Node node = Attachment.agent(parent, id, asked, now).in(state);
    Agent agent =
        new Agent(
            id,
            asked.name(),
            asked.kind(),
            asked.purpose(),
            asked.vendor(),
            asked.codeRoot(),
            asked.boundTokens(),
            asked.redirects(),
            node);
    List<Credential> credentials =
        asked.authenticators().stream()
            .map(authenticator -> credential(id, authenticator, Optional.empty(), now))
            .toList();
    Event event =
        Event.of(EventType.AGENT_REGISTERED, actor, origin)
            .onAgent(id)
            .under(node.sponsor())
            .running(asked.codeRoot().map(CodeRoot::line))
            .with(NodeDetail.of(node, detail(asked)));
    return store
        .addChild(node, parent.effective().maxChildren())
        .invoke(added -> require(added, Reason.CEILING_EXCEEDED, Attachment.FULL))
        .call(() -> store.addAgent(agent, credentials))
        .call(() -> ledger.append(event))
        .replaceWith(new Registered(agent, credentials));
  }

  private static Map<String, String> detail(NewAgent asked) {
    Map<String, String> detail = new HashMap<>();
    detail.put("name", asked.name());
    detail.put("kind", asked.kind().code());
    asked.vendor().ifPresent(vendor -> detail.put("vendor", vendor));
    switch (asked.boundTokens()) {
      case BY_CHOICE -> {}
      case TO_KEY -> detail.put("dpop_bound_access_tokens", "true");
      case TO_CERTIFICATE -> detail.put("tls_client_certificate_bound_access_tokens", "true");
    }
    return detail;
  }

  private void requireLiveSponsor(Lineage lineage) {
    if (lineage.node().kind() != NodeKind.SPONSOR) {
      throw noSponsor("the id given as sponsor is not that of a sponsor");
    }
    if (!lineage.node().isLive(clock.instant())) {
      throw noSponsor("the sponsor is not live, so nobody would answer for this agent");
    }
  }

  private Credential credential(
      NodeId agent, Authenticator authenticator, Optional<Instant> expiresAt, Instant now) {
    return new Credential(
        CredentialId.random(random),
        agent,
        authenticator,
        NodeState.LIVE,
        expiresAt,
        Optional.empty(),
        Optional.empty(),
        now);
  }

  private static void requireNew(boolean added) {
    require(added, Reason.CONFLICT, "the agent has this credential already");
  }

  private static void require(boolean holds, Reason reason, String otherwise) {
    if (!holds) {
      throw Refusal.refused(reason, otherwise);
    }
  }

  private static RuntimeException noSponsor(String detail) {
    return Refusal.refused(Reason.SPONSOR_NOT_LIVE, detail);
  }
}

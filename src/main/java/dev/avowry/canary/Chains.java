package dev.avowry.canary;

import dev.avowry.agent.AgentKind;
import dev.avowry.agent.AskedCeiling;
import dev.avowry.agent.Authenticator;
import dev.avowry.agent.BoundTokens;
import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Delegations;
import dev.avowry.agent.Directory;
import dev.avowry.agent.Extent;
import dev.avowry.agent.Lineage;
import dev.avowry.agent.NewAgent;
import dev.avowry.agent.Registry;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.Algorithm;
import dev.avowry.key.Jwk;
import dev.avowry.key.KeyMaterial;
import dev.avowry.key.Sealer;
import dev.avowry.ledger.Event;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The chain below each sponsor who has ever answered for the canary: made once, in one transaction,
 * and never again. Whoever revokes its agents ends the canary below that sponsor for ever.
 */
@ApplicationScoped
class Chains {
  /** Longer than any run; the least that a stolen token is good for. */
  private static final Duration TTL = Duration.ofSeconds(60);

  private static final String PURPOSE = "is ended on a schedule, to time how long that takes";

  private final CanaryStore store;
  private final Registry registry;
  private final Delegations delegations;
  private final Directory directory;
  private final Sealer sealer;

  Chains(
      CanaryStore store,
      Registry registry,
      Delegations delegations,
      Directory directory,
      Sealer sealer) {
    this.store = store;
    this.registry = registry;
    this.delegations = delegations;
    this.directory = directory;
    this.sealer = sealer;
  }

  /** The chain below the sponsor, made if there is none; refused if the sponsor is not live. */
  Uni<Chain> below(NodeId sponsor, Origin origin) {
    return store
        .chain(sponsor)
        .chain(
            found ->
                found
                    .map(kept -> Uni.createFrom().item(kept.open(sealer)))
                    .orElseGet(() -> make(sponsor, origin)));
  }

  @WithTransaction
  Uni<Chain> make(NodeId sponsor, Origin origin) {
    KeyMaterial key = KeyMaterial.generate(Algorithm.ES256);
    return directory
        .lineage(sponsor)
        .map(found -> found.orElseThrow(Chains::nobody))
        .map(Lineage::effective)
        .chain(above -> register(sponsor, above, key, origin))
        // Exchanges that run beside each other find it, and none of them has to make it.
        .call(chain -> delegations.edge(chain.root(), chain.below(), origin))
        .call(chain -> store.keep(KeptChain.of(chain, sealer)));
  }

  private Uni<Chain> register(NodeId sponsor, Ceiling above, KeyMaterial key, Origin origin) {
    return registry
        .registerUnder(
            sponsor,
            agent("canary", ceiling(above, 1, Chain.AGENTS), key.jwk()),
            Event.ITSELF,
            origin)
        .map(registered -> registered.agent().id())
        .chain(
            root ->
                registry
                    .registerBelow(
                        root,
                        agent("canary, one below", ceiling(above, 0, 0), key.jwk()),
                        Event.ITSELF,
                        origin)
                    .map(registered -> registered.agent().id())
                    .map(below -> new Chain(sponsor, root, below, key)));
  }

  /** Every resource that the sponsor has, since verifiers come and go; one scope. */
  private static AskedCeiling ceiling(Ceiling above, int depth, int children) {
    return new AskedCeiling(
        Extent.only(Set.of(Chain.SCOPE)),
        above.resources(),
        Optional.of(above.maxTtl().compareTo(TTL) < 0 ? above.maxTtl() : TTL),
        Optional.of(depth),
        Optional.of(children));
  }

  private static NewAgent agent(String name, AskedCeiling ceiling, Jwk key) {
    return new NewAgent(
        name,
        AgentKind.SERVICE,
        PURPOSE,
        Optional.empty(),
        ceiling,
        List.of(new Authenticator.Key(key)),
        Optional.empty(),
        Optional.empty(),
        BoundTokens.BY_CHOICE);
  }

  private static RuntimeException nobody() {
    return Refusal.refused(Reason.SPONSOR_NOT_LIVE, "there is no such sponsor");
  }
}

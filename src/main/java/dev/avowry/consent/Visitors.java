package dev.avowry.consent;

import dev.avowry.agent.Agent;
import dev.avowry.agent.AgentKind;
import dev.avowry.agent.AskedCeiling;
import dev.avowry.agent.Bounds;
import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Client;
import dev.avowry.agent.DetailExtent;
import dev.avowry.agent.Directory;
import dev.avowry.agent.NewAgent;
import dev.avowry.agent.Registered;
import dev.avowry.agent.Registry;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Clients that nobody knew, as agents of the humans who consented: each human's is an agent of its
 * own, for whom they answer, with what they consented to as its ceiling. One that has keys can act
 * in its own name as well, within that, and as long as was consented to.
 */
@ApplicationScoped
public class Visitors {
  private final VisitorStore store;
  private final Registry registry;
  private final Directory directory;
  private final Clock clock;

  Visitors(VisitorStore store, Registry registry, Directory directory, Clock clock) {
    this.store = store;
    this.registry = registry;
    this.directory = directory;
    this.clock = clock;
  }

  /** The agent that the asker is for this human already. */
  public Uni<Optional<Agent>> known(NodeId human, Asker asker) {
    return switch (asker) {
      case Asker.Known known -> Uni.createFrom().item(known.agent());
      case Asker.Visitor visitor ->
          store
              .latest(human, visitor.clientId())
              .chain(
                  found ->
                      found
                          .map(directory::agent)
                          .orElseGet(() -> Uni.createFrom().item(Optional.empty())))
              .map(found -> found.filter(this::isLive).map(Client::agent));
    };
  }

  private boolean isLive(Client client) {
    return client.lineage().firstDead(clock.instant()).isEmpty();
  }

  /** The agent that the asker is from now on, with room for what was consented to. */
  @WithTransaction
  public Uni<Agent> welcome(NodeId human, Asker asker, Wanted given, Choice choice, Origin origin) {
    return known(human, asker)
        .chain(
            found ->
                found
                    .filter(agent -> asker instanceof Asker.Known || serves(agent, asker, given))
                    .map(agent -> Uni.createFrom().item(agent))
                    .orElseGet(() -> register(human, asker, given, choice, origin)));
  }

  /** One that can act in its own name does so as long as was consented to: each time another. */
  private static boolean serves(Agent agent, Asker asker, Wanted given) {
    Ceiling ceiling = agent.node().ceiling();
    return asker.authenticators().isEmpty()
        && agent.redirects().isPublic()
        && given.authority().stream().allMatch(ceiling.scopes()::covers)
        && given.resources().stream().allMatch(ceiling.resources()::covers)
        && ceiling.authorizationDetails().covers(given.authorizationDetails());
  }

  private Uni<Agent> register(
      NodeId human, Asker asker, Wanted given, Choice choice, Origin origin) {
    NewAgent agent =
        new NewAgent(
            asker.name(),
            AgentKind.AI_AGENT,
            "came with the address " + shortened(asker.clientId()),
            Optional.empty(),
            new AskedCeiling(
                Bounds.scopes(List.copyOf(given.authority())),
                Bounds.resources(given.resources()),
                Optional.empty(),
                Optional.of(0),
                Optional.of(0),
                DetailExtent.only(given.authorizationDetails())),
            asker.authenticators(),
            Optional.empty(),
            asker.authenticators().isEmpty()
                ? Optional.empty()
                : Optional.of(clock.instant().plus(choice.lasting())),
            asker.boundTokens(),
            asker.redirects());
    return registry
        .registerUnder(human, agent, human.toString(), origin)
        .map(Registered::agent)
        .call(made -> store.add(made.id(), human, asker.clientId(), clock.instant()));
  }

  private static String shortened(String address) {
    return address.length() <= 150 ? address : address.substring(0, 150);
  }
}

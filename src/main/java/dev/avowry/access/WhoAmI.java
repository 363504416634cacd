package dev.avowry.access;

import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Client;
import dev.avowry.agent.Credential;
import dev.avowry.agent.NameStore;
import dev.avowry.agent.Named;
import dev.avowry.agent.PathNames;
import dev.avowry.agent.StandingMemory;
import dev.avowry.mail.Addresses;
import dev.avowry.mail.Relay;
import dev.avowry.token.AccessToken;
import dev.avowry.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tells callers what they are. From memory where it can: an agent that was here before is read from
 * no database, unless it may have children, which are counted.
 */
@ApplicationScoped
public class WhoAmI {
  private final StandingMemory memory;
  private final PathNames names;
  private final NameStore counts;
  private final Addresses addresses;
  private final Relay relay;
  private final Clock clock;

  WhoAmI(
      StandingMemory memory,
      PathNames names,
      NameStore counts,
      Addresses addresses,
      Relay relay,
      Clock clock) {
    this.memory = memory;
    this.names = names;
    this.counts = counts;
    this.addresses = addresses;
    this.relay = relay;
    this.clock = clock;
  }

  /** The caller, who was let in by that token. */
  public Uni<Myself> of(Caller by, AccessToken token) {
    return agent(by)
        .chain(
            agent ->
                Uni.combine()
                    .all()
                    .unis(names.of(by.path()), left(agent), address(agent))
                    .with((path, left, address) -> of(by, token, agent, address, path, left)));
  }

  private Uni<Optional<Client>> agent(Caller by) {
    return by.isSponsor()
        ? Uni.createFrom().item(Optional.empty())
        : memory.decide(standing -> standing.client(by.actor()));
  }

  private Uni<Optional<String>> address(Optional<Client> agent) {
    return agent
        .map(client -> addresses.of(client.agent().id()))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  private Uni<Optional<Left>> left(Optional<Client> agent) {
    return agent.isEmpty()
        ? Uni.createFrom().item(Optional.empty())
        : left(agent.get()).map(Optional::of);
  }

  private Uni<Left> left(Client agent) {
    Ceiling ceiling = agent.lineage().effective();
    Uni<Integer> made =
        ceiling.maxDepth() < 1 || ceiling.maxChildren() < 1
            ? Uni.createFrom().item(0)
            : counts.children(agent.agent().id());
    return made.map(
        children ->
            new Left(
                ceiling.maxDepth(),
                Math.max(0, ceiling.maxChildren() - children),
                agent.lineage().expiresAt()));
  }

  private Myself of(
      Caller by,
      AccessToken token,
      Optional<Client> agent,
      Optional<String> address,
      List<Named> path,
      Optional<Left> left) {
    return new Myself(
        by,
        token,
        agent,
        address,
        path,
        left,
        relay.whyNot(),
        agent
            .flatMap(client -> used(client, by))
            .map(credential -> UsedCredential.of(credential, clock.instant())),
        Duration.between(clock.instant(), token.claims().expiresAt()));
  }

  /** Of several that ride on one another, the last: by it the agent proved itself. */
  private static Optional<Credential> used(Client agent, Caller by) {
    return agent.credentials().stream()
        .filter(credential -> by.path().contains(credential.id().toString()))
        .max(Comparator.comparingInt(credential -> by.path().indexOf(credential.id().toString())));
  }
}

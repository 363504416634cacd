package dev.avowry.agent;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Refused;
import dev.avowry.ledger.KnownEntries;
import dev.avowry.ledger.Memory;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Clients and delegations as they were read, so that a mint on behalf of somebody who was here
 * before reads nothing.
 *
 * <p>It is the fence that makes it safe, and not an expiry: what is remembered carries the fence as
 * of which it stood, and the mint's transaction refuses it if an entry has ended it since. What was
 * added since it was read (a key, a wider ceiling, a resumed state) it does not know, so a refusal
 * never rests on it.
 */
@ApplicationScoped
public class StandingMemory {
  private final Standing store;
  private final Memory<NodeId, Client> clients;
  private final Memory<Edge, Lineage> delegations;

  StandingMemory(Standing store, KnownEntries known, MemoryConfig config) {
    this.store = store;
    this.clients = new Memory<>(config.agents(), known);
    this.delegations = new Memory<>(config.agents(), known);
  }

  /**
   * Decides upon what is remembered, and upon what the database has when that leads to a refusal.
   */
  public <T> Uni<T> decide(Function<Standing, Uni<T>> decision) {
    return upon(new Remembering(), decision)
        .onFailure(Refused.class)
        .recoverWithUni(() -> upon(new Reading(), decision));
  }

  /** A decision that throws has failed like one that gives a failure. */
  private static <T> Uni<T> upon(Standing standing, Function<Standing, Uni<T>> decision) {
    return Uni.createFrom().deferred(() -> decision.apply(standing));
  }

  private record Edge(NodeId parent, NodeId actor) {}

  /** As the database has it now; remembers it. */
  private final class Reading implements Standing {
    @Override
    public Uni<Optional<Client>> client(NodeId agent) {
      return store.client(agent).invoke(found -> found.ifPresent(it -> clients.keep(agent, it)));
    }

    @Override
    public Uni<Optional<Lineage>> lineage(NodeId node) {
      return store.lineage(node);
    }

    @Override
    public Uni<Optional<Lineage>> human(String issuer, String subject) {
      return store.human(issuer, subject);
    }

    @Override
    public Uni<Optional<Lineage>> delegation(NodeId parent, NodeId actor) {
      return store
          .delegation(parent, actor)
          .invoke(found -> found.ifPresent(it -> delegations.keep(new Edge(parent, actor), it)));
    }
  }

  /** From memory what is there and stands, else from the database. */
  private final class Remembering implements Standing {
    private final Standing otherwise = new Reading();

    @Override
    public Uni<Optional<Client>> client(NodeId agent) {
      return recalled(clients.recall(agent), () -> otherwise.client(agent));
    }

    @Override
    public Uni<Optional<Lineage>> lineage(NodeId node) {
      return otherwise.lineage(node);
    }

    @Override
    public Uni<Optional<Lineage>> human(String issuer, String subject) {
      return otherwise.human(issuer, subject);
    }

    @Override
    public Uni<Optional<Lineage>> delegation(NodeId parent, NodeId actor) {
      return recalled(
          delegations.recall(new Edge(parent, actor)), () -> otherwise.delegation(parent, actor));
    }

    private static <T> Uni<Optional<T>> recalled(
        Optional<T> found, Supplier<Uni<Optional<T>>> otherwise) {
      return found.isPresent() ? Uni.createFrom().item(found) : otherwise.get();
    }
  }
}

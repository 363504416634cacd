package dev.avowry.vault;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Destroys what is sealed of secrets that nobody will be given any more: those that were revoked,
 * by whatever order, and those in a folder that was closed. On whichever replica comes first.
 */
@ApplicationScoped
class Destruction {
  private static final Logger LOG = Logger.getLogger(Destruction.class);
  private static final Origin ORIGIN = Origin.itself("vault");
  private static final int MOST = 200;

  private final VaultStore store;
  private final Ledger ledger;

  Destruction(VaultStore store, Ledger ledger) {
    this.store = store;
    this.ledger = ledger;
  }

  @Scheduled(every = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> turn() {
    return Panache.withSession(() -> store.revokedAndSealed(MOST))
        .onItem()
        .transformToMulti(all -> Multi.createFrom().iterable(all))
        .onItem()
        .transformToUniAndConcatenate(this::destroy)
        .collect()
        .last()
        .onFailure()
        .invoke(failure -> LOG.warnf("revoked secrets could not be destroyed: cause=%s", failure))
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Void> destroy(NodeId secret) {
    return Panache.withTransaction(
        () ->
            destroy(secret, Event.of(EventType.SECRET_DESTROYED, "vault", ORIGIN).onNode(secret)));
  }

  /** Of what was destroyed before there is nothing left to record. */
  Uni<Void> destroy(NodeId secret, Event event) {
    return store
        .destroy(secret)
        .chain(
            versions ->
                versions == 0
                    ? Uni.createFrom().voidItem()
                    : ledger.append(event.with(Map.of("versions", Integer.toString(versions)))));
  }
}

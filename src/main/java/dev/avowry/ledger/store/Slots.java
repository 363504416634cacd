package dev.avowry.ledger.store;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Keeps a slot ahead of what is written, and drops those whose rows have all expired. */
@ApplicationScoped
class Slots {
  private static final Logger LOG = Logger.getLogger(Slots.class);

  private final Pool pool;

  Slots(@ReactiveDataSource("minting") Pool pool) {
    this.pool = pool;
  }

  @Scheduled(every = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> turn() {
    return pool.query("select make_slots()")
        .execute()
        .chain(() -> pool.query("select drop_slots()").execute())
        .chain(() -> pool.query("delete from single_use_kept where until < now()").execute())
        .onFailure()
        .invoke(failure -> LOG.warnf("slots could not be turned: cause=%s", failure))
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }
}

package dev.avowry.canary;

import dev.avowry.kernel.NodeId;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** A run when one is due, at one replica. */
@ApplicationScoped
class Schedule {
  private static final Logger LOG = Logger.getLogger(Schedule.class);

  private final CanaryStore store;
  private final Canary canary;
  private final CanaryConfig config;

  Schedule(CanaryStore store, Canary canary, CanaryConfig config) {
    this.store = store;
    this.canary = canary;
    this.config = config;
  }

  @Scheduled(
      identity = "canary",
      every = "1s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> tick() {
    Optional<NodeId> sponsor = config.sponsor().flatMap(NodeId::parse);
    return config.every().isEmpty() || sponsor.isEmpty()
        ? Uni.createFrom().voidItem()
        : tick(config.every().get(), sponsor.get());
  }

  /** Makes a run if one is due and no other replica has it. */
  Uni<Void> tick(Duration every, NodeId sponsor) {
    return store
        .begin(every, Canary.LONGEST)
        .chain(run -> run.map(number -> run(number, sponsor)).orElseGet(Schedule::none))
        .onFailure()
        .invoke(failure -> LOG.warnf("the canary had no run: cause=%s", failure))
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Void> run(long number, NodeId sponsor) {
    return canary.run(number, sponsor).chain(() -> store.end(number));
  }

  private static Uni<Void> none() {
    return Uni.createFrom().voidItem();
  }
}

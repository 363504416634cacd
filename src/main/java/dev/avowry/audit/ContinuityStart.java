package dev.avowry.audit;

import dev.avowry.ledger.Standstill;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** The ledger is held against its last checkpoint before the first request, and kept so. */
@Singleton
final class ContinuityStart {
  private static final Logger LOG = Logger.getLogger(ContinuityStart.class);

  /** After the schema and the keys, before HTTP opens. */
  private static final int EARLY = 200;

  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Continuity continuity;
  private final Standstill standstill;

  ContinuityStart(Continuity continuity, Standstill standstill) {
    this.continuity = continuity;
    this.standstill = standstill;
  }

  /**
   * Here is the main thread, where waiting holds up nobody else. A database that is slow at first
   * is asked again; a file that cannot be read does not become better.
   */
  void start(@Observes @Priority(EARLY) StartupEvent started) throws Throwable {
    VertxContextSupport.subscribeAndAwait(
        () ->
            checked(
                continuity
                    .check()
                    .onFailure(failure -> !(failure instanceof Unreadable))
                    .retry()
                    .withBackOff(PAUSE)
                    .expireIn(PATIENCE.toMillis())));
  }

  @Scheduled(
      identity = "continuity",
      every = "${avowry.audit.checkpoint-every:5s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> keep() {
    return continuity
        .keep()
        .onFailure()
        .invoke(failure -> LOG.warnf("no checkpoint was kept outside: cause=%s", failure))
        .onFailure()
        .recoverWithNull();
  }

  /** What could not be decided at the start, and what still waits for an operator. */
  @Scheduled(
      every = "60s",
      delayed = "60s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> remind() {
    return standstill.why().isPresent() ? checked(continuity.check()) : Uni.createFrom().voidItem();
  }

  /** Fails closed: nothing is issued until a check has passed. */
  private static Uni<Void> checked(Uni<Void> check) {
    return check.onFailure().invoke(ContinuityStart::undecided).onFailure().recoverWithNull();
  }

  private static void undecided(Throwable failure) {
    LOG.errorf(
        "no token is issued: the ledger could not be held against its last checkpoint: cause=%s",
        failure);
  }
}

package dev.avowry.key;

import dev.avowry.kernel.CannotStart;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Keys are there before the first request, and are kept up to date from then on. */
@Singleton
final class KeyStart {
  /** Before whatever signs or verifies at its own start. */
  private static final int EARLY = 100;

  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Keys keys;

  @Inject
  KeyStart(Keys keys) {
    this.keys = keys;
  }

  /**
   * Waits for the keys. HTTP opens when this returns, and a service that cannot sign must not open;
   * here is the main thread, where waiting holds up nobody else. On a busy machine the first
   * queries of all, which load classes, outlast what a request may wait for a connection: so it
   * tries again.
   */
  void start(@Observes @Priority(EARLY) StartupEvent started) throws Throwable {
    try {
      VertxContextSupport.subscribeAndAwait(
          () ->
              keys.tick()
                  .onFailure(failure -> !(failure instanceof SealBroken))
                  .retry()
                  .withBackOff(PAUSE)
                  .expireIn(PATIENCE.toMillis()));
    } catch (SealBroken broken) {
      throw new CannotStart("the signing keys cannot be opened: " + broken.getMessage(), broken);
    }
  }

  @Scheduled(
      identity = "keys",
      every = "${avowry.key.refresh:5s}",
      delayed = "${avowry.key.refresh:5s}",
      concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> tick() {
    return keys.tick();
  }
}

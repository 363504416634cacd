package dev.avowry.key;

import dev.avowry.kernel.CannotStart;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Seals anew what another key-encryption key has sealed, a little at a time, while the service goes
 * on; every replica may be at it. What is killed in between goes on where it was.
 *
 * <p>A key that is still needed cannot be taken away: without it the service does not start, and
 * has changed nothing.
 */
@Singleton
final class Resealing {
  private static final Logger LOG = Logger.getLogger(Resealing.class);

  /** After the migrations and the keys, before HTTP. */
  private static final int AFTER_KEYS = 101;

  /** Small enough that a turn is over in a moment. */
  private static final int MOST_IN_A_TURN = 200;

  private static final long UNKNOWN = -1;

  private final Sealer sealer;
  private final SealedStore store;
  private final AtomicLong waiting = new AtomicLong(UNKNOWN);
  private final AtomicReference<String> broken = new AtomicReference<>("");

  @Inject
  Resealing(Sealer sealer, SealedStore store, MeterRegistry meters) {
    this.sealer = sealer;
    this.store = store;
    meters.gauge("avowry.sealed.waiting", waiting);
  }

  /** Stops the start when something is sealed with a key that is not there. */
  void start(@Observes @Priority(AFTER_KEYS) StartupEvent started) throws Throwable {
    List<SealedStore.Waiting> lost =
        VertxContextSupport.subscribeAndAwait(() -> store.sealedByOthersThan(sealer.knownKeys()));
    CannotStart.unless(
        lost.isEmpty(),
        "what is stored was sealed with a key-encryption key that is not given (%s); name its file in"
                .formatted(words(lost))
            + " avowry.kek-file or avowry.other-kek-files");
  }

  @Scheduled(
      identity = "sealing",
      every = "2s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> tick() {
    return sealer.hasOthers() && waiting.get() != 0 ? turn() : Uni.createFrom().voidItem();
  }

  private Uni<Void> turn() {
    return store
        .sealAnew(sealer.presentKey(), sealer::sealAnew, MOST_IN_A_TURN)
        .chain(turn -> left().invoke(left -> tell(turn, left)))
        .onFailure()
        .invoke(failure -> LOG.warnf("nothing could be sealed anew: cause=%s", failure))
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }

  private Uni<List<SealedStore.Waiting>> left() {
    return store.sealedByOthersThan(List.of(sealer.presentKey()));
  }

  private void tell(SealedStore.Turn turn, List<SealedStore.Waiting> left) {
    long count = left.stream().mapToLong(SealedStore.Waiting::count).sum();
    waiting.set(count);
    if (count == 0) {
      LOG.infof(
          "everything is sealed with the present key-encryption key: done=%d; once every replica"
              + " seals with it, avowry.other-kek-files is needed no more",
          turn.done());
    } else if (turn.done() > 0) {
      LOG.infof("sealed anew: done=%d waiting=%d (%s)", turn.done(), count, words(left));
    } else {
      tellOnce(words(left));
    }
  }

  /** As long as it stays as it is. */
  private void tellOnce(String left) {
    if (!left.equals(broken.getAndSet(left))) {
      LOG.errorf(
          "what is left to seal anew does not open for what its rows say: it is damaged, or was"
              + " moved (%s)",
          left);
    }
  }

  private static String words(List<SealedStore.Waiting> some) {
    return some.stream()
        .map(each -> each.count() + " in " + each.table())
        .collect(Collectors.joining(", "));
  }
}

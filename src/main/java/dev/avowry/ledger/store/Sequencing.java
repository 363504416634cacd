package dev.avowry.ledger.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * One turn of the sequencer after the other, from when the schema is there until the service ends:
 * a row is in the tree within a second of its commit.
 */
@ApplicationScoped
class Sequencing {
  private static final Logger LOG = Logger.getLogger(Sequencing.class);

  /** Between two turns: with its own time a turn begins about five times a second. */
  private static final long PAUSE_MILLIS = 200;

  /** The least that a timer takes. */
  private static final long AT_ONCE_MILLIS = 1;

  private static final double MILLIS = 1000.0;

  private final Sequencer sequencer;
  private final Overdue overdue;
  private final Vertx vertx;
  private final Clock clock;
  private final Counter placed;
  private final Seldom failures;
  private volatile long size;
  private volatile double lag;
  private volatile boolean stopped;

  Sequencing(
      Sequencer sequencer, Overdue overdue, Vertx vertx, Clock clock, MeterRegistry metrics) {
    this.sequencer = sequencer;
    this.overdue = overdue;
    this.vertx = vertx;
    this.clock = clock;
    this.failures = new Seldom(clock);
    this.placed =
        Counter.builder("avowry.ledger.sequenced")
            .description("rows that this replica put into the tree")
            .register(metrics);
    metrics.gauge("avowry.ledger.tree.size", this, self -> self.size);
    metrics.gauge("avowry.ledger.tree.lag.seconds", this, self -> self.lag);
  }

  /** {@code dev.avowry.Schema} observes the same with a higher priority. */
  void start(@Observes StartupEvent event) {
    after(AT_ONCE_MILLIS);
  }

  void stop(@Observes ShutdownEvent event) {
    stopped = true;
  }

  private void after(long millis) {
    if (!stopped) {
      vertx.setTimer(millis, fired -> turn());
    }
  }

  private void turn() {
    if (!stopped) {
      sequencer.turn().subscribe().with(this::ended, this::failed);
    }
  }

  private void ended(Sequencer.Taken taken) {
    placed.increment(taken.placed());
    size = taken.found().size() + taken.placed();
    lag =
        taken
            .found()
            .since()
            .map(since -> Duration.between(since, clock.instant()))
            .map(waited -> Math.max(0, waited.toMillis()) / MILLIS)
            .orElse(0.0);
    overdue.look(taken.found());
    after(taken.full() ? AT_ONCE_MILLIS : PAUSE_MILLIS);
  }

  private void failed(Throwable failure) {
    if (!stopped && failures.now()) {
      LOG.warnf("rows could not be put into the tree: cause=%s", failure);
    }
    after(PAUSE_MILLIS);
  }
}

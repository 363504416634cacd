package dev.avowry.ssf;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** How the streams fare, for whoever runs the service. */
@ApplicationScoped
class SsfMeters {
  private static final String EVENTS = "avowry.ssf.events";

  private final MeterRegistry registry;
  private volatile Outbox.Backlog backlog = new Outbox.Backlog(0, 0);

  SsfMeters(MeterRegistry registry) {
    this.registry = registry;
    registry.gauge("avowry.ssf.backlog", this, self -> self.backlog.all());
    registry.gauge("avowry.ssf.backlog.fullest", this, self -> self.backlog.fullest());
  }

  /** How much waits in the database, as last read. */
  void waits(Outbox.Backlog now) {
    backlog = now;
  }

  /** Events that a receiver has taken. */
  void delivered(int count) {
    count("delivered", count);
  }

  /** Events that a receiver has refused for good. */
  void refused(int count) {
    count("refused", count);
  }

  /** Attempts that failed and are made again. */
  void failed() {
    count("failed", 1);
  }

  /** Events for which a stream had no room. */
  void dropped(int count) {
    count("dropped", count);
  }

  private void count(String outcome, int count) {
    registry.counter(EVENTS, "outcome", outcome).increment(count);
  }
}

package dev.avowry.revocation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Makes it known that one person alone reached across every tree: in the log, as a metric, and by
 * the row of the ledger that {@link OrderRows} writes.
 */
@ApplicationScoped
class Alarm {
  private static final Logger LOG = Logger.getLogger(Alarm.class);

  private final Counter sounded;

  Alarm(MeterRegistry metrics) {
    this.sounded =
        Counter.builder("avowry.revocations.break_glass")
            .description("orders across every tree that did not wait for a second person")
            .register(metrics);
  }

  /** Sounds when the order that was carried out did not wait as it should have. */
  void hear(Carried carried) {
    Order order = carried.order();
    if (order.leave() instanceof Leave.BreakGlass && carried.ends()) {
      sounded.increment();
      LOG.errorf(
          "break glass: mode=%s target=%s cause=%s actor=%s person=%s seq=%s requestId=%s",
          order.mode().code(),
          order.target().id(),
          Cause.of(order.reason()).code(),
          order.by().actor(),
          order.by().person(),
          carried.mark().map(Mark::seq).orElse(0L),
          order.by().origin().requestId());
    }
  }
}

package dev.avowry.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Whether tokens may be recorded at all. At first they may not: somebody has to say that the ledger
 * is the one that was left. Everything else goes on, revocation above all.
 */
@ApplicationScoped
public class Standstill {
  private volatile Optional<String> why =
      Optional.of("the ledger has not been held against its last checkpoint yet");

  Standstill(MeterRegistry meters) {
    meters.gauge(
        "avowry.minting.stopped", this, standstill -> standstill.why().isPresent() ? 1 : 0);
  }

  /** Why no token is recorded; empty when tokens are. */
  public Optional<String> why() {
    return why;
  }

  /** From now on no token is recorded. */
  public void stop(String reason) {
    why = Optional.of(reason);
  }

  /** From now on tokens are recorded. */
  public void lift() {
    why = Optional.empty();
  }
}

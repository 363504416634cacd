package dev.avowry.authn;

import dev.avowry.kernel.CannotStart;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** No failure allowed at all, or any number of them, stops the start. */
@Singleton
final class GuessLimits {
  private static final int MOST = 1_000_000;

  void start(@Observes @Priority(1) StartupEvent event, GuessConfig config) {
    check(config);
  }

  static void check(GuessConfig config) {
    CannotStart.unless(
        config.failuresPerClient() >= 1 && config.failuresPerClient() <= MOST,
        "avowry.authn.failures-per-client must be from 1 to 1000000");
    CannotStart.unless(
        config.failuresPerAddress() >= 1 && config.failuresPerAddress() <= MOST,
        "avowry.authn.failures-per-address must be from 1 to 1000000");
  }
}

package dev.avowry.totp;

import dev.avowry.kernel.CannotStart;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** No code at all, or any number of them, stops the start. */
@Singleton
final class TotpLimits {
  private static final int MOST = 1_000_000;

  void start(@Observes @Priority(1) StartupEvent event, TotpConfig config) {
    check(config);
  }

  static void check(TotpConfig config) {
    CannotStart.unless(
        config.codesPerMinute() >= 1 && config.codesPerMinute() <= MOST,
        "avowry.totp.codes-per-minute must be from 1 to 1000000");
  }
}

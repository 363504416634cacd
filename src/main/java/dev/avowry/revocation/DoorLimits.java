package dev.avowry.revocation;

import dev.avowry.kernel.CannotStart;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** A number of agents below none stops the start. */
@Singleton
final class DoorLimits {
  void start(@Observes @Priority(1) StartupEvent event, DoorConfig config) {
    check(config);
  }

  static void check(DoorConfig config) {
    CannotStart.unless(
        config.resumeAloneUpTo() >= 0, "avowry.revocations.resume-alone-up-to must be 0 or more");
  }
}

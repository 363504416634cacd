package dev.avowry.rotation;

import dev.avowry.kernel.CannotStart;
import dev.avowry.web.AddressBlock;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** Servers that have no time or too much, and networks that are none, stop the start. */
@Singleton
final class RotationLimits {
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  void start(@Observes @Priority(1) StartupEvent event, RotationConfig config) {
    check(config);
  }

  static void check(RotationConfig config) {
    CannotStart.unless(
        config.timeout().compareTo(SHORTEST) >= 0 && config.timeout().compareTo(LONGEST) <= 0,
        "avowry.rotation.timeout must be from 100 milliseconds to 30 seconds");
    CannotStart.unless(
        config.networks().orElse(List.of()).stream().allMatch(RotationLimits::isBlock),
        "avowry.rotation.networks must be blocks of addresses, as in 10.0.0.0/8");
  }

  private static boolean isBlock(String text) {
    try {
      AddressBlock.of(text);
      return true;
    } catch (IllegalArgumentException none) {
      return false;
    }
  }
}

package dev.avowry.people;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.avowry.kernel.CannotStart;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapLimitsTest {
  private record Settings(Optional<String> token, Duration lifetime) implements BootstrapConfig {}

  @Test
  void refusesTokenOfFewerThan32Characters() {
    Duration day = Duration.ofDays(1);

    assertDoesNotThrow(() -> BootstrapLimits.check(new Settings(Optional.of("x".repeat(32)), day)));
    assertThrows(
        CannotStart.class,
        () -> BootstrapLimits.check(new Settings(Optional.of("x".repeat(31)), day)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1M", "P7D"})
  void takesLifetimeFromAMinuteToAWeek(Duration lifetime) {
    assertDoesNotThrow(() -> BootstrapLimits.check(new Settings(Optional.empty(), lifetime)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT59.999S", "P7DT0.001S"})
  void refusesEveryOtherLifetime(Duration lifetime) {
    assertThrows(
        CannotStart.class, () -> BootstrapLimits.check(new Settings(Optional.empty(), lifetime)));
  }
}

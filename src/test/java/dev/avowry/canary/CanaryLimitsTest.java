package dev.avowry.canary;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.avowry.kernel.CannotStart;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CanaryLimitsTest {
  private static final Optional<String> SOMEBODY = Optional.of("Q7pT0vZsWkE");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private record Settings(Optional<Duration> every, Optional<String> sponsor, Duration patience)
      implements CanaryConfig {}

  @Test
  void isOffWithoutASetting() {
    takes(new Settings(Optional.empty(), Optional.empty(), PATIENCE), 0);
  }

  @Test
  void takesTheEdges() {
    takes(every(Duration.ofSeconds(10), Duration.ofSeconds(1)), 2);
    takes(every(Duration.ofDays(1), Duration.ofSeconds(20)), 100);
  }

  @Test
  void stopsTheStartWhenNobodyAnswersForIt() {
    refuses(new Settings(Optional.of(Duration.ofMinutes(1)), Optional.empty(), PATIENCE), 100);
    refuses(new Settings(Optional.of(Duration.ofMinutes(1)), Optional.of("Ada"), PATIENCE), 100);
  }

  @Test
  void stopsTheStartWhenItCouldNotResumeItsAgents() {
    refuses(every(Duration.ofMinutes(1), PATIENCE), 1);
  }

  @Test
  void stopsTheStartForNonsense() {
    refuses(every(Duration.ofMillis(9_999), PATIENCE), 100);
    refuses(every(Duration.ofHours(25), PATIENCE), 100);
    refuses(every(Duration.ofMinutes(1), Duration.ofMillis(999)), 100);
    refuses(every(Duration.ofMinutes(1), Duration.ofSeconds(21)), 100);
  }

  private static Settings every(Duration every, Duration patience) {
    return new Settings(Optional.of(every), SOMEBODY, patience);
  }

  private static void takes(CanaryConfig config, long alone) {
    assertDoesNotThrow(() -> CanaryLimits.check(config, alone));
  }

  private static void refuses(CanaryConfig config, long alone) {
    assertThrows(CannotStart.class, () -> CanaryLimits.check(config, alone));
  }
}

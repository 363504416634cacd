package dev.avowry.ssf;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.avowry.kernel.CannotStart;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SsfLimitsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private record Settings(
      int backlog, Duration minVerificationInterval, Duration longPoll, Duration pushTimeout)
      implements SsfConfig {}

  @Test
  void takesTheEdges() {
    takes(new Settings(10, Duration.ZERO, Duration.ZERO, Duration.ofMillis(100)));
    takes(
        new Settings(
            1_000_000, Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofSeconds(20)));
  }

  @Test
  void stopsTheStartForNonsense() {
    refuses(new Settings(9, SECOND, SECOND, SECOND));
    refuses(new Settings(1_000_001, SECOND, SECOND, SECOND));
    refuses(new Settings(10, SECOND.negated(), SECOND, SECOND));
    refuses(new Settings(10, Duration.ofHours(2), SECOND, SECOND));
    refuses(new Settings(10, SECOND, Duration.ofSeconds(61), SECOND));
    refuses(new Settings(10, SECOND, SECOND, Duration.ofMillis(99)));
    refuses(new Settings(10, SECOND, SECOND, Duration.ofSeconds(21)));
  }

  private static void takes(SsfConfig config) {
    assertDoesNotThrow(() -> SsfLimits.check(config));
  }

  private static void refuses(SsfConfig config) {
    assertThrows(CannotStart.class, () -> SsfLimits.check(config));
  }
}

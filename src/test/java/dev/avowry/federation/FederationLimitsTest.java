package dev.avowry.federation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.avowry.kernel.CannotStart;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FederationLimitsTest {
  private record Settings(
      Duration keysFresh,
      Duration keysStale,
      Duration refetchPause,
      Duration fetchTimeout,
      int quarantinePerMinute)
      implements FederationConfig {}

  @Test
  void takesWhatIsUsual() {
    assertDoesNotThrow(
        () -> FederationLimits.check(settings("PT10M", "PT4H", "PT30S", "PT3S", 60)));
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.999S, PT4H, PT30S, PT3S, 60",
    "P1DT1S, P2D, PT30S, PT3S, 60",
    "PT10M, PT9M, PT30S, PT3S, 60",
    "PT10M, P7DT1S, PT30S, PT3S, 60",
    "PT10M, PT4H, PT0.099S, PT3S, 60",
    "PT10M, PT4H, PT1H1S, PT3S, 60",
    "PT10M, PT4H, PT30S, PT0.099S, 60",
    "PT10M, PT4H, PT30S, PT11S, 60",
    "PT10M, PT4H, PT30S, PT3S, 0",
    "PT10M, PT4H, PT30S, PT3S, 10001"
  })
  void stopsTheStart(String fresh, String stale, String pause, String timeout, int perMinute) {
    assertThrows(
        CannotStart.class,
        () -> FederationLimits.check(settings(fresh, stale, pause, timeout, perMinute)));
  }

  private static Settings settings(
      String fresh, String stale, String pause, String timeout, int perMinute) {
    return new Settings(
        Duration.parse(fresh),
        Duration.parse(stale),
        Duration.parse(pause),
        Duration.parse(timeout),
        perMinute);
  }
}

package dev.avowry.consent;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.CannotStart;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsentLimitsTest {
  private record Set(Duration longest, Duration refreshIdle, int waitingPerNetwork)
      implements ConsentConfig {}

  @ParameterizedTest
  @CsvSource({"PT1H, PT1H, 1", "P30D, P14D, 1000", "P366D, P366D, 1000000"})
  void pass(Duration longest, Duration idle, int waiting) {
    assertDoesNotThrow(() -> ConsentLimits.check(new Set(longest, idle, waiting)));
  }

  @ParameterizedTest
  @CsvSource({
    "PT59M, PT59M, 1, avowry.consent.longest",
    "P367D, P14D, 1, avowry.consent.longest",
    "P30D, PT59M, 1, avowry.consent.refresh-idle",
    "P30D, P31D, 1, avowry.consent.refresh-idle",
    "P30D, P14D, 0, avowry.consent.waiting-per-network",
    "P30D, P14D, 1000001, avowry.consent.waiting-per-network"
  })
  void stopTheStart(Duration longest, Duration idle, int waiting, String setting) {
    CannotStart stop =
        assertThrows(CannotStart.class, () -> ConsentLimits.check(new Set(longest, idle, waiting)));
    assertTrue(String.valueOf(stop.getMessage()).startsWith(setting), stop.getMessage());
  }
}

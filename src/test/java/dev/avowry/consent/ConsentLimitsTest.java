package dev.avowry.consent;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.CannotStart;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsentLimitsTest {
  private record Set(Duration longest, Duration refreshIdle) implements ConsentConfig {}

  @ParameterizedTest
  @CsvSource({"PT1H, PT1H", "P30D, P14D", "P366D, P366D"})
  void pass(Duration longest, Duration idle) {
    assertDoesNotThrow(() -> ConsentLimits.check(new Set(longest, idle)));
  }

  @ParameterizedTest
  @CsvSource({
    "PT59M, PT59M, avowry.consent.longest",
    "P367D, P14D, avowry.consent.longest",
    "P30D, PT59M, avowry.consent.refresh-idle",
    "P30D, P31D, avowry.consent.refresh-idle"
  })
  void stopTheStart(Duration longest, Duration idle, String setting) {
    CannotStart stop =
        assertThrows(CannotStart.class, () -> ConsentLimits.check(new Set(longest, idle)));
    assertTrue(String.valueOf(stop.getMessage()).startsWith(setting), stop.getMessage());
  }
}

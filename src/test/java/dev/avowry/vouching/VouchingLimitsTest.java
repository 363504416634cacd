package dev.avowry.vouching;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.avowry.kernel.CannotStart;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VouchingLimitsTest {
  private record Settings(Duration every, Duration silence, int mostRefused)
      implements VouchingConfig {}

  @ParameterizedTest
  @CsvSource({"PT5S, PT5S, 1", "P7D, P90D, 100", "P1D, P7D, 25"})
  void takesWhatMakesSense(Duration every, Duration silence, int mostRefused) {
    assertDoesNotThrow(() -> VouchingLimits.check(new Settings(every, silence, mostRefused)));
  }

  @ParameterizedTest
  @CsvSource({
    "PT4S, P7D, 25",
    "P8D, P9D, 25",
    "P1D, PT23H, 25",
    "P1D, P91D, 25",
    "P1D, P7D, 0",
    "P1D, P7D, 101"
  })
  void refusesWhatDoesNot(Duration every, Duration silence, int mostRefused) {
    assertThrows(
        CannotStart.class, () -> VouchingLimits.check(new Settings(every, silence, mostRefused)));
  }
}

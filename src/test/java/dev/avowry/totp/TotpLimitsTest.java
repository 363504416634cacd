package dev.avowry.totp;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.avowry.kernel.CannotStart;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TotpLimitsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 60, 1_000_000})
  void letsTheStartGoOn(int perMinute) {
    assertDoesNotThrow(() -> TotpLimits.check(() -> perMinute));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1_000_001})
  void stopTheStart(int perMinute) {
    assertThrows(CannotStart.class, () -> TotpLimits.check(() -> perMinute));
  }
}

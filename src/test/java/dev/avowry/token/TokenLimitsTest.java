package dev.avowry.token;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.avowry.kernel.CannotStart;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenLimitsTest {
  @ParameterizedTest
  @ValueSource(strings = {"PT30S", "PT300S", "PT900S"})
  void takesTtlFromHalfAMinuteToAQuarterOfAnHour(Duration ttl) {
    assertDoesNotThrow(() -> TokenLimits.check(() -> ttl));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT29.999S", "PT900.001S", "PT0S", "PT-60S"})
  void refusesEveryOtherTtl(Duration ttl) {
    assertThrows(CannotStart.class, () -> TokenLimits.check(() -> ttl));
  }
}

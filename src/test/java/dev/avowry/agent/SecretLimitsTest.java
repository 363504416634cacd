package dev.avowry.agent;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.avowry.kernel.CannotStart;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretLimitsTest {
  @ParameterizedTest(name = "{0} of at most {1}")
  @CsvSource({"PT1M, PT1M", "P30D, P90D", "P366D, P366D"})
  void letsTheStartGoOn(Duration life, Duration longest) {
    assertDoesNotThrow(() -> SecretLimits.check(config(life, longest)));
  }

  @ParameterizedTest(name = "{0} of at most {1}")
  @CsvSource({"PT59S, P90D", "P91D, P90D", "P30D, P367D", "PT0S, PT0S", "-P1D, P1D"})
  void stopTheStart(Duration life, Duration longest) {
    assertThrows(CannotStart.class, () -> SecretLimits.check(config(life, longest)));
  }

  private static SecretConfig config(Duration life, Duration longest) {
    return new SecretConfig() {
      @Override
      public Duration life() {
        return life;
      }

      @Override
      public Duration longestLife() {
        return longest;
      }
    };
  }
}

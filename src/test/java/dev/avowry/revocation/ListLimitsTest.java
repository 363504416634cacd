package dev.avowry.revocation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.avowry.kernel.CannotStart;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListLimitsTest {
  private record Settings(Duration lifetime, Duration renewal, int streams) implements ListConfig {}

  @ParameterizedTest
  @CsvSource({"PT10S, PT4.999S", "PT10M, PT10S", "PT60S, PT1S"})
  void takesListThatIsSignedAnewTwiceInItsLife(Duration lifetime, Duration renewal) {
    assertDoesNotThrow(() -> ListLimits.check(new Settings(lifetime, renewal, 1000)));
  }

  @ParameterizedTest
  @CsvSource({"PT9.999S, PT1S", "PT10M0.001S, PT1S", "PT60S, PT30S", "PT60S, PT0S"})
  void refusesEveryOtherList(Duration lifetime, Duration renewal) {
    assertThrows(CannotStart.class, () -> ListLimits.check(new Settings(lifetime, renewal, 1000)));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 100_001})
  void refusesImpossibleNumbersOfStreams(int streams) {
    Settings settings = new Settings(Duration.ofSeconds(60), Duration.ofSeconds(10), streams);
    assertThrows(CannotStart.class, () -> ListLimits.check(settings));
  }
}

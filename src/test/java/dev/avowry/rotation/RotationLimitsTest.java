package dev.avowry.rotation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.avowry.kernel.CannotStart;
import dev.avowry.kernel.Reason;
import dev.avowry.testing.Expect;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounds of settings, of plans, and of patience. */
class RotationLimitsTest {
  private record Settings(Duration timeout, Optional<List<String>> networks)
      implements RotationConfig {}

  @ParameterizedTest
  @ValueSource(strings = {"PT0.1S", "PT30S"})
  void letTheStartGoOn(Duration timeout) {
    assertDoesNotThrow(
        () ->
            RotationLimits.check(
                new Settings(timeout, Optional.of(List.of("10.0.0.0/8", "fd00::/8")))));
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.099S,10.0.0.0/8",
    "PT30.001S,10.0.0.0/8",
    "PT10S,10.0.0.1/8",
    "PT10S,10.0.0.0",
    "PT10S,db.example"
  })
  void stopTheStart(Duration timeout, String network) {
    assertThrows(
        CannotStart.class,
        () -> RotationLimits.check(new Settings(timeout, Optional.of(List.of(network)))));
  }

  @ParameterizedTest
  @CsvSource({"0,PT5S", "1,PT10S", "9,PT42M40S", "10,PT1H", "40,PT1H"})
  void putTriesOff(int tries, Duration pause) {
    assertEquals(pause, Book.pause(tries));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT59M59S", "PT17520H1S", "PT0S", "PT-1S"})
  void refuseAnotherTimeBetween(Duration every) {
    Expect.refusal(
        Reason.INVALID_REQUEST, () -> new Plan(new Method.PostgreSql(), Optional.of(every), false));
  }

  @Test
  void takeFromAnHourToTwoYears() {
    assertDoesNotThrow(
        () -> new Plan(new Method.PostgreSql(), Optional.of(Duration.ofHours(1)), false));
    assertDoesNotThrow(
        () -> new Plan(new Method.PostgreSql(), Optional.of(Duration.ofDays(730)), false));
  }
}

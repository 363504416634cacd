package dev.avowry.broker;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.avowry.kernel.CannotStart;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerLimitsTest {
  private record Settings(Duration timeout, int maxAnswer, int requestsPerMinute, int atOnce)
      implements BrokerConfig {}

  @ParameterizedTest
  @CsvSource({"PT0.1S,1024,1,1", "PT8S,262144,120,64", "PT4M,4194304,1000000,10000"})
  void letTheStartGoOn(Duration timeout, int answer, int perMinute, int atOnce) {
    assertDoesNotThrow(() -> BrokerLimits.check(new Settings(timeout, answer, perMinute, atOnce)));
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.099S,262144,120,64",
    "PT4M0.001S,262144,120,64",
    "PT8S,1023,120,64",
    "PT8S,4194305,120,64",
    "PT8S,262144,0,64",
    "PT8S,262144,1000001,64",
    "PT8S,262144,120,0",
    "PT8S,262144,120,10001"
  })
  void stopTheStart(Duration timeout, int answer, int perMinute, int atOnce) {
    assertThrows(
        CannotStart.class,
        () -> BrokerLimits.check(new Settings(timeout, answer, perMinute, atOnce)));
  }

  @ParameterizedTest
  @CsvSource({"PT8S,PT10S,PT8S", "PT8S,PT3S,PT2.4S", "PT1S,PT10S,PT1S", "PT4M,PT10S,PT8S"})
  void endBeforeWhoeverAskedIsRefused(Duration timeout, Duration deadline, Duration longest) {
    assertEquals(longest, Patience.within(timeout, deadline));
  }
}

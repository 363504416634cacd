package dev.avowry.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a heartbeat proves of its age, whatever the issuer's clock says. */
final class PulseTest {
  private static final Instant ASKED = Instant.parse("2030-01-01T00:00:00Z");
  private static final Instant LATER = ASKED.plusSeconds(100);
  private static final Instant THEIRS = Instant.parse("2029-12-31T23:59:20Z");

  private final Pulse pulse = new Pulse(ASKED);

  @Test
  void provesNothingByTheFirst() {
    assertEquals(Optional.empty(), pulse.earliest(THEIRS, LATER));
  }

  @Test
  void countsFromTheSecondByTheirClock() {
    var _ = pulse.earliest(THEIRS, LATER);

    assertEquals(Optional.of(ASKED), pulse.earliest(THEIRS.plusSeconds(1), LATER));
    assertEquals(
        Optional.of(ASKED.plus(Duration.ofMillis(1500))),
        pulse.earliest(THEIRS.plusMillis(2500), LATER));
  }

  @Test
  void provesNothingWhenAClockWasSet() {
    var _ = pulse.earliest(THEIRS, LATER);
    var _ = pulse.earliest(THEIRS, LATER);

    assertEquals(Optional.empty(), pulse.earliest(THEIRS.plusSeconds(101), LATER));
    assertEquals(Optional.of(LATER), pulse.earliest(THEIRS.plusSeconds(100), LATER));
    assertEquals(Optional.of(ASKED.minusSeconds(5)), pulse.earliest(THEIRS.minusSeconds(5), LATER));
  }
}

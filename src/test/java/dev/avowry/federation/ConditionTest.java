package dev.avowry.federation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.kernel.Reason;
import dev.avowry.testing.Expect;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
  @ParameterizedTest
  @CsvSource({
    "spiffe://td/ns/a/sa/b, spiffe://td/ns/a/sa/b, true",
    "spiffe://td/ns/*/sa/b, spiffe://td/ns/a/sa/b, true",
    "spiffe://td/ns/*/sa/*, spiffe://td/ns/a/sa/b, true",
    "spiffe://td/ns/*, spiffe://td/ns/a/sa/b, false",
    "spiffe://td/*, spiffe://td/, false",
    "spiffe://td/a, spiffe://td/a/b, false",
    "spiffe://td/a, spiffe://td/A, false",
    "spiffe://td/a*, spiffe://td/a, refused",
    "team-a, team-a-admins, false",
    "refs/heads/*, refs/heads/main, true",
    "refs/heads/*, refs/heads/feature/x, false",
    "refs/heads/*, refs:heads:main, false",
    "system:serviceaccount:agents:*, system:serviceaccount:agents:planner, true",
    "system:serviceaccount:agents:*, system:serviceaccount:agents:, false",
    "*, anything, true",
    "*, any/thing, false"
  })
  void comparesSegmentBySegment(String wanted, String said, String holds) {
    if (holds.equals("refused")) {
      Expect.refusal(Reason.INVALID_REQUEST, () -> new Condition("sub", wanted));
      return;
    }
    Workload workload = new Workload(said, said, Map.of("sub", said));
    assertEquals(
        Boolean.valueOf(holds),
        new Condition("sub", wanted).holds(workload),
        wanted + " ? " + said);
  }

  @Test
  void doesNotHoldOfWhatIsNotSaid() {
    Workload workload = new Workload("a", "a", Map.of("sub", "a"));
    assertEquals(false, new Condition("ref", "*").holds(workload));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "a\u0000", "\u00e4", "a*", "*a", "a/b*/c", "**"})
  void refusesWhatCouldBeReadInTwoWays(String value) {
    Expect.refusal(Reason.INVALID_REQUEST, () -> new Condition("sub", value));
  }
}

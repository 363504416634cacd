package dev.avowry.canary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.revocation.Milestones.Passed;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KillTest {
  private static final long NEVER = Long.MAX_VALUE / 2;

  private final Kill kill =
      new Kill(7, 1_000, new Passed(Optional.of(3_000L), Optional.of(8_000L)));

  @Test
  void whoStillLetsItInHasNeverRefused() {
    assertEquals(new Verdict.NeverRefused(), kill.verdict(heard(new Probe.Answer.Live()), NEVER));
  }

  @Test
  void whoCannotBeAskedIsNotClosed() {
    assertEquals(
        new Verdict.Unreachable("status 503"),
        kill.verdict(heard(new Probe.Answer.Unclear("status 503")), NEVER));
  }

  @Test
  void aRefusalIsTimed() {
    Verdict.Refused refused =
        assertInstanceOf(Verdict.Refused.class, kill.verdict(heard(dead(7)), NEVER));

    assertEquals(Duration.ofNanos(9_000), refused.passage().total());
    assertEquals(Duration.ofNanos(1_000), refused.passage().roundTrip());
    assertTrue(refused.passage().stages().isPresent());
  }

  @Test
  void whatIsToldOfAnotherEntrySaysNothingOfThisOne() {
    Verdict.Refused refused =
        assertInstanceOf(Verdict.Refused.class, kill.verdict(heard(dead(6)), NEVER));

    assertEquals(Optional.empty(), refused.passage().stages());
  }

  @Test
  void theRefusalOfAnExpiredTokenProvesNothing() {
    assertInstanceOf(Verdict.Unreachable.class, kill.verdict(heard(dead(7)), 10_000));
    assertInstanceOf(Verdict.Refused.class, kill.verdict(heard(dead(7)), 10_001));
  }

  @Test
  void learnsLaterWhenItWasPublished() {
    Passed durable = new Passed(Optional.of(3_000L), Optional.empty());
    Kill early = new Kill(7, 1_000, durable);

    assertEquals(kill, early.completed(kill.passed()));
    assertEquals(kill, kill.completed(new Passed(Optional.empty(), Optional.empty())));
    assertEquals(early, early.completed(durable));
  }

  @Test
  void isMeasuredByOneClock() {
    assertEquals(
        new Run.Kill(7, Duration.ofNanos(2_000), Optional.of(Duration.ofNanos(5_000))),
        kill.measured());
    assertEquals(
        Optional.of(Duration.ZERO),
        new Kill(7, 1_000, new Passed(Optional.of(3_000L), Optional.of(2_000L)))
            .measured()
            .publish());
    assertEquals(
        Optional.empty(),
        new Kill(7, 1_000, new Passed(Optional.of(3_000L), Optional.empty())).measured().publish());
    assertThrows(
        IllegalStateException.class,
        new Kill(7, 1_000, new Passed(Optional.empty(), Optional.empty()))::measured);
  }

  private static Heard heard(Probe.Answer answer) {
    return new Heard(answer, 9_000, 10_000);
  }

  private static Probe.Answer dead(long seq) {
    return new Probe.Answer.Dead(
        Optional.of(new Probe.Told(seq, Duration.ofNanos(5_000), Duration.ofNanos(4_000))));
  }
}

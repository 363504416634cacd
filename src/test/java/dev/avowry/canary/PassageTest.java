package dev.avowry.canary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.canary.Passage.Stages;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ordered at 1,000 ms, durable at 1,010, asked at 1,050, refused at 1,060. */
class PassageTest {
  private static final long ORDERED = millis(1_000);
  private static final Optional<Long> DURABLE = Optional.of(millis(1_010));
  private static final long SENT = millis(1_050);
  private static final long ANSWERED = millis(1_060);

  @Test
  void countsBackFromTheAnswerWhatTheVerifierTells() {
    Passage passage = passage(DURABLE, told(40, 35));

    assertEquals(Duration.ofMillis(60), passage.total());
    assertEquals(Duration.ofMillis(10), passage.roundTrip());
    assertEquals(
        Optional.of(new Stages(Duration.ofMillis(10), Duration.ofMillis(5), Duration.ofMillis(35))),
        passage.stages());
  }

  @Test
  void stagesAndCommitAreTheWhole() {
    Passage passage = passage(DURABLE, told(40, 35));
    Stages stages = passage.stages().orElseThrow();

    Duration commit = Duration.ofNanos(DURABLE.orElseThrow() - ORDERED);
    assertEquals(
        passage.total(), commit.plus(stages.receive()).plus(stages.apply()).plus(stages.refusal()));
  }

  @Test
  void anEntryThatCameBeforeTheOrderHeardOfItTookNoTime() {
    assertEquals(
        Optional.of(new Stages(Duration.ZERO, Duration.ofMillis(5), Duration.ofMillis(50))),
        passage(DURABLE, told(55, 50)).stages());
  }

  @Test
  void takesTheVeryMomentOfTheOrder() {
    assertEquals(
        Optional.of(new Stages(Duration.ZERO, Duration.ZERO, Duration.ofMillis(60))),
        passage(DURABLE, told(60, 60)).stages());
  }

  @Test
  void leavesOutWhatCannotHaveBeenSo() {
    assertEquals(Optional.empty(), passage(DURABLE, told(61, 50)).stages());
    assertEquals(Optional.empty(), passage(DURABLE, told(10, 11)).stages());
    assertEquals(Optional.empty(), passage(DURABLE, told(10, -1)).stages());
  }

  @Test
  void knowsTheTotalWithoutAnybodysWord() {
    assertEquals(Duration.ofMillis(60), passage(DURABLE, Optional.empty()).total());
    assertEquals(Optional.empty(), passage(DURABLE, Optional.empty()).stages());
    assertEquals(Optional.empty(), passage(Optional.empty(), told(40, 35)).stages());
  }

  private static Passage passage(Optional<Long> durable, Optional<Probe.Told> told) {
    return Passage.of(ORDERED, durable, SENT, ANSWERED, told);
  }

  private static Optional<Probe.Told> told(long received, long applied) {
    return Optional.of(new Probe.Told(7, Duration.ofMillis(received), Duration.ofMillis(applied)));
  }

  private static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}

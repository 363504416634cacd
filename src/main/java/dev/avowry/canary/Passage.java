package dev.avowry.canary;

import java.time.Duration;
import java.util.Optional;

/**
 * How long it took from the order to a verifier's first refusal.
 *
 * <p>No two machines' clocks are compared. The total is by our clock alone. Where between it the
 * entry arrived is the verifier's word: for how long it had known the entry when it answered. Since
 * the answer was under way for a part of its round trip, {@code receive} may be shorter by up to
 * that, and {@code refusal} longer; {@code apply} is by the verifier's clock alone.
 *
 * @param total from the order to the first refusal, here
 * @param roundTrip of the probe that was refused: how exact the stages are
 * @param stages as far as the verifier told
 */
public record Passage(Duration total, Duration roundTrip, Optional<Stages> stages) {
  /**
   * The stages after the commit.
   *
   * @param receive from durable to the entry's arrival at the verifier
   * @param apply from there until tokens were refused by it
   * @param refusal from there to the first refusal, here
   */
  public record Stages(Duration receive, Duration apply, Duration refusal) {}

  /**
   * Reckons; all times are {@link System#nanoTime} of this process.
   *
   * @param ordered when the order was given
   * @param durable when it was known to be durable; empty if that is not known
   * @param sent when the probe that was refused was sent
   * @param answered when its answer was here
   */
  static Passage of(
      long ordered, Optional<Long> durable, long sent, long answered, Optional<Probe.Told> told) {
    return new Passage(
        Duration.ofNanos(answered - ordered),
        Duration.ofNanos(answered - sent),
        durable.flatMap(at -> told.flatMap(word -> stages(ordered, at, answered, word))));
  }

  /** What cannot have been so is left out: known before the order, or applied before it came. */
  private static Optional<Stages> stages(
      long ordered, long durable, long answered, Probe.Told told) {
    Duration sinceOrder = Duration.ofNanos(answered - ordered);
    if (told.applied().isNegative()
        || told.applied().compareTo(told.received()) > 0
        || told.received().compareTo(sinceOrder) > 0) {
      return Optional.empty();
    }
    Duration receive = Duration.ofNanos(answered - durable).minus(told.received());
    return Optional.of(
        new Stages(
            // By another replica it may have been there before the order heard of it here.
            receive.isNegative() ? Duration.ZERO : receive,
            told.received().minus(told.applied()),
            told.applied()));
  }
}

package dev.avowry.canary;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How long revocations take, as the canary has found.
 *
 * @param last the last run; empty as long as there was none
 * @param window the runs that are kept, the last among them
 * @param verifiers those with a probe
 */
public record Latency(Optional<LastRun> last, Window window, Page<OfVerifier> verifiers) {
  /**
   * The last run.
   *
   * @param kill empty when it did not come to that
   * @param problem why not
   */
  public record LastRun(
      long number, Instant at, Optional<Run.Kill> kill, Optional<String> problem) {}

  /**
   * The runs that are kept.
   *
   * @param runs how many
   * @param since when the oldest was begun
   */
  public record Window(
      long runs, Optional<Instant> since, Optional<Spread> commit, Optional<Spread> publish) {}

  /**
   * How a phase was spread.
   *
   * @param p50 half took no longer
   * @param p99 99 of 100 took no longer
   */
  public record Spread(Duration p50, Duration p99, Duration max) {}

  /**
   * One verifier.
   *
   * @param outcomes how often it did what, by the code of the verdict
   * @param stages empty as long as it told nothing of them
   */
  public record OfVerifier(
      NodeId id,
      String name,
      Optional<LastSighting> last,
      Map<String, Long> outcomes,
      Optional<Spread> total,
      Optional<Spreads> stages) {
    public OfVerifier {
      outcomes = Map.copyOf(outcomes);
    }
  }

  /** What it did last. */
  public record LastSighting(long run, Instant at, String resource, Verdict verdict) {}

  /** How each stage was spread. */
  public record Spreads(Spread receive, Spread apply, Spread refusal) {}
}

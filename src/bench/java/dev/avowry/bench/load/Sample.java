package dev.avowry.bench.load;

import java.time.Duration;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * What a load brought.
 *
 * @param elapsed from the first request to the last answer
 * @param latencies of right answers, in microseconds
 */
public record Sample(
    long answered,
    long failed,
    Optional<String> firstFailure,
    Duration elapsed,
    Histogram latencies) {

  /** Right answers per second. */
  public double perSecond() {
    return answered / seconds(elapsed);
  }

  /** The latency, in milliseconds, that so many percent of the right answers did not exceed. */
  public double millis(double percentile) {
    return latencies.getValueAtPercentile(percentile) / 1_000.0;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}

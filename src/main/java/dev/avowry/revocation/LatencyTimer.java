package dev.avowry.revocation;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.LongStream;

/** Timers of how long a revocation takes, all with the same few buckets. */
public final class LatencyTimer {
  private static final Duration[] BUCKETS =
      LongStream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 60_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private LatencyTimer() {}

  /** A timer of that name, to be registered. */
  public static Timer.Builder named(String name) {
    return Timer.builder(name).serviceLevelObjectives(BUCKETS.clone());
  }
}

package dev.avowry.canary.store;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Durations as they are stored: whole microseconds. */
final class Micros {
  private static final long NANOS = 1_000;

  private Micros() {}

  static long of(Duration duration) {
    return duration.toNanos() / NANOS;
  }

  static Duration toDuration(long micros) {
    return Duration.of(micros, ChronoUnit.MICROS);
  }
}

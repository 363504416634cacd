package dev.avowry.bench;

import dev.avowry.bench.load.Sample;
import java.time.Duration;

/**
 * What a load brought and what it cost.
 *
 * @param server processor time of the server
 * @param database processor time of its PostgreSQL; none if it has none
 * @param generator processor time of this process, which counts for nobody
 */
record Round(Sample sample, Duration server, Duration database, Duration generator) {

  double perSecond() {
    return sample.perSecond();
  }

  /** Requests per second of processor time, of server and database together. */
  double perCpuSecond() {
    return sample.answered() / seconds(server.plus(database));
  }

  double serverMicros() {
    return micros(server);
  }

  double databaseMicros() {
    return micros(database);
  }

  double generatorMicros() {
    return micros(generator);
  }

  /** A request's part of the time, in microseconds. */
  private double micros(Duration all) {
    return seconds(all) * 1e6 / sample.answered();
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}

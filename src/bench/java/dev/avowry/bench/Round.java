package dev.avowry.bench;

import dev.avowry.bench.load.Sample;
import java.time.Duration;

/**
 * What a load brought and what it cost.
 *
 * @param server processor time of the server
 * @param database processor time of its PostgreSQL; none if it has none
 */
record Round(Sample sample, Duration server, Duration database) {

  double perSecond() {
    return sample.perSecond();
  }

  /** Requests per second of processor time, of server and database together. */
  double perCpuSecond() {
    return sample.answered() / seconds(server.plus(database));
  }

  /** Processor time a request, in microseconds. */
  double serverMicros() {
    return seconds(server) * 1e6 / sample.answered();
  }

  double databaseMicros() {
    return seconds(database) * 1e6 / sample.answered();
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}

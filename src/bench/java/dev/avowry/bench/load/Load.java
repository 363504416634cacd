package dev.avowry.bench.load;

import java.time.Duration;

/** When the next request is sent. */
public sealed interface Load {
  /** How many connections carry it; each has one request under way at the most. */
  int connections();

  /** For how long requests are sent. Those under way at the end are waited for. */
  Duration length();

  /** Each connection sends as soon as its last request is answered: finds the highest rate. */
  record ClosedLoop(int connections, Duration length) implements Load {}

  /**
   * Requests are due at fixed times whatever the answers do, and their latency counts from when
   * they were due, also for those that had to wait for a connection: a stall is seen in full.
   *
   * @param rate requests per second
   */
  record ConstantRate(int connections, Duration length, double rate) implements Load {}
}

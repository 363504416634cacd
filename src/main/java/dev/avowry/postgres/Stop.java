package dev.avowry.postgres;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends a server without losing a commit. */
final class Stop {
  // A fast stop writes a checkpoint: up to all of shared_buffers to a slow disk.
  private static final Duration FAST = Duration.ofSeconds(60);
  private static final Duration IMMEDIATE = Duration.ofSeconds(20);
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private Stop() {}

  /**
   * Returns when the process is gone. If it does not end in good order it ends without a
   * checkpoint; then the next start replays the log, which takes longer and loses nothing.
   */
  static void fast(Cluster cluster, Programs programs, ProcessHandle server)
      throws IOException, InterruptedException {
    try {
      stop(cluster, programs, server, "fast", FAST);
    } catch (PostgresUnavailable e) {
      if (server.isAlive()) {
        stop(cluster, programs, server, "immediate", IMMEDIATE);
      }
    }
  }

  private static void stop(
      Cluster cluster, Programs programs, ProcessHandle server, String mode, Duration atMost)
      throws IOException, InterruptedException {
    programs.run(
        "pg_ctl",
        atMost.plus(MARGIN),
        "",
        "stop",
        "-w",
        "-D",
        cluster.path().toString(),
        "-m",
        mode,
        "-t",
        Long.toString(atMost.toSeconds()));
    // pg_ctl returns when the pid file is gone, which is a little before the process is.
    awaitEnd(server);
  }

  private static void awaitEnd(ProcessHandle server) throws InterruptedException {
    try {
      server.onExit().get(MARGIN.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new PostgresUnavailable("PostgreSQL (pid " + server.pid() + ") does not end", e);
    }
  }
}

package dev.avowry.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The server process, from ready to gone. */
record Postmaster(Cluster cluster, Programs programs, Process process, int port) {
  // Replaying the log after a crash may take long; a server that dies is noticed at once.
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration LOOK_EVERY = Duration.ofMillis(10);

  // Between our finding a port free and the server's binding it, another may take it.
  private static final int ATTEMPTS = 3;

  static Postmaster start(Cluster cluster, Programs programs, Leftover leftover)
      throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      int port = freePort(0);
      try {
        return start(cluster, programs, leftover, port);
      } catch (PostgresUnavailable e) {
        if (attempt == ATTEMPTS || isFree(port)) {
          throw e;
        }
      }
    }
  }

  private static Postmaster start(Cluster cluster, Programs programs, Leftover leftover, int port)
      throws IOException, InterruptedException {
    long mark = programs.log().end();
    Process process =
        programs.startServer(leftover.environment(), ServerSettings.arguments(cluster, port));
    Postmaster postmaster = new Postmaster(cluster, programs, process, port);
    boolean ready = false;
    try {
      postmaster.awaitReady(mark);
      ready = true;
    } finally {
      if (!ready) {
        postmaster.stop();
      }
    }
    return postmaster;
  }

  private void awaitReady(long mark) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    // A leftover file may say "ready" of another process.
    while (!PidFile.read(cluster)
        .filter(f -> f.pid() == process.pid() && f.isReady())
        .isPresent()) {
      if (process.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new PostgresUnavailable(
            "PostgreSQL ended while starting: " + programs.log().since(mark));
      }
      if (System.nanoTime() - deadline > 0) {
        throw new PostgresUnavailable(
            "PostgreSQL was not ready after "
                + START.toSeconds()
                + " s: "
                + programs.log().since(mark));
      }
    }
  }

  /** Returns when the process is gone; see {@link EmbeddedPostgres#close()} about interrupts. */
  void stop() {
    boolean interrupted = Thread.interrupted();
    try {
      if (process.isAlive()) {
        Stop.fast(cluster, programs, process.toHandle());
      }
    } catch (IOException e) {
      throw new PostgresUnavailable("cannot stop PostgreSQL: " + e, e);
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean isFree(int port) {
    try {
      return freePort(port) == port;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort(int wanted) throws IOException {
    try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}

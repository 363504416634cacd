package dev.avowry.verifier;

import java.time.Duration;

/** Does something again and again on a thread that keeps no process alive, until it is closed. */
final class Poller implements AutoCloseable {
  private final Runnable work;
  private final Duration pause;
  private final Thread thread;

  private Poller(String name, Runnable work, Duration pause) {
    this.work = work;
    this.pause = pause;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  static Poller start(String name, Runnable work, Duration pause) {
    Poller poller = new Poller(name, work, pause);
    poller.thread.start();
    return poller;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        work.run();
        Thread.sleep(pause);
      }
    } catch (InterruptedException e) {
      // Closed: there is nothing left to do.
      Thread.currentThread().interrupt();
    }
  }
}

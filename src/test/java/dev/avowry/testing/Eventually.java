package dev.avowry.testing;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for something to become true, and says what it was that did not. */
public final class Eventually {
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private Eventually() {}

  /** Returns as soon as it holds. */
  public static void within(Duration longest, String what, Callable<Boolean> holds)
      throws Exception {
    long deadline = System.nanoTime() + longest.toNanos();
    while (!holds.call()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + longest + ": " + what);
      }
      Thread.sleep(LOOK_EVERY);
    }
  }
}

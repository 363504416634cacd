package dev.avowry.it;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Waits for something to become true, and says what it was that did not. */
final class Within {
  private static final Duration LOOK_EVERY = Duration.ofMillis(25);

  private Within() {}

  static void within(Duration longest, String what, Callable<Boolean> holds) throws Exception {
    within(longest, () -> what, holds);
  }

  /**
   * @param what asked for when it was in vain
   */
  static void within(Duration longest, Supplier<String> what, Callable<Boolean> holds)
      throws Exception {
    long deadline = System.nanoTime() + longest.toNanos();
    while (!holds.call()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + longest + ": " + what.get());
      }
      Thread.sleep(LOOK_EVERY);
    }
  }
}

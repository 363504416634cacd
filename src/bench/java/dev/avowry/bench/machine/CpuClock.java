package dev.avowry.bench.machine;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * Counts by the time that the thread spends on a processor, which others on the machine do not
 * change.
 */
public final class CpuClock {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  // Reading the clock costs about as much as a hash: not after every turn.
  private static final int BETWEEN_READINGS = 64;

  private CpuClock() {}

  /** What is repeated. */
  public interface Turn<E extends Exception> {
    /** Once more. */
    void take() throws E;
  }

  /** The processor time of this process, without what it started. */
  public static Duration ofThisProcess() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Turns per second of this thread's processor time. */
  public static <E extends Exception> double turns(Duration length, Turn<E> turn) throws E {
    long begun = THREADS.getCurrentThreadCpuTime();
    long now = begun;
    long count = 0;
    while (now - begun < length.toNanos()) {
      for (int i = 0; i < BETWEEN_READINGS; i++) {
        turn.take();
      }
      count += BETWEEN_READINGS;
      now = THREADS.getCurrentThreadCpuTime();
    }
    return count * 1e9 / (now - begun);
  }
}

package dev.avowry.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/**
 * Cases that do not touch one another, a few at a time: what takes their time is that each waits
 * for commits. Each is reported as a test of its own, in the order in which they were given.
 */
public final class SideBySide {
  private static final int AT_A_TIME = 4;

  private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
  private final List<DynamicTest> tests = new ArrayList<>();

  /** Begins a case. */
  public SideBySide add(String name, Executable test) {
    Future<Void> running = threads.submit(quietly(test));
    tests.add(DynamicTest.dynamicTest(name, () -> result(running)));
    return this;
  }

  /** All that were begun; no more are. */
  public List<DynamicTest> tests() {
    threads.shutdown();
    return List.copyOf(tests);
  }

  private static Callable<Void> quietly(Executable test) {
    return () -> {
      try {
        test.execute();
        return null;
      } catch (Exception | Error failure) {
        throw failure;
      } catch (Throwable failure) {
        throw new IllegalStateException(failure);
      }
    };
  }

  private static void result(Future<Void> running) throws Throwable {
    try {
      running.get();
    } catch (ExecutionException failure) {
      throw failure.getCause();
    }
  }
}

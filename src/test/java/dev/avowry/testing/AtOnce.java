package dev.avowry.testing;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Many who do the same at the same moment. */
public final class AtOnce {
  private AtOnce() {}

  /** What each of them got. */
  public static <T> List<T> run(int times, Callable<T> attempt) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> attempts =
          IntStream.range(0, times)
              .mapToObj(
                  any ->
                      threads.submit(
                          () -> {
                            start.await();
                            return attempt.call();
                          }))
              .toList();
      start.countDown();
      return attempts.stream().map(AtOnce::result).toList();
    }
  }

  private static <T> T result(Future<T> attempt) {
    try {
      return attempt.get();
    } catch (InterruptedException | ExecutionException failure) {
      throw new IllegalStateException(failure);
    }
  }
}

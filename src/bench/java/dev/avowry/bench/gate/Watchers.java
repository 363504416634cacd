package dev.avowry.bench.gate;

import java.io.IOException;

/** Resource servers that are asked together. */
public interface Watchers extends AutoCloseable {
  /** Returns when each has let the token in. */
  void arm(String token) throws IOException;

  /**
   * Returns when each has refused the token that was armed last, which has been revoked.
   *
   * @return the {@link System#nanoTime} of each one's refusal
   */
  long[] refusals() throws IOException;

  @Override
  void close();
}

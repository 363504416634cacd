package dev.avowry.bench.gate;

import java.util.function.LongConsumer;

/** One resource server. */
interface Gate extends AutoCloseable {
  /**
   * Lets a live token in, and watches it from then on.
   *
   * @param refused told once of the {@link System#nanoTime} at which the token had been refused
   * @throws IllegalStateException the token was refused already
   */
  void admit(String token, LongConsumer refused);

  @Override
  void close();
}

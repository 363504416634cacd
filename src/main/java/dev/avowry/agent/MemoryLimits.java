package dev.avowry.agent;

import dev.avowry.kernel.CannotStart;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** A memory that holds next to nothing, or more than any heap, stops the start. */
@Singleton
final class MemoryLimits {
  private static final int SMALLEST = 100;
  private static final int LARGEST = 10_000_000;

  void start(@Observes @Priority(1) StartupEvent event, MemoryConfig config) {
    check(config);
  }

  static void check(MemoryConfig config) {
    CannotStart.unless(
        config.agents() >= SMALLEST && config.agents() <= LARGEST,
        "avowry.memory.agents must be from 100 to 10000000");
    CannotStart.unless(
        config.tokens() >= SMALLEST && config.tokens() <= LARGEST,
        "avowry.memory.tokens must be from 100 to 10000000");
  }
}

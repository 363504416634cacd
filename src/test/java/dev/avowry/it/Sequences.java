package dev.avowry.it;

import java.util.Random;

/** Plays the steps of a sequence; one that fails tells what led to it. */
final class Sequences {
  private Sequences() {}

  /** A step of a kind. */
  @FunctionalInterface
  interface Act<T> {
    void on(T actor) throws Exception;
  }

  /** A step that chooses by chance what it is about. */
  @FunctionalInterface
  interface Choice {
    void in(World world, Random random) throws Exception;
  }

  /** What can fail. */
  @FunctionalInterface
  interface Attempted {
    void run() throws Exception;
  }

  static void play(World world, String name, int seed, Choice choice) {
    world.note(name + " " + seed);
    world.stage.count("Step");
    attempt(world, name, () -> choice.in(world, new Random(seed)));
  }

  static void attempt(World world, String name, Attempted step) {
    try {
      step.run();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    } catch (Exception | AssertionError failure) {
      world.stage.count("Failure");
      throw new AssertionError(
          "%s: %s%nwhat led to it:%n  %s".formatted(name, failure.getMessage(), world.journal()),
          failure);
    }
  }
}

package dev.avowry.testing;

import io.quarkus.arc.Arc;
import io.quarkus.scheduler.Scheduler;

/** Turns that the service takes by the clock, and does not while a test holds them. */
public final class HeldTurns implements AutoCloseable {
  private final Scheduler scheduler;
  private final String identity;

  private HeldTurns(Scheduler scheduler, String identity) {
    this.scheduler = scheduler;
    this.identity = identity;
  }

  /** Holds those of that name; fails when there are none. */
  public static HeldTurns of(String identity) {
    Scheduler scheduler = Arc.container().instance(Scheduler.class).get();
    scheduler.pause(identity);
    if (!scheduler.isPaused(identity)) {
      throw new AssertionError("there are no turns of this name: " + identity);
    }
    return new HeldTurns(scheduler, identity);
  }

  @Override
  public void close() {
    scheduler.resume(identity);
  }
}

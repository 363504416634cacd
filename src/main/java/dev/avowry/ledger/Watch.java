package dev.avowry.ledger;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Waits for a hold to end, and says so once at the most; close it when it no longer matters. */
public final class Watch implements AutoCloseable {
  private final Hold hold;
  private final Runnable ended;
  private final Consumer<Watch> remove;
  private final AtomicBoolean over = new AtomicBoolean();

  Watch(Hold hold, Runnable ended, Consumer<Watch> remove) {
    this.hold = hold;
    this.ended = ended;
    this.remove = remove;
  }

  Hold hold() {
    return hold;
  }

  void end() {
    if (over.compareAndSet(false, true)) {
      remove.accept(this);
      ended.run();
    }
  }

  @Override
  public void close() {
    if (over.compareAndSet(false, true)) {
      remove.accept(this);
    }
  }
}

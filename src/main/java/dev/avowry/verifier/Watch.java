package dev.avowry.verifier;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Something that lives by a token: a connection, a piece of work. What was to be done when the
 * token dies is done once; not at all after {@link #close} or once the token has expired.
 */
public final class Watch implements AutoCloseable {
  private final Watches watches;
  private final VerifiedToken token;
  private final Consumer<Entry> onDeath;
  private final AtomicBoolean over = new AtomicBoolean();

  Watch(Watches watches, VerifiedToken token, Consumer<Entry> onDeath) {
    this.watches = watches;
    this.token = token;
    this.onDeath = onDeath;
  }

  VerifiedToken token() {
    return token;
  }

  /** Whether it is the caller's to act on the death: the first's, and nobody's after the end. */
  boolean claim() {
    return over.compareAndSet(false, true);
  }

  void die(Entry entry) {
    onDeath.accept(entry);
  }

  /** Ends the watch; what lived by the token has ended by itself. */
  @Override
  public void close() {
    over.set(true);
    watches.forget(this);
  }
}

package dev.avowry.mail;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Notes what was looked at, with the number of what was not. */
@ApplicationScoped
class Marking {
  private final MessageStore store;

  Marking(MessageStore store) {
    this.store = store;
  }

  /** False when the message is gone. */
  @WithTransaction
  Uni<Boolean> mark(Message message, boolean seen) {
    return store.mark(message.agent(), message.id(), seen);
  }
}

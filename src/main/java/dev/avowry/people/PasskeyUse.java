package dev.avowry.people;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** What is known of a passkey's use: that it never counts back, as a copy of it would. */
@ApplicationScoped
class PasskeyUse {
  private final PasskeyStore store;
  private final Clock clock;

  PasskeyUse(PasskeyStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Notes it; false when it counted back. */
  @WithTransaction
  Uni<Boolean> note(Passkey passkey, long signCount) {
    return store.use(passkey.id(), signCount, clock.instant());
  }
}

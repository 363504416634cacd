package dev.avowry.ssf.store;

import dev.avowry.kernel.store.SealedColumn;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where headers for receivers of events are sealed. */
@Singleton
final class SealedAuthorizations {
  @Produces
  @Singleton
  SealedColumn authorizations() {
    return SealedColumn.of(
        "ssf_stream", "authorization_sealed", "'event stream ' || id || ' authorization'");
  }
}

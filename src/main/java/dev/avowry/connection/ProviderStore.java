package dev.avowry.connection;

import dev.avowry.kernel.ProviderId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps providers; each method joins the session or transaction that is under way. */
public interface ProviderStore {
  /** Adds one. */
  Uni<Void> add(Provider provider, String by);

  /** One, removed or not. */
  Uni<Optional<Provider>> find(ProviderId id);

  /** Those that were not removed, the oldest first. */
  Uni<List<Provider>> all();

  /** Removes one; false when there is none. */
  Uni<Boolean> remove(ProviderId id, Instant now);
}

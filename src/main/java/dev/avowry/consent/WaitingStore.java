package dev.avowry.consent;

import dev.avowry.agent.SecretHash;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/** Keeps requests that wait, by the hash of what names them. */
public interface WaitingStore {
  /** Keeps one; false when as many wait already that came from the same network. */
  Uni<Boolean> keep(SecretHash name, Waiting request, int most);

  /** The one of that name, if it has not expired. */
  Uni<Optional<Waiting>> find(SecretHash name, Instant now);

  /** Takes it away, and the pushed request that it is; false when another was faster. */
  Uni<Boolean> take(SecretHash name, Waiting request);

  /** Forgets what has expired. */
  Uni<Void> forget(Instant now);
}

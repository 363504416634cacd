package dev.avowry.consent;

import dev.avowry.agent.SecretHash;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/** Keeps what codes and refresh tokens are good for. That they are good once is the ledger's. */
public interface TicketStore {
  /** Keeps one; durable when it returns. */
  Uni<Void> keep(Ticket ticket);

  /** The one with this hash, whether or not it has been used or has expired. */
  Uni<Optional<Ticket>> find(SecretHash hash);

  /** Forgets what expired before that. */
  Uni<Void> forget(Instant before);
}

package dev.avowry.revocation;

import dev.avowry.kernel.OrderId;
import dev.avowry.ledger.Event;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Orders that wait for a second person. Each change has its row of the ledger with it. */
public interface KeptOrderStore {
  /**
   * Keeps the order with the row, unless the same is waiting already, which then is the one that is
   * given.
   */
  Uni<KeptOrder> keep(KeptOrder order, Event row);

  /** Those that can be approved, oldest first, up to a limit. */
  Uni<List<KeptOrder>> waiting(Instant now, int limit);

  /** How many can be approved. */
  Uni<Long> count(Instant now);

  /** One that can be approved. */
  Uni<Optional<KeptOrder>> waiting(OrderId id, Instant now);

  /** Lets go of those that can be approved no more, with a row for each. */
  Uni<Void> expire(Instant now, Function<KeptOrder, Event> row);
}

package dev.avowry.ledger.store;

import dev.avowry.ledger.Event;
import dev.avowry.ledger.LedgerStatements;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/** The same statements as the ledger's own transactions have. */
@ApplicationScoped
class PgLedgerStatements implements LedgerStatements {
  private static final String BEGIN_ALONE = "begin; " + FenceLock.ALONE;

  private final Clock clock;

  PgLedgerStatements(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String beginAlone() {
    return BEGIN_ALONE;
  }

  @Override
  public Prepared append(List<Event> events) {
    return new Prepared(EventColumns.INSERT_MANY, EventColumns.arrays(events, clock.instant()));
  }
}

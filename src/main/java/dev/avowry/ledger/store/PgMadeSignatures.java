package dev.avowry.ledger.store;

import dev.avowry.ledger.EventLine;
import dev.avowry.ledger.MadeSignatures;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Rows of signatures, by the index that they alone are in. */
@ApplicationScoped
class PgMadeSignatures implements MadeSignatures {
  private final Pool pool;

  PgMadeSignatures(Pool pool) {
    this.pool = pool;
  }

  /** Of two that are alike, as they are within a second, the first. */
  @Override
  public Uni<Optional<EventLine>> find(String digest) {
    return pool.preparedQuery(
            """
            select %s from ledger_event e
            where e.type = 'signature_made' and e.target = $1
            order by e.xact, e.id limit 1
            """
                .formatted(EventColumns.LINE))
        .execute(Tuple.of(digest))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).findFirst())
        .map(found -> found.map(EventColumns::read));
  }
}

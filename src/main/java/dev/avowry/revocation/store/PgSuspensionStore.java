package dev.avowry.revocation.store;

import dev.avowry.ledger.Fence;
import dev.avowry.revocation.SuspensionStore;
import dev.avowry.revocation.Suspensions;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Suspended classes, by the bare client on minting's own pool: it is the mint that asks. */
@ApplicationScoped
class PgSuspensionStore implements SuspensionStore {
  private final Pool pool;

  PgSuspensionStore(@ReactiveDataSource("minting") Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Suspensions.Reading> suspended() {
    return pool.query(
            """
            select h.seq, (select coalesce(array_agg(id), '{}') from class_suspension) as ids
            from revocation_head h
            """)
        .execute()
        .map(rows -> reading(rows.iterator().next()));
  }

  private static Suspensions.Reading reading(Row row) {
    return new Suspensions.Reading(
        Set.of(row.getArrayOfStrings("ids")), new Fence(row.getLong("seq")));
  }
}

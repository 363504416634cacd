package dev.avowry.ledger.store;

import dev.avowry.ledger.SingleUse;
import dev.avowry.ledger.Uses;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks into {@code single_use}, by the bare client. */
@ApplicationScoped
class PgUses implements Uses {
  private final Pool pool;

  PgUses(@ReactiveDataSource("minting") Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Boolean> has(SingleUse use) {
    return pool.preparedQuery("select 1 from single_use where id = $1 and slot = $2")
        .execute(Tuple.of(SingleUseRows.id(use), SingleUseRows.slot(use)))
        .map(rows -> rows.size() > 0);
  }
}

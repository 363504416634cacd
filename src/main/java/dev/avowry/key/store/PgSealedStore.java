package dev.avowry.key.store;

import dev.avowry.kernel.store.SealedColumn;
import dev.avowry.key.SealBroken;
import dev.avowry.key.Sealed;
import dev.avowry.key.SealedStore;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * All {@link SealedColumn}s, by one statement for each. Which key has sealed something stands in
 * its second to ninth byte.
 */
@ApplicationScoped
class PgSealedStore implements SealedStore {
  private static final String OF_OTHERS =
      "from %1$s where %2$s is not null and substring(%2$s from 2 for 8) <> all($1)";

  private final List<SealedColumn> columns;
  private final Pool pool;

  PgSealedStore(@All List<SealedColumn> columns, Pool pool) {
    this.columns = columns;
    this.pool = pool;
  }

  @Override
  public Uni<Turn> sealAnew(byte[] key, BiFunction<Sealed, String, Sealed> anew, int most) {
    return Multi.createFrom()
        .iterable(columns)
        .onItem()
        .transformToUniAndConcatenate(column -> sealAnew(column, key, anew, most))
        .collect()
        .with(Collectors.reducing(Turn.NOTHING, Turn::plus));
  }

  /** In any order, or what is broken would stand before the rest. */
  private Uni<Turn> sealAnew(
      SealedColumn column, byte[] key, BiFunction<Sealed, String, Sealed> anew, int most) {
    return pool.withTransaction(
        connection ->
            connection
                .preparedQuery(
                    ("select ctid::text as place, %2$s as sealed, %3$s as purpose "
                            + OF_OTHERS
                            + " order by random() limit $2 for update skip locked")
                        .formatted(column.table(), column.column(), column.purpose()))
                .execute(Tuple.of(new Buffer[] {Buffer.buffer(key)}, most))
                .onItem()
                .transformToMulti(rows -> Multi.createFrom().iterable(rows))
                .onItem()
                .transformToUniAndConcatenate(row -> replace(connection, column, row, anew))
                .collect()
                .with(Collectors.reducing(Turn.NOTHING, Turn::plus)));
  }

  /** The row is locked, so that its place stays its place. */
  private static Uni<Turn> replace(
      SqlConnection connection,
      SealedColumn column,
      Row row,
      BiFunction<Sealed, String, Sealed> anew) {
    Sealed sealed;
    try {
      sealed = anew.apply(Sealed.of(row.getBuffer("sealed").getBytes()), row.getString("purpose"));
    } catch (SealBroken broken) {
      return Uni.createFrom().item(new Turn(0, 1));
    }
    return connection
        .preparedQuery(
            "update %s set %s = $1 where ctid = $2::text::tid"
                .formatted(column.table(), column.column()))
        .execute(Tuple.of(Buffer.buffer(sealed.toBytes()), row.getString("place")))
        .map(updated -> new Turn(updated.rowCount(), 0));
  }

  @Override
  public Uni<List<Waiting>> sealedByOthersThan(List<byte[]> keys) {
    Tuple known = Tuple.of(keys.stream().map(Buffer::buffer).toArray(Buffer[]::new));
    return Multi.createFrom()
        .iterable(columns)
        .onItem()
        .transformToUniAndConcatenate(
            column ->
                pool.preparedQuery(
                        ("select count(*) " + OF_OTHERS).formatted(column.table(), column.column()))
                    .execute(known)
                    .map(rows -> new Waiting(column.table(), rows.iterator().next().getLong(0))))
        .filter(waiting -> waiting.count() > 0)
        .collect()
        .asList();
  }
}

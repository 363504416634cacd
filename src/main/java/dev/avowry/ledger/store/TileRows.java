package dev.avowry.ledger.store;

import dev.avowry.ledger.Hash;
import dev.avowry.ledger.Tile;
import dev.avowry.ledger.TileHashes;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Tiles in {@code ledger_tile}, which holds the widest of each. */
final class TileRows {
  private TileRows() {}

  /** Those of the wanted tiles that are there and wide enough. */
  static Uni<List<TileHashes>> read(SqlConnection connection, Collection<Tile> wanted) {
    List<Tile> tiles = List.copyOf(wanted);
    return connection
        .preparedQuery(
            """
            select w.n, t.hashes
            from unnest($1::smallint[], $2::bigint[], $3::int[]) with ordinality
              w (level, index, bytes, n)
            join ledger_tile t on t.level = w.level and t.index = w.index
            where length(t.hashes) >= w.bytes
            """)
        .execute(
            Tuple.of(
                levels(tiles),
                indexes(tiles),
                tiles.stream().map(tile -> tile.width() * Hash.LENGTH).toArray(Integer[]::new)))
        .map(rows -> found(tiles, rows));
  }

  private static List<TileHashes> found(List<Tile> wanted, RowSet<Row> rows) {
    List<TileHashes> found = new ArrayList<>();
    for (Row row : rows) {
      Tile tile = wanted.get(row.getLong("n").intValue() - 1);
      found.add(TileHashes.of(tile, row.getBuffer("hashes").getBytes()));
    }
    return found;
  }

  /** Writes tiles that are new or wider than before. */
  static Uni<Void> write(SqlConnection connection, List<TileHashes> tiles) {
    List<Tile> names = tiles.stream().map(TileHashes::tile).toList();
    return connection
        .preparedQuery(
            """
            insert into ledger_tile (level, index, hashes)
            select level, index, hashes
            from unnest($1::smallint[], $2::bigint[], $3::bytea[]) t (level, index, hashes)
            on conflict (level, index) do update set hashes = excluded.hashes
            """)
        .execute(
            Tuple.of(
                levels(names),
                indexes(names),
                tiles.stream().map(each -> Buffer.buffer(each.bytes())).toArray(Buffer[]::new)))
        .replaceWithVoid();
  }

  private static Short[] levels(List<Tile> tiles) {
    return tiles.stream().map(tile -> (short) tile.level()).toArray(Short[]::new);
  }

  private static Long[] indexes(List<Tile> tiles) {
    return tiles.stream().map(Tile::index).toArray(Long[]::new);
  }
}

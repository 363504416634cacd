package dev.avowry.ledger.store;

import dev.avowry.ledger.Edge;
import dev.avowry.ledger.Growth;
import dev.avowry.ledger.Hash;
import dev.avowry.ledger.Tile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/**
 * One transaction that puts the next rows into the tree: their places, the tiles and the size grow
 * together or not at all. What it knows it has read in this very transaction, behind the lock.
 */
final class Turn {
  /** "leaves" in ASCII: whoever holds it is the one who sequences. */
  private static final long KEY = 0x6c6561766573L;

  private final SqlConnection connection;
  private final int longest;

  private Turn(SqlConnection connection, int longest) {
    this.connection = connection;
    this.longest = longest;
  }

  /** How many rows a turn in this transaction put into the tree; none when another is at it. */
  static Uni<Integer> take(SqlConnection connection, int longest) {
    Turn turn = new Turn(connection, longest);
    // The lock ends with the transaction, and with it when its holder dies. A statement of its own:
    // the snapshot of the next one is younger than whatever the last holder committed.
    return connection
        .query("select pg_try_advisory_xact_lock(" + KEY + ") as held")
        .execute()
        .map(rows -> rows.iterator().next().getBoolean("held"))
        .chain(held -> held ? turn.grow() : Uni.createFrom().item(0));
  }

  private Uni<Integer> grow() {
    return size().chain(size -> place().chain(leaves -> grow(size, leaves)));
  }

  private Uni<Long> size() {
    return connection
        .query("select size from ledger_tree")
        .execute()
        .map(rows -> rows.iterator().next().getLong("size"));
  }

  /** Gives the next rows their places, in order, and answers with their leaf hashes. */
  private Uni<List<Hash>> place() {
    return connection
        .preparedQuery(
            """
            with next as (
              select e.xact, e.id, e.leaf_hash
              from ledger_event e
              where (e.xact, e.id) > ((select last_xact from ledger_tree),
                                      (select last_id from ledger_tree))
                and e.xact < ledger_horizon()
              order by e.xact, e.id
              limit $1
            ), placed as (
              select (select size from ledger_tree) + row_number() over (order by xact, id) - 1 as index,
                     xact, id, leaf_hash
              from next
            ), added as (
              insert into ledger_leaf (index, xact, id) select index, xact, id from placed
            ), grown as (
              update ledger_tree t set size = p.index + 1, last_xact = p.xact, last_id = p.id
              from (select index, xact, id from placed order by index desc limit 1) p
            )
            select leaf_hash from placed order by index
            """)
        .execute(Tuple.of(longest))
        .map(Turn::hashes);
  }

  private Uni<Integer> grow(long size, List<Hash> leaves) {
    return leaves.isEmpty()
        ? Uni.createFrom().item(0)
        : TileRows.read(connection, Tile.edgeOf(size))
            .map(tiles -> Edge.of(size, tiles).append(leaves))
            .map(Growth::tiles)
            .chain(tiles -> TileRows.write(connection, tiles))
            .replaceWith(leaves.size());
  }

  private static List<Hash> hashes(RowSet<Row> rows) {
    List<Hash> hashes = new ArrayList<>(rows.size());
    for (Row row : rows) {
      hashes.add(Hash.of(row.getBuffer("leaf_hash").getBytes()));
    }
    return hashes;
  }
}

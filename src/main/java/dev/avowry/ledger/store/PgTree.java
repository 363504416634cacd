package dev.avowry.ledger.store;

import dev.avowry.ledger.Edge;
import dev.avowry.ledger.Tile;
import dev.avowry.ledger.TileHashes;
import dev.avowry.ledger.Tree;
import dev.avowry.ledger.TreeHead;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;

/** The tree as {@link Sequencer} has grown it. */
@ApplicationScoped
class PgTree implements Tree {
  private final Pool pool;

  PgTree(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<TreeHead> head() {
    return pool.withConnection(this::edge).map(Edge::head);
  }

  /** The size first: what a tile holds stays, so that the tiles may be younger than the size. */
  private Uni<Edge> edge(SqlConnection connection) {
    return connection
        .query("select size from ledger_tree")
        .execute()
        .map(rows -> rows.iterator().next().getLong("size"))
        .chain(
            size ->
                TileRows.read(connection, Tile.edgeOf(size)).map(tiles -> Edge.of(size, tiles)));
  }

  @Override
  public Uni<List<TileHashes>> tiles(Collection<Tile> wanted) {
    return wanted.isEmpty()
        ? Uni.createFrom().item(List.of())
        : pool.withConnection(connection -> TileRows.read(connection, wanted));
  }
}

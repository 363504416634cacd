package dev.avowry.testing;

import dev.avowry.ledger.GrownTree;
import dev.avowry.ledger.Hash;
import dev.avowry.ledger.Hashing;
import dev.avowry.ledger.Tile;
import dev.avowry.ledger.TileHashes;
import dev.avowry.ledger.Tree;
import dev.avowry.ledger.TreeHead;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A tree in memory over the rows of the ledger, as far as each look at the head finds them. */
@Singleton
@DefaultBean
class LedgerTree implements Tree {
  private final Pool pool;
  private final GrownTree tree = new GrownTree();

  LedgerTree(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<TreeHead> head() {
    int known = (int) tree.headNow().size();
    return pool.preparedQuery("select id from ledger_event order by id offset $1")
        .execute(Tuple.of(known))
        .map(rows -> grow(known, rows));
  }

  @Override
  public Uni<List<TileHashes>> tiles(Collection<Tile> wanted) {
    return tree.tiles(wanted);
  }

  /** Looks may overlap: another may have appended some of the rows meanwhile. */
  private synchronized TreeHead grow(int known, RowSet<Row> rows) {
    long next = known;
    List<Hash> leaves = new ArrayList<>();
    for (Row row : rows) {
      if (next++ >= tree.headNow().size()) {
        String text = "row " + row.getLong("id");
        leaves.add(new Hashing().leaf(text.getBytes(StandardCharsets.UTF_8)));
      }
    }
    return tree.append(leaves).headNow();
  }
}

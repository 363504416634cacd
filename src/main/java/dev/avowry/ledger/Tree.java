package dev.avowry.ledger;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;

/**
 * The Merkle tree over the ledger's rows as far as they are committed and in order. It only grows:
 * what a tile held once it holds for ever.
 */
public interface Tree {
  /** The tree as it stands. */
  Uni<TreeHead> head();

  /**
   * The first hashes of tiles, as many of each as its width says; a stored tile may be wider. A
   * tile that the tree does not have, or does not have that wide, is absent from the answer, whose
   * order is any.
   */
  Uni<List<TileHashes>> tiles(Collection<Tile> wanted);
}

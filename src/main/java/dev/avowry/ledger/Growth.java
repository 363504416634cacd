package dev.avowry.ledger;

import java.util.List;

/**
 * What it takes to make a tree larger.
 *
 * @param edge the edge of the larger tree
 * @param tiles every tile that is new or wider than before, lowest level first and from the left;
 *     of a level the last may be partial, and takes the place of the narrower one at its index
 */
public record Growth(Edge edge, List<TileHashes> tiles) {
  public Growth {
    tiles = List.copyOf(tiles);
  }
}

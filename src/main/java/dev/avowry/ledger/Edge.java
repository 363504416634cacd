package dev.avowry.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The right edge of a tree is all that it takes to know its root and to make it larger: its size
 * and the hashes of the partial tile of each level. Immutable.
 */
public final class Edge {
  /** The edge of the tree without leaves. */
  public static final Edge EMPTY = new Edge(0, List.of());

  private final long size;

  /** One list a level from the leaves up, empty where the level has no partial tile. */
  private final List<List<Hash>> partials;

  private Edge(long size, List<List<Hash>> partials) {
    this.size = size;
    this.partials = partials;
  }

  /**
   * The edge of a tree of this size, from the tiles that {@link Tile#edgeOf} names.
   *
   * @throws IllegalArgumentException if one is missing or there are others
   */
  public static Edge of(long size, Collection<TileHashes> tiles) {
    List<List<Hash>> partials = new ArrayList<>();
    List<Tile> wanted = Tile.edgeOf(size);
    for (Tile tile : wanted) {
      while (partials.size() < tile.level()) {
        partials.add(List.of());
      }
      partials.add(find(tile, tiles).hashes());
    }
    if (wanted.size() != tiles.size()) {
      throw new IllegalArgumentException("not the edge of a tree of size " + size + ": " + tiles);
    }
    return new Edge(size, List.copyOf(partials));
  }

  private static TileHashes find(Tile tile, Collection<TileHashes> tiles) {
    return tiles.stream()
        .filter(each -> each.tile().equals(tile))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the edge lacks " + tile));
  }

  /** Number of leaves of the tree. */
  public long size() {
    return size;
  }

  /** The tree's size and root. */
  public TreeHead head() {
    return new TreeHead(size, root());
  }

  /** The tree's root. Costs a few hundred hashes at the most. */
  public Hash root() {
    Hashing hashing = new Hashing();
    if (size == 0) {
      return hashing.empty();
    }
    List<Hash> roots = new ArrayList<>();
    for (List<Hash> partial : partials.reversed()) {
      for (Subtree subtree : Subtree.covering(0, partial.size())) {
        roots.add(subtree.root(partial, hashing));
      }
    }
    return Fold.fromTheRight(roots, hashing);
  }

  /** The tree with more leaves behind those that it has, given by their leaf hashes. */
  public Growth append(List<Hash> leaves) {
    Hashing hashing = new Hashing();
    List<List<Hash>> edge = new ArrayList<>(partials);
    List<TileHashes> tiles = new ArrayList<>();
    List<Hash> added = leaves;
    for (int level = 0; !added.isEmpty(); level++) {
      if (level == edge.size()) {
        edge.add(List.of());
      }
      Row row = new Row(level, Tile.hashesOn(level + 1, size), edge.get(level));
      added = row.append(added, tiles, hashing);
      edge.set(level, List.copyOf(row.partial));
    }
    return new Growth(new Edge(size + leaves.size(), List.copyOf(edge)), tiles);
  }

  /** The right end of one level while it grows. */
  private static final class Row {
    private final int level;
    private long index;
    private final List<Hash> partial;

    Row(int level, long index, List<Hash> partial) {
      this.level = level;
      this.index = index;
      this.partial = new ArrayList<>(partial);
    }

    /** Appends hashes and the tiles that they make, and gives the hashes for the level above. */
    List<Hash> append(List<Hash> added, List<TileHashes> tiles, Hashing hashing) {
      List<Hash> above = new ArrayList<>();
      for (Hash hash : added) {
        partial.add(hash);
        if (partial.size() == Tile.FULL) {
          tiles.add(tile());
          above.add(Fold.complete(partial, hashing));
          partial.clear();
          index++;
        }
      }
      if (!partial.isEmpty()) {
        tiles.add(tile());
      }
      return above;
    }

    private TileHashes tile() {
      return new TileHashes(new Tile(level, index, partial.size()), partial);
    }
  }
}

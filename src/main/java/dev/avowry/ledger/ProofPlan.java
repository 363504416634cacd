package dev.avowry.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What must be fetched before a hash or a path of hashes can be computed, and the computing from
 * what was fetched.
 *
 * @param size of the tree that the hashes are of; what was added later plays no part
 * @param spans one for each hash of the answer, in its order
 */
public record ProofPlan(long size, List<Span> spans) {
  public ProofPlan {
    spans = List.copyOf(spans);
  }

  /**
   * Neighbouring leaves, whose common hash is wanted.
   *
   * @param from the first
   * @param to the one after the last
   */
  public record Span(long from, long to) {
    private Hash root(Map<Tile, TileHashes> tiles, long size, Hashing hashing) {
      List<Hash> roots = new ArrayList<>();
      for (Subtree subtree : Subtree.covering(from, to)) {
        roots.add(subtree.root(in(tiles, subtree.tileIn(size)), hashing));
      }
      return Fold.fromTheRight(roots, hashing);
    }

    private List<Tile> tilesIn(long size) {
      return Subtree.covering(from, to).stream().map(each -> each.tileIn(size)).toList();
    }
  }

  /**
   * The root as it was at a size of at least 1.
   *
   * @throws IllegalArgumentException if the size is smaller
   */
  public static ProofPlan root(long size) {
    check(size >= 1, "no plan for the root of a tree of size " + size);
    return new ProofPlan(size, List.of(new Span(0, size)));
  }

  /**
   * The hash of one leaf.
   *
   * @throws IllegalArgumentException unless {@code 0 <= index < size}
   */
  public static ProofPlan leaf(long index, long size) {
    check(index >= 0 && index < size, "no leaf " + index + " in a tree of size " + size);
    return new ProofPlan(size, List.of(new Span(index, index + 1)));
  }

  /**
   * The path of an {@link InclusionProof}: RFC 9162 §2.1.3.1.
   *
   * @throws IllegalArgumentException unless {@code 0 <= index < size}
   */
  public static ProofPlan inclusion(long index, long size) {
    check(index >= 0 && index < size, "no leaf " + index + " in a tree of size " + size);
    List<Span> spans = new ArrayList<>();
    long from = 0;
    long to = size;
    while (to - from > 1) {
      long middle = from + half(to - from);
      if (index < middle) {
        spans.add(new Span(middle, to));
        to = middle;
      } else {
        spans.add(new Span(from, middle));
        from = middle;
      }
    }
    return new ProofPlan(size, spans.reversed());
  }

  /**
   * The path of a {@link ConsistencyProof}: RFC 9162 §2.1.4.1.
   *
   * @throws IllegalArgumentException unless {@code 1 <= older <= size}
   */
  public static ProofPlan consistency(long older, long size) {
    check(older >= 1 && older <= size, "no proof from size " + older + " to size " + size);
    List<Span> spans = new ArrayList<>();
    long from = 0;
    long to = size;
    while (to != older) {
      long middle = from + half(to - from);
      if (older <= middle) {
        spans.add(new Span(middle, to));
        to = middle;
      } else {
        spans.add(new Span(from, middle));
        from = middle;
      }
    }
    if (from > 0) {
      // Otherwise this is the whole older tree, whose root the reader has.
      spans.add(new Span(from, to));
    }
    return new ProofPlan(size, spans.reversed());
  }

  /** The tiles that hold what is needed, each as wide as a tree of the size has it. */
  public Set<Tile> tiles() {
    return spans.stream()
        .flatMap(span -> span.tilesIn(size).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The hashes, one for each span.
   *
   * @param fetched every one of {@link #tiles}
   * @throws IllegalArgumentException if one is missing
   */
  public List<Hash> hashes(Collection<TileHashes> fetched) {
    Map<Tile, TileHashes> byTile =
        fetched.stream().collect(Collectors.toMap(TileHashes::tile, Function.identity()));
    Hashing hashing = new Hashing();
    return spans.stream().map(span -> span.root(byTile, size, hashing)).toList();
  }

  private static List<Hash> in(Map<Tile, TileHashes> tiles, Tile wanted) {
    TileHashes found = tiles.get(wanted);
    if (found == null) {
      throw new IllegalArgumentException("was not fetched: " + wanted);
    }
    return found.hashes();
  }

  /** The largest power of two that is smaller; where a tree of this many leaves divides. */
  private static long half(long leaves) {
    return Long.highestOneBit(leaves - 1);
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}

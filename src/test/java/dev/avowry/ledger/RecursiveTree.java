package dev.avowry.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** The tree as RFC 6962 §2.1 defines it, word by word and without a thought to cost. */
final class RecursiveTree {
  private static final Hashing HASHING = new Hashing();

  private RecursiveTree() {}

  /** Leaf hashes that all differ. */
  static List<Hash> leaves(long count) {
    return LongStream.range(0, count).mapToObj(RecursiveTree::leaf).toList();
  }

  static Hash leaf(long index) {
    return new Hashing().leaf(("leaf " + index).getBytes(StandardCharsets.UTF_8));
  }

  /** MTH(D[n]). */
  static Hash root(List<Hash> leaves) {
    return switch (leaves.size()) {
      case 0 -> HASHING.empty();
      case 1 -> leaves.getFirst();
      default -> {
        int k = split(leaves.size());
        yield HASHING.node(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
      }
    };
  }

  /** PATH(m, D[n]): RFC 6962 §2.1.1. */
  static List<Hash> path(int m, List<Hash> leaves) {
    if (leaves.size() == 1) {
      return List.of();
    }
    int k = split(leaves.size());
    List<Hash> left = leaves.subList(0, k);
    List<Hash> right = leaves.subList(k, leaves.size());
    return m < k ? join(path(m, left), root(right)) : join(path(m - k, right), root(left));
  }

  /** PROOF(m, D[n]): RFC 6962 §2.1.2. */
  static List<Hash> proof(int m, List<Hash> leaves) {
    return subproof(m, leaves, true);
  }

  private static List<Hash> subproof(int m, List<Hash> leaves, boolean whole) {
    if (m == leaves.size()) {
      return whole ? List.of() : List.of(root(leaves));
    }
    int k = split(leaves.size());
    List<Hash> left = leaves.subList(0, k);
    List<Hash> right = leaves.subList(k, leaves.size());
    return m <= k
        ? join(subproof(m, left, whole), root(right))
        : join(subproof(m - k, right, false), root(left));
  }

  private static int split(int n) {
    int k = 1;
    while (k * 2 < n) {
      k *= 2;
    }
    return k;
  }

  private static List<Hash> join(List<Hash> path, Hash last) {
    List<Hash> longer = new ArrayList<>(path);
    longer.add(last);
    return longer;
  }
}

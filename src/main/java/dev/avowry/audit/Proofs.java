package dev.avowry.audit;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.ConsistencyProof;
import dev.avowry.ledger.Hash;
import dev.avowry.ledger.InclusionProof;
import dev.avowry.ledger.ProofPlan;
import dev.avowry.ledger.Tile;
import dev.avowry.ledger.TileHashes;
import dev.avowry.ledger.Tree;
import dev.avowry.ledger.TreeHead;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Proofs about trees of any size up to the present one. */
@ApplicationScoped
public class Proofs {
  private final Tree tree;

  Proofs(Tree tree) {
    this.tree = tree;
  }

  /**
   * A leaf with the proof that it is in a tree.
   *
   * @param leaf the leaf's hash
   * @param root the tree's root
   */
  public record Included(InclusionProof proof, Hash leaf, Hash root) {}

  /**
   * Two trees with the proof that the one continues the other.
   *
   * @param older root of the smaller tree
   * @param newer root of the larger
   */
  public record Continued(ConsistencyProof proof, Hash older, Hash newer) {}

  /** One tile; empty if the tree does not have it, or not that wide. */
  public Uni<Optional<TileHashes>> tile(Tile wanted) {
    return tree.tiles(Set.of(wanted)).map(found -> found.stream().findFirst());
  }

  /** That a leaf is in the tree of this size; refused unless {@code 0 <= index < size <= now}. */
  public Uni<Included> inclusion(long index, long size) {
    return within(size)
        .invoke(() -> require(index >= 0 && index < size, "index must be less than size"))
        .chain(() -> prove(index, size));
  }

  /** That a tree continues another; refused unless {@code 1 <= from <= to <= now}. */
  public Uni<Continued> consistency(long from, long to) {
    return within(to)
        .invoke(() -> require(from >= 1 && from <= to, "from must be from 1 to the value of to"))
        .chain(() -> prove(new Sizes(from, to)));
  }

  private Uni<Included> prove(long index, long size) {
    ProofPlan path = ProofPlan.inclusion(index, size);
    ProofPlan leaf = ProofPlan.leaf(index, size);
    ProofPlan root = ProofPlan.root(size);
    return tree.tiles(tiles(path, leaf, root))
        .map(
            tiles ->
                new Included(
                    new InclusionProof(index, size, path.hashes(tiles)),
                    leaf.hashes(tiles).getFirst(),
                    root.hashes(tiles).getFirst()));
  }

  private record Sizes(long from, long to) {}

  /** Each root is read as the tree had it then: the tiles as wide as they were. */
  private Uni<Continued> prove(Sizes sizes) {
    ProofPlan path = ProofPlan.consistency(sizes.from, sizes.to);
    ProofPlan older = ProofPlan.root(sizes.from);
    ProofPlan newer = ProofPlan.root(sizes.to);
    return tree.tiles(tiles(path, older, newer))
        .map(
            tiles ->
                new Continued(
                    new ConsistencyProof(sizes.from, sizes.to, path.hashes(tiles)),
                    older.hashes(tiles).getFirst(),
                    newer.hashes(tiles).getFirst()));
  }

  private Uni<TreeHead> within(long size) {
    return tree.head()
        .invoke(
            head ->
                require(
                    size >= 1 && size <= head.size(),
                    "there is no tree of that size: the present size is " + head.size()));
  }

  private static Set<Tile> tiles(ProofPlan... plans) {
    Set<Tile> tiles = new HashSet<>();
    for (ProofPlan plan : List.of(plans)) {
      tiles.addAll(plan.tiles());
    }
    return tiles;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.refused(Reason.INVALID_REQUEST, otherwise);
    }
  }
}

package dev.avowry.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ProofTest {
  private static final int SIZE = 1_300;
  private static final List<Hash> LEAVES = RecursiveTree.leaves(SIZE);
  private static final GrownTree TREE = new GrownTree().append(LEAVES);

  @Property(tries = 200)
  void everyLeafIsProvedInEveryTree(
      @ForAll @IntRange(min = 1, max = SIZE) int size, @ForAll @IntRange(max = SIZE) int any) {
    int index = any % size;
    InclusionProof proof = inclusion(index, size);

    assertEquals(RecursiveTree.path(index, LEAVES.subList(0, size)), proof.path());
    assertTrue(proof.proves(LEAVES.get(index), root(size)));
  }

  @Property(tries = 200)
  void everyTreeIsProvedToContinueEveryOlder(
      @ForAll @IntRange(min = 1, max = SIZE) int to, @ForAll @IntRange(max = SIZE) int any) {
    int from = 1 + any % to;
    ConsistencyProof proof = consistency(from, to);

    assertEquals(RecursiveTree.proof(from, LEAVES.subList(0, to)), proof.path());
    assertTrue(proof.proves(root(from), root(to)));
  }

  @Property(tries = 200)
  void anInclusionProofWithOneThingChangedProvesNothing(
      @ForAll @IntRange(min = 1, max = SIZE) int size,
      @ForAll @IntRange(max = SIZE) int any,
      @ForAll @IntRange(max = SIZE - 1) int other,
      @ForAll @IntRange(max = 255) int bit) {
    int index = any % size;
    InclusionProof proof = inclusion(index, size);
    Hash leaf = LEAVES.get(index);
    Hash root = root(size);

    assertFalse(proof.proves(flip(leaf, bit), root));
    assertFalse(proof.proves(leaf, flip(root, bit)));
    for (List<Hash> path : changes(proof.path(), bit)) {
      assertFalse(new InclusionProof(index, size, path).proves(leaf, root));
    }
    if (other != index) {
      assertFalse(new InclusionProof(other, size, proof.path()).proves(leaf, root));
      assertFalse(proof.proves(LEAVES.get(other), root));
    }
    if (other + 1 != size) {
      assertFalse(new InclusionProof(index, other + 1, proof.path()).proves(leaf, root(other + 1)));
    }
  }

  @Property(tries = 200)
  void aConsistencyProofWithOneThingChangedProvesNothing(
      @ForAll @IntRange(min = 1, max = SIZE) int to,
      @ForAll @IntRange(max = SIZE) int any,
      @ForAll @IntRange(min = 1, max = SIZE) int other,
      @ForAll @IntRange(max = 255) int bit) {
    int from = 1 + any % to;
    ConsistencyProof proof = consistency(from, to);

    assertFalse(proof.proves(flip(root(from), bit), root(to)));
    assertFalse(proof.proves(root(from), flip(root(to), bit)));
    for (List<Hash> path : changes(proof.path(), bit)) {
      assertFalse(new ConsistencyProof(from, to, path).proves(root(from), root(to)));
    }
    if (other != from) {
      assertFalse(new ConsistencyProof(other, to, proof.path()).proves(root(other), root(to)));
    }
    if (other != to) {
      assertFalse(new ConsistencyProof(from, other, proof.path()).proves(root(from), root(other)));
    }
  }

  @Test
  void provesInTheSmallestTrees() {
    for (int size = 1; size <= 17; size++) {
      for (int index = 0; index < size; index++) {
        assertTrue(inclusion(index, size).proves(LEAVES.get(index), root(size)));
        assertTrue(consistency(index + 1, size).proves(root(index + 1), root(size)));
      }
    }
  }

  @Property(tries = 200)
  void asksForTwoTilesALevelAtTheMost(
      @ForAll @LongRange(min = 1, max = 1L << 40) long size,
      @ForAll @LongRange(max = 1L << 40) long any) {
    long index = any % size;
    int levels = (Long.SIZE - Long.numberOfLeadingZeros(size) + 7) / 8;

    assertTrue(ProofPlan.inclusion(index, size).tiles().size() <= 2 * levels);
    assertTrue(ProofPlan.consistency(index + 1, size).tiles().size() <= 2 * levels);
  }

  @Test
  void takesPartialTilesAsWideAsTheyWere() {
    assertEquals(List.of(new Tile(0, 0, 7)), List.copyOf(ProofPlan.inclusion(0, 7).tiles()));
  }

  @Test
  void givesRootAndLeafOfAnySize() {
    ProofPlan root = ProofPlan.root(700);
    ProofPlan leaf = ProofPlan.leaf(300, 700);

    assertEquals(List.of(root(700)), root.hashes(TREE.tilesNow(root.tiles())));
    assertEquals(List.of(LEAVES.get(300)), leaf.hashes(TREE.tilesNow(leaf.tiles())));
  }

  @Test
  void refusesWhatIsOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> ProofPlan.inclusion(7, 7));
    assertThrows(IllegalArgumentException.class, () -> ProofPlan.inclusion(-1, 7));
    assertThrows(IllegalArgumentException.class, () -> ProofPlan.consistency(0, 7));
    assertThrows(IllegalArgumentException.class, () -> ProofPlan.consistency(8, 7));
    assertThrows(IllegalArgumentException.class, () -> ProofPlan.root(0));
    assertThrows(IllegalArgumentException.class, () -> ProofPlan.leaf(7, 7));
    assertThrows(
        IllegalArgumentException.class, () -> ProofPlan.inclusion(0, 300).hashes(List.of()));
    assertFalse(new InclusionProof(7, 7, List.of()).proves(LEAVES.getFirst(), root(1)));
    assertFalse(new InclusionProof(-1, 7, List.of()).proves(LEAVES.getFirst(), root(1)));
    assertFalse(new ConsistencyProof(0, 7, List.of()).proves(root(1), root(7)));
    assertFalse(new ConsistencyProof(7, 1, List.of()).proves(root(7), root(1)));
  }

  private static InclusionProof inclusion(int index, int size) {
    return new InclusionProof(index, size, hashes(ProofPlan.inclusion(index, size)));
  }

  private static ConsistencyProof consistency(int from, int to) {
    return new ConsistencyProof(from, to, hashes(ProofPlan.consistency(from, to)));
  }

  private static List<Hash> hashes(ProofPlan plan) {
    return plan.hashes(TREE.tilesNow(plan.tiles()));
  }

  private static Hash root(int size) {
    return Edge.EMPTY.append(LEAVES.subList(0, size)).edge().root();
  }

  /** One hash flipped, left out or repeated at any place, and one more at the end. */
  private static List<List<Hash>> changes(List<Hash> path, int bit) {
    List<List<Hash>> changes = new ArrayList<>();
    for (int at = 0; at < path.size(); at++) {
      changes.add(with(path, at, bit));
      List<Hash> without = new ArrayList<>(path);
      without.remove(at);
      changes.add(without);
      List<Hash> twice = new ArrayList<>(path);
      twice.add(at, path.get(at));
      changes.add(twice);
    }
    List<Hash> longer = new ArrayList<>(path);
    longer.add(LEAVES.getFirst());
    changes.add(longer);
    return changes;
  }

  private static List<Hash> with(List<Hash> path, int at, int bit) {
    List<Hash> changed = new ArrayList<>(path);
    changed.set(at, flip(path.get(at), bit));
    return changed;
  }

  private static Hash flip(Hash hash, int bit) {
    byte[] bytes = hash.bytes();
    bytes[bit / 8] ^= (byte) (1 << (bit % 8));
    return Hash.of(bytes);
  }
}

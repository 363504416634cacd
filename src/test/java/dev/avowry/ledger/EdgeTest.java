package dev.avowry.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EdgeTest {
  /** The leaves of the reference implementation of Certificate Transparency. */
  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> ROOTS =
      List.of(
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  @Test
  void hasTheRootsOfTheReferenceImplementation() {
    Hashing hashing = new Hashing();
    List<String> roots = new ArrayList<>();
    Edge edge = Edge.EMPTY;
    for (String leaf : LEAVES) {
      edge = edge.append(List.of(hashing.leaf(HexFormat.of().parseHex(leaf)))).edge();
      roots.add(HexFormat.of().formatHex(edge.root().bytes()));
    }

    assertEquals(ROOTS, roots);
  }

  @Test
  void anEmptyTreeHasTheHashOfNothing() {
    assertEquals(new TreeHead(0, new Hashing().empty()), Edge.EMPTY.head());
    assertEquals(List.of(), Edge.EMPTY.append(List.of()).tiles());
  }

  @Property(tries = 60)
  void anySplitOfTheLeavesGivesTheRootOfTheDefinition(
      @ForAll @Size(max = 8) List<@IntRange(max = 400) Integer> parts) {
    int size = parts.stream().mapToInt(Integer::intValue).sum();
    List<Hash> leaves = RecursiveTree.leaves(size);
    Edge edge = Edge.EMPTY;
    for (int part : parts) {
      int from = (int) edge.size();
      edge = edge.append(leaves.subList(from, from + part)).edge();
    }

    assertEquals(new TreeHead(size, RecursiveTree.root(leaves)), edge.head());
  }

  @Property(tries = 60)
  void theTilesThatAreWrittenAreAllThatTheTreeHas(
      @ForAll @Size(max = 8) List<@IntRange(max = 400) Integer> parts) {
    GrownTree tree = new GrownTree();
    List<Hash> leaves = new ArrayList<>();
    for (int part : parts) {
      List<Hash> more =
          RecursiveTree.leaves(leaves.size() + part).subList(leaves.size(), leaves.size() + part);
      leaves.addAll(more);
      tree.append(more);
    }

    for (int level = 0; level < 3; level++) {
      List<Hash> row = row(leaves, level);
      List<Hash> stored =
          tree.tilesNow(tilesOn(level, leaves.size())).stream()
              .flatMap(each -> each.hashes().stream())
              .toList();
      assertEquals(row, stored, "level " + level);
    }
  }

  @Test
  void growsOnFromItsStoredTiles() {
    GrownTree tree = new GrownTree().append(RecursiveTree.leaves(70_000));
    Edge read = Edge.of(70_000, tree.tilesNow(Tile.edgeOf(70_000)));

    assertEquals(tree.headNow(), read.head());
    List<Hash> more = RecursiveTree.leaves(1_000);
    assertEquals(tree.append(more).headNow(), read.append(more).edge().head());
  }

  @Test
  void refusesAnEdgeThatIsNotWhole() {
    GrownTree tree = new GrownTree().append(RecursiveTree.leaves(300));
    List<TileHashes> tiles = tree.tilesNow(Tile.edgeOf(300));

    assertThrows(IllegalArgumentException.class, () -> Edge.of(300, tiles.subList(1, 2)));
    assertThrows(IllegalArgumentException.class, () -> Edge.of(301, tiles));
    assertThrows(IllegalArgumentException.class, () -> Edge.of(256, tiles));
  }

  @Test
  void writesOnlyWhatIsNewOrWider() {
    Edge edge = Edge.EMPTY.append(RecursiveTree.leaves(600)).edge();

    assertEquals(List.of(new Tile(0, 2, 89)), written(edge, 1));
    assertEquals(
        List.of(new Tile(0, 2, 256), new Tile(0, 3, 1), new Tile(1, 0, 3)), written(edge, 169));
    assertEquals(List.of(new Tile(0, 2, 256), new Tile(1, 0, 3)), written(edge, 168));
  }

  private static List<Tile> written(Edge edge, int more) {
    return edge.append(RecursiveTree.leaves(more)).tiles().stream().map(TileHashes::tile).toList();
  }

  /** The roots of every complete 256^level leaves. */
  private static List<Hash> row(List<Hash> leaves, int level) {
    int width = 1 << (8 * level);
    return Stream.iterate(0, at -> at + width)
        .limit(leaves.size() / width)
        .map(at -> RecursiveTree.root(leaves.subList(at, at + width)))
        .toList();
  }

  private static List<Tile> tilesOn(int level, long size) {
    return Stream.iterate(0, index -> Tile.widthIn(size, level, index) > 0, index -> index + 1)
        .map(index -> new Tile(level, index, Tile.widthIn(size, level, index)))
        .toList();
  }
}

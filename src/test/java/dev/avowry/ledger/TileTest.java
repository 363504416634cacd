package dev.avowry.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TileTest {
  @Property
  void readsWhatItWrites(
      @ForAll @IntRange(max = 63) int level,
      @ForAll @LongRange(max = 999_999_999_999_999_999L) long index,
      @ForAll @IntRange(min = 1, max = 256) int width) {
    Tile tile = new Tile(level, index, width);

    assertEquals(Optional.of(tile), Tile.parse(tile.path()));
  }

  @Test
  void writesTheIndexInGroupsOfThreeDigits() {
    assertEquals("0/000", new Tile(0, 0, 256).path());
    assertEquals("0/x001/x234/067", new Tile(0, 1_234_067, 256).path());
    assertEquals("1/x001/000.p/1", new Tile(1, 1000, 1).path());
    assertEquals("63/999.p/255", new Tile(63, 999, 255).path());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "0/",
        "0/0",
        "0/00",
        "0/0000",
        "00/000",
        "64/000",
        "-1/000",
        "0/x000",
        "0/x000/000",
        "0/001/000",
        "0/x001/x000",
        "0/x000/x001/000",
        "0/X001/000",
        "0/000.p",
        "0/000.p/",
        "0/000.p/0",
        "0/000.p/01",
        "0/000.p/256",
        "0/000.p/257",
        "0/000.p/999",
        "0/000.p/-1",
        "0/000/",
        "/0/000",
        "0//000",
        "0/000\n",
        "0/٠٠٠",
        "0/x999/x999/x999/x999/x999/x999/999",
        "tile/0/000",
      })
  void refusesAnyOtherSpelling(String path) {
    assertEquals(Optional.empty(), Tile.parse(path));
  }

  @Test
  void refusesWhatNoTreeHas() {
    assertThrows(IllegalArgumentException.class, () -> new Tile(64, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Tile(-1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Tile(0, -1, 1));
    assertThrows(IllegalArgumentException.class, () -> new Tile(0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Tile(0, 0, 257));
  }

  @Test
  void aTileIsAsWideAsTheTreeReaches() {
    assertEquals(0, Tile.widthIn(0, 0, 0));
    assertEquals(255, Tile.widthIn(255, 0, 0));
    assertEquals(256, Tile.widthIn(256, 0, 0));
    assertEquals(0, Tile.widthIn(256, 0, 1));
    assertEquals(1, Tile.widthIn(257, 0, 1));
    assertEquals(0, Tile.widthIn(255, 1, 0));
    assertEquals(1, Tile.widthIn(511, 1, 0));
    assertEquals(2, Tile.widthIn(512, 1, 0));
    assertEquals(0, Tile.widthIn(512, 63, 0));
    assertEquals(0, Tile.widthIn(512, 0, Long.MAX_VALUE));
    assertEquals(127, Tile.widthIn(Long.MAX_VALUE, 7, 0));
    assertEquals(0, Tile.widthIn(Long.MAX_VALUE, 8, 0));
  }

  @Test
  void theEdgeIsThePartialTiles() {
    assertEquals(List.of(), Tile.edgeOf(0));
    assertEquals(List.of(new Tile(0, 0, 1)), Tile.edgeOf(1));
    assertEquals(List.of(new Tile(1, 0, 1)), Tile.edgeOf(256));
    assertEquals(List.of(new Tile(0, 273, 112), new Tile(1, 1, 17), new Tile(2, 0, 1)), edge());
    assertEquals(List.of(new Tile(2, 0, 1)), Tile.edgeOf(65_536));
  }

  private static List<Tile> edge() {
    return Tile.edgeOf(70_000);
  }

  @Test
  void keepsItsHashesAsOneRunOfBytes() {
    TileHashes tile = new TileHashes(new Tile(0, 0, 3), RecursiveTree.leaves(3));

    assertEquals(tile, TileHashes.of(tile.tile(), tile.bytes()));
    assertEquals(
        new TileHashes(new Tile(0, 0, 2), RecursiveTree.leaves(2)),
        TileHashes.of(new Tile(0, 0, 2), tile.bytes()));
    assertThrows(
        IllegalArgumentException.class, () -> TileHashes.of(new Tile(0, 0, 4), tile.bytes()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new TileHashes(new Tile(0, 0, 2), RecursiveTree.leaves(3)));
  }
}

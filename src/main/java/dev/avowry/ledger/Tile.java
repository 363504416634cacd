package dev.avowry.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which hashes of the tree are meant: up to 256 neighbours on a level whose number is a multiple of
 * eight (C2SP tlog-tiles). A hash on tile level {@code L} is the root of {@code 256^L} leaves.
 *
 * @param level from 0, the leaves' own hashes, to 63
 * @param index counted from the left, from 0
 * @param width number of hashes from the left: 256 for a full tile, 1 to 255 for a partial one
 */
public record Tile(int level, long index, int width) {
  /** Levels of the tree in one tile. */
  static final int HEIGHT = 8;

  /** Hashes of a full tile. */
  public static final int FULL = 1 << HEIGHT;

  private static final int HIGHEST = 63;

  /** Six groups of three digits number far more tiles than a tree of 2^63 leaves could need. */
  private static final Pattern PATH =
      Pattern.compile("(0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  /** Refuses what no path can say. */
  public Tile {
    if (level < 0 || level > HIGHEST || index < 0 || width < 1 || width > FULL) {
      throw new IllegalArgumentException(
          "no such tile: level " + level + ", index " + index + ", width " + width);
    }
  }

  /** The tile that the path of C2SP tlog-tiles names; empty if it names none or in another way. */
  public static Optional<Tile> parse(String path) {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int level = Integer.parseInt(matcher.group(1));
    long index = Long.parseLong(matcher.group(2).replace("x", "").replace("/", ""));
    int width = matcher.group(3) == null ? FULL : Integer.parseInt(matcher.group(3));
    if (level > HIGHEST || width > FULL) {
      return Optional.empty();
    }
    // Leading groups of zeros and the partial tile of width 256 are other names for the same.
    return Optional.of(new Tile(level, index, width)).filter(tile -> tile.path().equals(path));
  }

  /**
   * How many hashes a tree of this size has in the tile at this place: 0 if it does not have the
   * tile, 256 if it is full.
   */
  public static int widthIn(long size, int level, long index) {
    long full = hashesOn(level + 1, size);
    if (index == full) {
      return (int) (hashesOn(level, size) % FULL);
    }
    return index < full ? FULL : 0;
  }

  /** The partial tiles of a tree of this size, lowest level first: at most one a level. */
  public static List<Tile> edgeOf(long size) {
    List<Tile> edge = new ArrayList<>();
    for (int level = 0; hashesOn(level, size) > 0; level++) {
      long hashes = hashesOn(level, size);
      if (hashes % FULL > 0) {
        edge.add(new Tile(level, hashes / FULL, (int) (hashes % FULL)));
      }
    }
    return edge;
  }

  /** Hashes on a tile level of a tree of this size: one for every complete {@code 256^level}. */
  static long hashesOn(int level, long size) {
    // A shift by 64 or more would begin anew at 0.
    return level * HEIGHT >= Long.SIZE ? 0 : size >>> (level * HEIGHT);
  }

  /** Whether it will never be wider. */
  public boolean isFull() {
    return width == FULL;
  }

  /** {@code <level>/<index>}, with {@code .p/<width>} behind it if the tile is partial. */
  public String path() {
    String partial = isFull() ? "" : ".p/" + width;
    return level + "/" + indexPath(index) + partial;
  }

  /** The index in groups of three digits, an {@code x} before each but the last. */
  static String indexPath(long index) {
    String last = "%03d".formatted(index % 1000);
    StringBuilder path = new StringBuilder(last);
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      path.insert(0, "x%03d/".formatted(rest % 1000));
    }
    return path.toString();
  }
}

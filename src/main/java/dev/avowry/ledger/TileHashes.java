package dev.avowry.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A tile with what is in it.
 *
 * @param tile which
 * @param hashes from the left, as many as the tile is wide
 */
public record TileHashes(Tile tile, List<Hash> hashes) {
  /** Refuses another number of hashes than the width. */
  public TileHashes {
    hashes = List.copyOf(hashes);
    if (hashes.size() != tile.width()) {
      throw new IllegalArgumentException(tile + " does not hold " + hashes.size() + " hashes");
    }
  }

  /**
   * Reads what {@link #bytes} wrote; of more it takes the first, as many as the tile is wide.
   *
   * @throws IllegalArgumentException if there are fewer
   */
  public static TileHashes of(Tile tile, byte[] bytes) {
    if (bytes.length < tile.width() * Hash.LENGTH) {
      throw new IllegalArgumentException(tile + " is cut off after " + bytes.length + " bytes");
    }
    List<Hash> hashes = new ArrayList<>(tile.width());
    for (int at = 0; at < tile.width() * Hash.LENGTH; at += Hash.LENGTH) {
      hashes.add(new Hash(Arrays.copyOfRange(bytes, at, at + Hash.LENGTH)));
    }
    return new TileHashes(tile, hashes);
  }

  /** The hashes one behind the other, 32 bytes each: the body of the tile's resource. */
  public byte[] bytes() {
    byte[] bytes = new byte[hashes.size() * Hash.LENGTH];
    for (int i = 0; i < hashes.size(); i++) {
      hashes.get(i).copyTo(bytes, i * Hash.LENGTH);
    }
    return bytes;
  }
}

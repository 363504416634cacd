package dev.avowry.kernel;

import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * An id on a path as a number, for an index of tokens by what they depend on. Of a node or a
 * credential it is the whole id; of a token the first half of its {@code jti}, which no two share
 * by chance.
 */
public final class PathBits {
  private PathBits() {}

  /** The first 64 bits of an id as it is written. */
  public static long of(String id) {
    return ByteBuffer.wrap(Base64.getUrlDecoder().decode(id)).getLong();
  }
}

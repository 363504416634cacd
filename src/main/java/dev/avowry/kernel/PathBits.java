package dev.avowry.kernel;

import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * What a token depends on as a number, for an index of tokens by it. Of a node or a credential it
 * is the whole id; of a token the first half of its {@code jti}, and of a class of tokens the
 * beginning of its SHA-256, which no two share by chance.
 */
public final class PathBits {
  private PathBits() {}

  /** The first 64 bits of an id as it is written. */
  public static long of(String id) {
    boolean ofClass = id.equals("*") || id.indexOf(':') >= 0;
    return ByteBuffer.wrap(ofClass ? Sha256.of(id) : Base64.getUrlDecoder().decode(id)).getLong();
  }
}

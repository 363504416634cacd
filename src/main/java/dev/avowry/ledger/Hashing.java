package dev.avowry.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A leaf never has the hash of a node: each kind is hashed behind a byte of its own (RFC 6962
 * §2.1). Keeps one digest for many hashes and is therefore for one thread at a time.
 */
public final class Hashing {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final MessageDigest sha256;

  /** A new digest. */
  public Hashing() {
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /** The root of the tree without leaves: the hash of nothing. */
  public Hash empty() {
    return new Hash(sha256.digest());
  }

  /** The hash of a leaf with this data. */
  public Hash leaf(byte[] data) {
    sha256.update(LEAF);
    return new Hash(sha256.digest(data));
  }

  /** The hash of the node above these two. */
  public Hash node(Hash left, Hash right) {
    byte[] message = new byte[1 + 2 * Hash.LENGTH];
    message[0] = NODE;
    left.copyTo(message, 1);
    right.copyTo(message, 1 + Hash.LENGTH);
    return new Hash(sha256.digest(message));
  }
}

package dev.avowry.kernel;

import java.security.SecureRandom;
import java.util.Optional;

/**
 * Names one node of the tree of authority, and with it the sponsor, agent or delegation that the
 * node is. Never reused.
 *
 * @param value 64 random bits
 */
public record NodeId(long value) {
  /** A new id. */
  public static NodeId random(SecureRandom random) {
    return new NodeId(RandomId.draw(random));
  }

  /** Reads the 11 characters that {@link #toString} writes; empty for everything else. */
  public static Optional<NodeId> parse(String text) {
    return RandomId.read(text).map(NodeId::new);
  }

  /** 11 characters of base64url. */
  @Override
  public String toString() {
    return RandomId.write(value);
  }
}

package dev.avowry.sign;

import dev.avowry.key.Algorithm;
import java.util.Optional;

/** The names that algorithms have in RFC 9421 §6.2.2. */
final class HttpAlgorithm {
  private static final String ED25519 = "ed25519";
  private static final String P256 = "ecdsa-p256-sha256";

  private HttpAlgorithm() {}

  static String name(Algorithm algorithm) {
    return algorithm == Algorithm.EDDSA ? ED25519 : P256;
  }

  static Optional<Algorithm> named(String name) {
    return switch (name) {
      case ED25519 -> Optional.of(Algorithm.EDDSA);
      case P256 -> Optional.of(Algorithm.ES256);
      default -> Optional.empty();
    };
  }
}

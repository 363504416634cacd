package dev.avowry.rotation;

import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.Base64Url;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;

/** Names of rotations, none of them twice. */
@ApplicationScoped
class RunNames {
  private static final int BYTES = 16;

  private final SecureRandom random;

  RunNames(SecureRandom random) {
    this.random = random;
  }

  String next() {
    return Base64Url.encode(SecretBytes.random(random, BYTES).exposeSecret());
  }
}

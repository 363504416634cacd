package dev.avowry.key;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.security.GeneralSecurityException;
import java.security.PublicKey;

/**
 * A public key and the one algorithm it may be used with; a key of the wrong kind, curve or size
 * cannot be made into one.
 *
 * @param kid its id, as its owner calls it
 * @param algorithm the only algorithm that it verifies
 * @param publicKey the key as the provider in use holds it
 */
public record VerificationKey(String kid, Algorithm algorithm, PublicKey publicKey) {
  public VerificationKey {
    KeyShape.flaw(algorithm, publicKey)
        .ifPresent(
            flaw -> {
              throw Refusal.refused(Reason.INVALID_KEY, flaw);
            });
    try {
      publicKey = Signatures.inUse().own(algorithm, publicKey);
    } catch (GeneralSecurityException broken) {
      throw Refusal.refused(
          Reason.INVALID_KEY, "the public key is not a valid key for " + algorithm);
    }
  }

  boolean verifies(byte[] input, byte[] signature) {
    return Signatures.inUse().verifies(algorithm, publicKey, input, signature);
  }
}

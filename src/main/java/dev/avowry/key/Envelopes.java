package dev.avowry.key;

import dev.avowry.kernel.SecretBytes;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/**
 * Seals each secret with a key that is used for nothing else; NIST SP 800-57 part 1 §5.2. What
 * holds of the {@link Sealer} holds of both of its parts: each is opened for its own purpose alone.
 */
@Singleton
public final class Envelopes {
  private final Sealer sealer;
  private final SecureRandom random;

  Envelopes(Sealer sealer, SecureRandom random) {
    this.sealer = sealer;
    this.random = random;
  }

  /** Seals a secret with a new data key. */
  public Envelope seal(SecretBytes secret, String purpose) {
    SecretBytes key = SecretBytes.random(random, Kek.BYTES);
    return new Envelope(sealer.seal(key, purpose), with(key).seal(secret, purpose));
  }

  /**
   * Opens what was sealed for the same purpose.
   *
   * @throws SealBroken when it cannot be opened
   */
  public SecretBytes open(Envelope envelope, String purpose) {
    return with(sealer.open(envelope.key(), purpose)).open(envelope.content(), purpose);
  }

  private Sealer with(SecretBytes key) {
    return Kek.of(key, "the data key")
        .map(dataKey -> new Sealer(dataKey, random))
        .orElseThrow(() -> new SealBroken("a sealed data key is not one"));
  }
}

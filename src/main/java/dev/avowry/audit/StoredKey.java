package dev.avowry.audit;

import dev.avowry.key.Sealed;
import dev.avowry.key.Sealer;
import java.time.Instant;

/**
 * A key for checkpoints as it is kept.
 *
 * @param key the public half
 * @param secret the private half, sealed for this key alone
 * @param madeAt when
 */
public record StoredKey(NoteKey key, Sealed secret, Instant madeAt) {
  static StoredKey seal(NoteSigner signer, Sealer sealer, Instant now) {
    return new StoredKey(signer.key(), sealer.seal(signer.pkcs8(), purpose(signer.key())), now);
  }

  NoteSigner open(Sealer sealer) {
    return NoteSigner.open(key, sealer.open(secret, purpose(key)));
  }

  private static String purpose(NoteKey key) {
    return "checkpoint key " + key;
  }
}

package dev.avowry.audit;

import dev.avowry.kernel.SecretBytes;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;

/** Signs notes; the private half does not come out except to be sealed. */
final class NoteSigner {
  private final NoteKey key;
  private final PrivateKey secret;

  private NoteSigner(NoteKey key, PrivateKey secret) {
    this.key = key;
    this.secret = secret;
  }

  /** A new pair under this name. */
  static NoteSigner generate(String name, NoteAlgorithm algorithm) {
    KeyPair pair = algorithm.newPair();
    return new NoteSigner(NoteKey.of(name, algorithm, pair.getPublic()), pair.getPrivate());
  }

  /** The signer of a key whose private half was kept. */
  static NoteSigner open(NoteKey key, SecretBytes pkcs8) {
    try {
      return new NoteSigner(key, key.algorithm().privateKey(pkcs8.exposeSecret()));
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("cannot read the private key of " + key, broken);
    }
  }

  NoteKey key() {
    return key;
  }

  SecretBytes pkcs8() {
    return SecretBytes.takeCopyOf(secret.getEncoded());
  }

  /** Takes a millisecond or more with ML-DSA: not for an event loop. */
  NoteSignature sign(byte[] text) {
    return NoteSignature.by(key, key.algorithm().sign(secret, text));
  }

  /** Shows the public half only. */
  @Override
  public String toString() {
    return "NoteSigner[" + key + "]";
  }
}

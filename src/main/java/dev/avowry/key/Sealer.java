package dev.avowry.key;

import dev.avowry.kernel.SecretBytes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * What is sealed can be opened only with the same key-encryption key and for the same purpose; a
 * changed, swapped or truncated secret is not opened at all.
 *
 * <p>AES-256-GCM with a random 96-bit nonce (NIST SP 800-38D §8.2.2). Under one key that is good
 * for 2^32 secrets, more than will ever be sealed. The format byte, the key's id and the purpose
 * are authenticated with it.
 */
@Singleton
public final class Sealer {
  private static final byte AES_256_GCM = 1;
  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int HEADER_BYTES = 1 + Kek.ID_BYTES;

  private final Kek kek;
  private final List<Kek> others;
  private final SecureRandom random;

  @Inject
  Sealer(KekFile file, SecureRandom random) {
    this(file.readOrMake(random), file.others(), random);
  }

  Sealer(Kek kek, SecureRandom random) {
    this(kek, List.of(), random);
  }

  Sealer(Kek kek, List<Kek> others, SecureRandom random) {
    this.kek = kek;
    this.others = List.copyOf(others);
    this.random = random;
  }

  /**
   * Seals a secret.
   *
   * @param purpose what it is and whose, such as the table and the row's key; it takes the same to
   *     open it, so that two rows cannot be swapped
   */
  public Sealed seal(SecretBytes secret, String purpose) {
    byte[] header = ByteBuffer.allocate(HEADER_BYTES).put(AES_256_GCM).put(kek.id()).array();
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] plain = secret.exposeSecret();
    try {
      byte[] sealed = cipher(kek, Cipher.ENCRYPT_MODE, nonce, header, purpose).doFinal(plain);
      return Sealed.of(
          ByteBuffer.allocate(header.length + nonce.length + sealed.length)
              .put(header)
              .put(nonce)
              .put(sealed)
              .array());
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("cannot seal", broken);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /**
   * Opens what was sealed for the same purpose.
   *
   * @throws SealBroken when it was sealed under another key, for another purpose, or was changed
   */
  public SecretBytes open(Sealed sealed, String purpose) {
    byte[] bytes = sealed.toBytes();
    if (bytes.length < HEADER_BYTES + NONCE_BYTES + TAG_BITS / Byte.SIZE) {
      throw new SealBroken("a sealed secret is cut short: " + purpose);
    }
    return switch (bytes[0]) {
      case AES_256_GCM -> openGcm(bytes, purpose);
      default ->
          throw new SealBroken("a sealed secret has a format of a later version: " + purpose);
    };
  }

  /** The same secret for the same purpose, sealed with the present key. */
  Sealed sealAnew(Sealed sealed, String purpose) {
    return seal(open(sealed, purpose), purpose);
  }

  /** The id of the key that seals. */
  byte[] presentKey() {
    return kek.id();
  }

  /** The ids of all keys that open. */
  List<byte[]> knownKeys() {
    return keys().map(Kek::id).toList();
  }

  /** Whether there are keys that open and do not seal. */
  boolean hasOthers() {
    return !others.isEmpty();
  }

  /**
   * A secret of 256 bits that every replica with the same key-encryption key derives for the same
   * purpose, and nobody else; NIST SP 800-108 §4.1 with a single block.
   */
  public SecretBytes derive(String purpose) {
    return kek.derive("avowry derived secret: " + purpose);
  }

  private SecretBytes openGcm(byte[] bytes, String purpose) {
    byte[] header = Arrays.copyOfRange(bytes, 0, HEADER_BYTES);
    Kek sealedWith = keyNamed(Arrays.copyOfRange(header, 1, HEADER_BYTES));
    byte[] nonce = Arrays.copyOfRange(bytes, HEADER_BYTES, HEADER_BYTES + NONCE_BYTES);
    try {
      byte[] plain =
          cipher(sealedWith, Cipher.DECRYPT_MODE, nonce, header, purpose)
              .doFinal(
                  bytes, HEADER_BYTES + NONCE_BYTES, bytes.length - HEADER_BYTES - NONCE_BYTES);
      SecretBytes secret = SecretBytes.takeCopyOf(plain);
      Arrays.fill(plain, (byte) 0);
      return secret;
    } catch (GeneralSecurityException changed) {
      throw new SealBroken("a sealed secret was changed or moved: " + purpose, changed);
    }
  }

  private Kek keyNamed(byte[] id) {
    return keys()
        .filter(key -> Arrays.equals(key.id(), id))
        .findFirst()
        .orElseThrow(
            () ->
                new SealBroken(
                    ("the key-encryption key from %s is not the one that sealed what is stored;"
                            + " set avowry.kek-file to that one")
                        .formatted(kek.source())));
  }

  private Stream<Kek> keys() {
    return Stream.concat(Stream.of(kek), others.stream());
  }

  private static Cipher cipher(Kek kek, int mode, byte[] nonce, byte[] header, String purpose)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(TRANSFORMATION);
    cipher.init(mode, kek.key(), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(header);
    cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}

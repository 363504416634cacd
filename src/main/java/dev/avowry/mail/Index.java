package dev.avowry.mail;

import dev.avowry.kernel.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names by which messages are found in one mailbox, and which tell nobody without its key what they
 * name: HMAC-SHA-256, RFC 2104, cut to 128 bits.
 */
final class Index {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 16;

  private final SecretBytes key;

  Index(SecretBytes key) {
    this.key = key;
  }

  /** Of the name that a sender gave a message. */
  SecretBytes ofName(String name) {
    return of("name", SecretBytes.ofText(name));
  }

  /** Of a whole message. */
  SecretBytes ofContent(SecretBytes content) {
    return of("content", content);
  }

  /** Of what an agent calls something that it asks for. */
  SecretBytes ofRequest(String key) {
    return of("request", SecretBytes.ofText(key));
  }

  private SecretBytes of(String kind, SecretBytes value) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.exposeSecret(), ALGORITHM));
      mac.update(SecretBytes.ofText(kind).exposeSecret());
      mac.update((byte) 0);
      return SecretBytes.takeCopyOf(Arrays.copyOf(mac.doFinal(value.exposeSecret()), BYTES));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

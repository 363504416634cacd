package dev.avowry.vault;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.Sealer;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * By what the same value is known again without being told: HMAC-SHA-256 (RFC 2104) by a key that
 * is used for nothing else and never leaves, for each owner another. Nobody who has one finds the
 * value by trying, other than by asking here. None is kept: of what is in the vault there are none
 * to compare with, so that who writes secrets cannot find out others' by writing.
 */
@Singleton
class Fingerprints {
  private static final String HMAC = "HmacSHA256";
  private static final int BYTES = 16;

  private final SecretBytes key;

  Fingerprints(Sealer sealer) {
    this.key = sealer.derive("fingerprints of values that are imported");
  }

  String of(NodeId owner, String value) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key.exposeSecret(), HMAC));
      mac.update((owner + " ").getBytes(StandardCharsets.US_ASCII));
      byte[] all = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(all, BYTES));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("cannot make a fingerprint", impossible);
    }
  }
}

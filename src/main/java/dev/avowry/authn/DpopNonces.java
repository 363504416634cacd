package dev.avowry.authn;

import dev.avowry.authn.DpopConfig.NonceUse;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.Claims;
import dev.avowry.key.Sealer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Nonces that nobody can foresee and every replica recognises, RFC 9449 §8: one for each window of
 * time, by a secret of this issuer's, so that nothing has to be kept.
 *
 * <p>The same nonce serves all clients. It says when a proof was made; that a proof is used once is
 * for its {@code jti} to see to.
 */
@ApplicationScoped
public class DpopNonces {
  /** A nonce is taken for this long at the least, and for three times as long at the most. */
  private static final Duration WINDOW = Duration.ofMinutes(2);

  private static final String HMAC = "HmacSHA256";
  private static final int BYTES = 16;

  private final SecretBytes secret;
  private final Clock clock;
  private final NonceUse use;

  @Inject
  DpopNonces(
      Sealer sealer,
      Clock clock,
      DpopConfig config,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this(sealer.derive("dpop nonces of " + issuer), clock, config.nonce());
  }

  DpopNonces(SecretBytes secret, Clock clock, NonceUse use) {
    this.secret = secret;
    this.clock = clock;
    this.use = use;
  }

  /** The nonce that is given to whoever brings a proof; empty where nonces are not in use. */
  Optional<String> current() {
    return use == NonceUse.OFF ? Optional.empty() : Optional.of(of(window()));
  }

  /**
   * Refuses a proof whose nonce is not a recent one of ours, and one without where it needs one.
   */
  void check(Claims proof) {
    boolean asked =
        switch (use) {
          case OFF -> false;
          case OPTIONAL -> proof.has("nonce");
          case REQUIRED -> true;
        };
    if (asked && !proof.text("nonce").map(this::isRecent).orElse(false)) {
      throw Refusal.refused(
          Reason.USE_DPOP_NONCE, "the DPoP proof needs the nonce of the header DPoP-Nonce");
    }
  }

  /** Whether it is of this window, or of a neighbour: another replica's clock may be ahead. */
  private boolean isRecent(String nonce) {
    long now = window();
    return matches(nonce, now) || matches(nonce, now - 1) || matches(nonce, now + 1);
  }

  private boolean matches(String nonce, long window) {
    return MessageDigest.isEqual(
        nonce.getBytes(StandardCharsets.UTF_8), of(window).getBytes(StandardCharsets.UTF_8));
  }

  private long window() {
    return Math.floorDiv(clock.instant().getEpochSecond(), WINDOW.toSeconds());
  }

  private String of(long window) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.exposeSecret(), HMAC));
      byte[] digest = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(0, window).array());
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("HMAC-SHA-256 is missing", impossible);
    }
  }
}

package dev.avowry.people;

import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.Sealer;
import dev.avowry.ledger.Outcome;
import dev.avowry.ledger.Proposal;
import dev.avowry.ledger.Recorder;
import dev.avowry.ledger.SingleUse;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Challenges for authenticators, WebAuthn Level 3 §13.4.3: ours, for one page in one browser, for
 * ten minutes, and good once over all replicas. A stranger who loads the page a million times
 * leaves nothing behind, since a challenge says by itself that it is ours, and is written down only
 * when it is used up.
 */
@ApplicationScoped
class PasskeyChallenges {
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final int RANDOM_BYTES = 16;
  private static final int BODY_BYTES = Long.BYTES + RANDOM_BYTES;

  private final SecretBytes key;
  private final Recorder recorder;
  private final SecureRandom random;
  private final Clock clock;

  PasskeyChallenges(Sealer sealer, Recorder recorder, SecureRandom random, Clock clock) {
    this.key = sealer.derive("challenges for passkeys");
    this.recorder = recorder;
    this.random = random;
    this.clock = clock;
  }

  /**
   * A new one.
   *
   * @param page what only this page in this browser knows
   * @return base64url
   */
  String issue(String page) {
    byte[] chance = SecretBytes.random(random, RANDOM_BYTES).exposeSecret();
    long end = clock.instant().plus(LIFETIME).getEpochSecond();
    byte[] body = ByteBuffer.allocate(BODY_BYTES).putLong(end).put(chance).array();
    byte[] mac = mac(body, page);
    byte[] all = Arrays.copyOf(body, body.length + mac.length);
    System.arraycopy(mac, 0, all, body.length, mac.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  /** Refuses a challenge that is not ours, not of that page, or too old. */
  void require(byte[] challenge, String page) {
    byte[] body = Arrays.copyOf(challenge, BODY_BYTES);
    byte[] mac =
        Arrays.copyOfRange(challenge, Math.min(BODY_BYTES, challenge.length), challenge.length);
    if (!MessageDigest.isEqual(mac, mac(body, page)) || !end(challenge).isAfter(clock.instant())) {
      throw SignInGuesses.failed();
    }
  }

  /** Uses one up that was required before; refused when it was used. */
  Uni<Void> useUp(String challenge) {
    SingleUse once =
        new SingleUse(
            SingleUse.Kind.PASSKEY_CHALLENGE,
            "",
            challenge,
            end(Base64.getUrlDecoder().decode(challenge)));
    return recorder
        .record(Proposal.use(List.of(once), List.of()))
        .invoke(
            outcome -> {
              if (!(outcome instanceof Outcome.Recorded)) {
                throw SignInGuesses.failed();
              }
            })
        .replaceWithVoid();
  }

  private static Instant end(byte[] challenge) {
    return Instant.ofEpochSecond(ByteBuffer.wrap(challenge).getLong());
  }

  private byte[] mac(byte[] body, String page) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.exposeSecret(), "HmacSHA256"));
      mac.update(body);
      return mac.doFinal(page.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("HMAC-SHA-256 is missing", impossible);
    }
  }
}

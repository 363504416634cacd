package dev.avowry.key;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A key of Avowry's own, in one of the states of its life. Whoever reads the JWKS knows the key
 * before it signs and as long as something that it signed can be alive.
 *
 * <pre>
 *   Made ──publish──▶ Published ──activate──▶ Active ──retire──▶ Retired ──(until)──▶ gone
 *                         │                     │                   ▲
 *                         └──────withdraw───────┴───────────────────┘  at once: until = now
 * </pre>
 *
 * <p>The methods are the only transitions. Once retired the private half is no more.
 */
public sealed interface SigningKey {
  /** The public half, named by its thumbprint. */
  Jwk jwk();

  /** Since when the JWKS has it. */
  Instant publishedAt();

  /** The name in the JWKS. */
  default String kid() {
    return jwk().kid().orElseThrow();
  }

  /** The one thing that it signs. */
  Duty duty();

  /** What it signs with. */
  default Algorithm algorithm() {
    return jwk().algorithm();
  }

  /**
   * A pair that nobody knows of yet; not a state that is kept.
   *
   * @param duty the one thing that it will sign
   * @param jwk the public half
   * @param secret the private half
   */
  record Made(Duty duty, Jwk jwk, Sealed secret) {
    Published publish(Instant now, Instant activatesAt) {
      return new Published(duty, jwk, secret, now, activatesAt);
    }
  }

  /**
   * In the JWKS, and signs nothing yet.
   *
   * @param secret the private half
   * @param activatesAt when every reader has had time to fetch it
   */
  record Published(Duty duty, Jwk jwk, Sealed secret, Instant publishedAt, Instant activatesAt)
      implements SigningKey {
    /** At {@code activatesAt} it is due. */
    boolean isDue(Instant now) {
      return !now.isBefore(activatesAt);
    }

    Active activate(Instant now) {
      return new Active(duty, jwk, secret, publishedAt, now);
    }

    Retired withdraw(Instant now) {
      return new Retired(duty, jwk, publishedAt, Optional.empty(), now, now);
    }
  }

  /**
   * Signs. The only one of its duty.
   *
   * @param secret the private half
   */
  record Active(Duty duty, Jwk jwk, Sealed secret, Instant publishedAt, Instant activatedAt)
      implements SigningKey {
    /** Signs nothing more, and stays in the JWKS for what it has signed. */
    Retired retire(Instant now, Duration overlap) {
      return new Retired(duty, jwk, publishedAt, Optional.of(activatedAt), now, now.plus(overlap));
    }

    /** Leaves the JWKS at once, and with it everything that it has signed. */
    Retired withdraw(Instant now) {
      return retire(now, Duration.ZERO);
    }
  }

  /**
   * Signs nothing more. Gone from {@code until} on.
   *
   * @param activatedAt empty if it never signed
   * @param until when the last token that it signed has expired
   */
  record Retired(
      Duty duty,
      Jwk jwk,
      Instant publishedAt,
      Optional<Instant> activatedAt,
      Instant retiredAt,
      Instant until)
      implements SigningKey {
    /** At {@code until} it is gone. */
    boolean isGone(Instant now) {
      return !now.isBefore(until);
    }
  }
}

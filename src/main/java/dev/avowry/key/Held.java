package dev.avowry.key;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The stored keys as of one reading, opened.
 *
 * @param keys as stored
 * @param ring what can be done with them
 */
record Held(List<SigningKey> keys, KeyRing ring) {
  Held {
    keys = List.copyOf(keys);
  }

  /**
   * Opens the private half of whatever signs or will sign, so that a wrong key-encryption key shows
   * at once and not on the day of the next rotation.
   */
  static Held open(List<SigningKey> keys, Sealer sealer, Clock clock) {
    Instant now = clock.instant();
    Map<Duty, KeyMaterial> active = new EnumMap<>(Duty.class);
    for (SigningKey key : keys) {
      switch (key) {
        case SigningKey.Active each ->
            active.put(each.duty(), open(each.jwk(), each.secret(), sealer));
        case SigningKey.Published each -> open(each.jwk(), each.secret(), sealer);
        case SigningKey.Retired _ -> {}
      }
    }
    List<SigningKey> published = keys.stream().filter(key -> isKnown(key, now)).toList();
    return new Held(keys, new KeyRing(active, published, now));
  }

  static SigningKey.Made seal(Duty duty, KeyMaterial material, Sealer sealer) {
    return new SigningKey.Made(
        duty, material.jwk(), sealer.seal(material.pkcs8(), purpose(material.jwk())));
  }

  /** The key with the same public half. */
  SigningKey named(Jwk jwk) {
    return keys.stream()
        .filter(key -> key.jwk().equals(jwk))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the key is not stored: " + jwk));
  }

  private static KeyMaterial open(Jwk jwk, Sealed secret, Sealer sealer) {
    return KeyMaterial.open(jwk, sealer.open(secret, purpose(jwk)));
  }

  private static boolean isKnown(SigningKey key, Instant now) {
    return !(key instanceof SigningKey.Retired retired && retired.isGone(now));
  }

  private static String purpose(Jwk jwk) {
    return "signing key " + jwk.kid().orElseThrow() + " " + jwk.algorithm();
  }
}

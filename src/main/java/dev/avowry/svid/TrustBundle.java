package dev.avowry.svid;

import dev.avowry.key.Duty;
import dev.avowry.key.Jwk;
import dev.avowry.key.KeyRing;
import dev.avowry.key.Keys;
import dev.avowry.key.SigningKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What anyone needs to verify what is issued in the trust domain: the certificates of its
 * authorities, and the keys of its JWTs, each known before it signs and until what it signed has
 * expired. SPIFFE Trust Domain and Bundle §4.
 */
@ApplicationScoped
public class TrustBundle {
  private final TrustDomain domain;
  private final Keys keys;

  TrustBundle(TrustDomain domain, Keys keys) {
    this.domain = domain;
    this.keys = keys;
  }

  /**
   * The bundle as it is published.
   *
   * @param spiffeSequence grows with each change, by the same steps at every replica
   * @param spiffeRefreshHint in seconds
   */
  public record View(List<Map<String, Object>> keys, long spiffeSequence, long spiffeRefreshHint) {}

  /** The keys as they are now; refused where there is no trust domain. */
  public KeyRing current() {
    domain.name();
    return keys.ring();
  }

  /** How long a reader may keep it. */
  public Duration maxAge() {
    return keys.jwksMaxAge();
  }

  /** What it says of these keys. */
  public View of(KeyRing ring) {
    List<SigningKey> authorities =
        ring.published(Duty.Purpose.CERTIFICATES).stream().filter(this::isOfTheDomain).toList();
    List<SigningKey> signers = ring.published(Duty.Purpose.SVIDS);
    return new View(
        Stream.concat(
                authorities.stream().map(key -> members(key, "x509-svid")),
                signers.stream().map(key -> members(key, "jwt-svid")))
            .toList(),
        Stream.concat(authorities.stream(), signers.stream())
            .flatMap(key -> changes(key, ring.asOf()))
            .mapToLong(Instant::toEpochMilli)
            .max()
            .orElse(0),
        maxAge().toSeconds());
  }

  private boolean isOfTheDomain(SigningKey key) {
    return key.jwk().certificate().filter(it -> Authority.isOf(it, domain.name())).isPresent();
  }

  /**
   * §4.2: {@code use} says for which kind of document; what is not defined there is left out. An
   * authority has no {@code kid}: SPIFFE-X509-SVID §6.1.
   */
  private static Map<String, Object> members(SigningKey key, String use) {
    Jwk jwk = key.jwk();
    Map<String, Object> members = new LinkedHashMap<>(jwk.toMap());
    members.remove("alg");
    if (jwk.certificate().isPresent()) {
      members.remove("kid");
    }
    members.put("use", use);
    return members;
  }

  /** When the bundle changed for the key: as it came, and as the one went that it followed. */
  private Stream<Instant> changes(SigningKey key, Instant asOf) {
    Stream<Instant> gone =
        key instanceof SigningKey.Active active
            ? Stream.of(active.activatedAt().plus(keys.overlap(key.duty())))
                .filter(end -> !end.isAfter(asOf))
            : Stream.empty();
    return Stream.concat(Stream.of(key.publishedAt()), gone);
  }
}

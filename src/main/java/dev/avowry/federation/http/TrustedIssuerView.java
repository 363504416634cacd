package dev.avowry.federation.http;

import dev.avowry.federation.KeyOrigin;
import dev.avowry.federation.TrustedIssuer;
import dev.avowry.key.Algorithm;
import dev.avowry.key.Jwk;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A trusted issuer on the wire. */
public record TrustedIssuerView(
    String id,
    String name,
    String issuer,
    String profile,
    String audience,
    List<String> algorithms,
    Optional<String> jwksUri,
    Optional<Boolean> discovery,
    Optional<KeysView> jwks,
    Optional<String> trustDomain,
    boolean singleUse,
    long maxLifetime,
    String state,
    Instant createdAt) {
  /** The keys that were given. */
  public record KeysView(List<Map<String, Object>> keys) {}

  static TrustedIssuerView of(TrustedIssuer issuer) {
    KeyOrigin keys = issuer.keys();
    return new TrustedIssuerView(
        issuer.id().toString(),
        issuer.name(),
        issuer.issuer(),
        issuer.profile().code(),
        issuer.audience(),
        issuer.algorithms().stream().map(Algorithm::joseName).sorted().toList(),
        keys instanceof KeyOrigin.Address it
            ? Optional.of(it.jwksUri().toString())
            : Optional.empty(),
        keys instanceof KeyOrigin.Discovery ? Optional.of(true) : Optional.empty(),
        keys instanceof KeyOrigin.Given it
            ? Optional.of(new KeysView(it.keys().stream().map(Jwk::toMap).toList()))
            : Optional.empty(),
        issuer.trustDomain(),
        issuer.singleUse(),
        issuer.maxLifetime().toSeconds(),
        issuer.state().name().toLowerCase(Locale.ROOT),
        issuer.createdAt());
  }
}

package dev.avowry.federation.http;

import dev.avowry.federation.KeyOrigin;
import dev.avowry.federation.NewTrustedIssuer;
import dev.avowry.federation.Profile;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.key.Algorithm;
import dev.avowry.key.CertificateText;
import dev.avowry.key.Jwk;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The body of {@code POST /v1/trusted-issuers}. */
record TrustedIssuerRequest(
    String name,
    String issuer,
    String profile,
    Optional<String> audience,
    Optional<List<String>> algorithms,
    Optional<String> jwksUri,
    Optional<Boolean> discovery,
    Optional<KeySet> jwks,
    Optional<String> trustDomain,
    Optional<Boolean> singleUse,
    Optional<Integer> maxLifetime) {
  /** A JWK Set, RFC 7517 §5, of which each key has to be usable. */
  record KeySet(List<Map<String, Object>> keys) {
    private static final int MOST = 100;

    List<Jwk> toKeys() {
      if (keys.isEmpty() || keys.size() > MOST) {
        throw invalid("jwks must hold from 1 to " + MOST + " public keys");
      }
      return keys.stream().map(KeySet::key).toList();
    }

    /** SPIFFE-JWT-SVID §6 has a use of its own for the same, SPIFFE-X509-SVID §6 another kind. */
    private static Jwk key(Map<String, Object> members) {
      if ("x509-svid".equals(members.get("use"))) {
        return authority(members);
      }
      Map<String, Object> plain = new HashMap<>(members);
      plain.remove("use", "jwt-svid");
      return Jwk.parse(plain);
    }

    private static Jwk authority(Map<String, Object> members) {
      if (!(members.get("x5c") instanceof List<?> chain)
          || chain.isEmpty()
          || !(chain.getFirst() instanceof String text)) {
        throw invalid("a key for x509-svid needs x5c, a certificate");
      }
      try {
        return Jwk.ofAuthority(CertificateText.read(text));
      } catch (IllegalArgumentException malformed) {
        throw invalid("x5c must be the base64 of a certificate in DER");
      }
    }
  }

  NewTrustedIssuer toNewTrustedIssuer() {
    return new NewTrustedIssuer(
        name,
        issuer,
        Profile.named(profile)
            .orElseThrow(
                () ->
                    invalid(
                        "profile must be one of kubernetes, github, gitlab, oidc, spiffe, id_jag, client_id")),
        audience,
        algorithms.map(TrustedIssuerRequest::algorithms),
        keys(),
        trustDomain,
        singleUse,
        maxLifetime.map(Duration::ofSeconds));
  }

  private KeyOrigin keys() {
    List<KeyOrigin> named =
        Stream.of(
                jwksUri.map(uri -> (KeyOrigin) new KeyOrigin.Address(address(uri))),
                discovery.filter(it -> it).map(it -> (KeyOrigin) new KeyOrigin.Discovery()),
                jwks.map(set -> (KeyOrigin) new KeyOrigin.Given(set.toKeys())))
            .flatMap(Optional::stream)
            .toList();
    if (named.isEmpty() && profile.equals(Profile.CLIENT_ID.code())) {
      return new KeyOrigin.Documents();
    }
    if (named.size() != 1) {
      throw invalid("exactly one of jwks_uri, discovery and jwks says where the keys are");
    }
    return named.getFirst();
  }

  private static URI address(String uri) {
    try {
      return URI.create(uri);
    } catch (IllegalArgumentException malformed) {
      throw invalid("jwks_uri must be a URL");
    }
  }

  private static Set<Algorithm> algorithms(List<String> names) {
    return names.stream()
        .map(
            name ->
                Algorithm.named(name)
                    .orElseThrow(() -> invalid("algorithms must be of ES256, EdDSA, PS256, RS256")))
        .collect(Collectors.toSet());
  }

  static Refused invalid(String detail) {
    return Refusal.refused(Reason.INVALID_REQUEST, detail);
  }
}

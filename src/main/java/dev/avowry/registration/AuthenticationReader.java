package dev.avowry.registration;

import dev.avowry.agent.Authenticator;
import dev.avowry.agent.CertificateName;
import dev.avowry.agent.CertificateNameKind;
import dev.avowry.key.Claims;
import dev.avowry.key.Jwk;
import dev.avowry.web.EndpointRule;
import dev.avowry.web.MutualTls;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads by what a client will prove itself: by keys or by the name of a certificate, and never by a
 * secret that two know. What is not served now is refused by its name.
 */
@Singleton
final class AuthenticationReader {
  static final String METHOD = "token_endpoint_auth_method";
  private static final String PRIVATE_KEY_JWT = "private_key_jwt";
  private static final String SELF_SIGNED = "self_signed_tls_client_auth";
  private static final String CERTIFICATE = "tls_client_auth";

  /** A public client, RFC 6749 §2.1. */
  static final String NONE = "none";

  /** As many as an agent is registered with. */
  private static final int MOST_KEYS = 8;

  private final EndpointRule rule;
  private final MutualTls mutualTls;

  AuthenticationReader(EndpointRule rule, MutualTls mutualTls) {
    this.rule = rule;
    this.mutualTls = mutualTls;
  }

  /**
   * What is registered.
   *
   * @param shown gets the members that are kept
   */
  List<Authenticator> read(Claims said, Map<String, Object> shown) {
    String method = method(said);
    shown.put(METHOD, method);
    if (method.equals(NONE)) {
      return nothing(said);
    }
    List<CertificateNameKind> names =
        Arrays.stream(CertificateNameKind.values())
            .filter(kind -> said.has(kind.parameter()))
            .toList();
    if (method.equals(CERTIFICATE)) {
      return List.of(certificate(said, names, shown));
    }
    if (!names.isEmpty()) {
      throw MetadataReader.invalid(names.getFirst().parameter() + " belongs to " + CERTIFICATE);
    }
    return keys(said, shown);
  }

  /** The default of RFC 7591 §2 is a shared secret, of which there is none here. */
  private String method(Claims said) {
    String method = said.has(METHOD) ? said.text(METHOD).orElse("") : PRIVATE_KEY_JWT;
    List<String> served = new ArrayList<>(List.of(PRIVATE_KEY_JWT, NONE));
    if (mutualTls.isReachable()) {
      served.add(SELF_SIGNED);
    }
    if (mutualTls.hasAuthorities()) {
      served.add(CERTIFICATE);
    }
    if (!served.contains(method)) {
      throw MetadataReader.invalid(METHOD + " must be one of " + String.join(", ", served));
    }
    return method;
  }

  /** What it could prove itself by it would not be asked for. */
  private static List<Authenticator> nothing(Claims said) {
    boolean something =
        said.has("jwks")
            || said.has("jwks_uri")
            || Arrays.stream(CertificateNameKind.values())
                .anyMatch(kind -> said.has(kind.parameter()));
    if (something) {
      throw MetadataReader.invalid(METHOD + " none goes without keys and certificates");
    }
    return List.of();
  }

  private static Authenticator certificate(
      Claims said, List<CertificateNameKind> names, Map<String, Object> shown) {
    if (names.size() != 1 || said.has("jwks") || said.has("jwks_uri")) {
      throw MetadataReader.invalid(
          CERTIFICATE + " needs exactly one name of a certificate, and no keys");
    }
    String parameter = names.getFirst().parameter();
    CertificateName name = CertificateName.of(names.getFirst(), said.text(parameter).orElse(""));
    shown.put(parameter, name.value());
    return new Authenticator.Certificate(name);
  }

  private List<Authenticator> keys(Claims said, Map<String, Object> shown) {
    if (said.has("jwks") == said.has("jwks_uri")) {
      throw MetadataReader.invalid("exactly one of jwks and jwks_uri must be there");
    }
    return said.has("jwks") ? given(said, shown) : List.of(elsewhere(said, shown));
  }

  private Authenticator elsewhere(Claims said, Map<String, Object> shown) {
    String address = said.text("jwks_uri").orElse("");
    Authenticator.KeysAt keys = new Authenticator.KeysAt(rule.check("jwks_uri", address));
    shown.put("jwks_uri", address);
    return keys;
  }

  private static List<Authenticator> given(Claims said, Map<String, Object> shown) {
    Optional<List<Claims>> set = said.object("jwks").flatMap(jwks -> jwks.objects("keys"));
    List<Jwk> keys = set.orElse(List.of()).stream().map(key -> Jwk.parse(key.toString())).toList();
    if (keys.isEmpty() || keys.size() > MOST_KEYS) {
      throw MetadataReader.invalid("jwks must hold from 1 to " + MOST_KEYS + " public keys");
    }
    shown.put("jwks", Map.of("keys", keys.stream().map(Jwk::toMap).toList()));
    return keys.stream().<Authenticator>map(Authenticator.Key::new).toList();
  }
}

package dev.avowry.key;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avowry.kernel.Refused;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The keys of a set that somebody else publishes, RFC 7517 §5: those that Avowry can use. What it
 * cannot use is passed over, as §5 wants it; each that is left has exactly one algorithm.
 */
public final class JwkSet {
  /** Nobody rotates so many; each one costs a verification when a token names no key. */
  private static final int MOST = 100;

  private JwkSet() {}

  /**
   * The usable keys; empty when the text is no JWK Set, is too large, or holds two keys of one
   * name.
   *
   * @param allowed the algorithms that count
   * @param use what {@code use} has to say where it is there
   */
  public static Optional<List<Jwk>> read(String json, Set<Algorithm> allowed, String use) {
    return StrictJson.object(json)
        .map(set -> set.get("keys"))
        .filter(JsonNode::isArray)
        .filter(keys -> keys.size() <= MOST)
        .map(keys -> keys.valueStream().flatMap(key -> usable(key, allowed, use)).toList())
        .filter(JwkSet::namesAreUnique);
  }

  /**
   * The authorities of a SPIFFE bundle that Avowry can use, SPIFFE-X509-SVID §6.2; empty when the
   * text is no JWK Set, or is too large.
   */
  public static Optional<List<Jwk>> authorities(String json) {
    return StrictJson.object(json)
        .map(set -> set.get("keys"))
        .filter(JsonNode::isArray)
        .filter(keys -> keys.size() <= MOST)
        .map(keys -> keys.valueStream().flatMap(JwkSet::authority).toList());
  }

  private static Stream<Jwk> authority(JsonNode key) {
    String certificate = key.path("x5c").path(0).asText();
    if (!"x509-svid".equals(key.path("use").textValue()) || certificate.isEmpty()) {
      return Stream.empty();
    }
    try {
      return Stream.of(Jwk.ofAuthority(CertificateText.read(certificate)));
    } catch (Refused | IllegalArgumentException unusable) {
      return Stream.empty();
    }
  }

  private static Stream<Jwk> usable(JsonNode key, Set<Algorithm> allowed, String use) {
    if (!(key instanceof ObjectNode members)
        || (members.has("use") && !use.equals(members.path("use").textValue()))) {
      return Stream.empty();
    }
    try {
      Jwk jwk = JwkReader.read(new Claims(fitted(members, allowed)));
      return Stream.of(jwk).filter(it -> allowed.contains(it.algorithm()));
    } catch (Refused unusable) {
      return Stream.empty();
    }
  }

  /** Of an RSA key that does not say what it is for, platforms mean the older algorithm. */
  private static ObjectNode fitted(ObjectNode members, Set<Algorithm> allowed) {
    ObjectNode fitted = members.deepCopy();
    fitted.remove("use");
    boolean undecided = "RSA".equals(members.path("kty").textValue()) && !members.has("alg");
    if (undecided && allowed.contains(Algorithm.RS256)) {
      fitted.put("alg", Algorithm.RS256.joseName());
    }
    return fitted;
  }

  private static boolean namesAreUnique(List<Jwk> keys) {
    List<String> names = keys.stream().flatMap(key -> key.kid().stream()).toList();
    return names.stream().distinct().count() == names.size();
  }
}

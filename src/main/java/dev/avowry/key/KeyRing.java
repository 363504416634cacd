package dev.avowry.key;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The keys as of one moment: those that sign, and all that the JWKS tells of. Does not change;
 * {@link Keys} gives a newer one.
 */
public final class KeyRing {
  private final Map<Algorithm, KeyMaterial> active;
  private final Map<Algorithm, Signer> signers = new EnumMap<>(Algorithm.class);
  private final Map<String, VerificationKey> published;
  private final Jwks jwks;

  /**
   * Holds what signs and what is published.
   *
   * @param active one an algorithm
   * @param published every key of the JWKS, the active ones among them
   */
  KeyRing(Map<Algorithm, KeyMaterial> active, List<Jwk> published) {
    this.active = Map.copyOf(active);
    active.forEach((algorithm, material) -> signers.put(algorithm, material.signer()));
    this.published =
        published.stream()
            .map(Jwk::toVerificationKey)
            .collect(Collectors.toUnmodifiableMap(VerificationKey::kid, Function.identity()));
    this.jwks = Jwks.of(published);
  }

  /** A ring that holds these keys and no others, all active: for tests of what signs. */
  public static KeyRing of(KeyMaterial... materials) {
    Map<Algorithm, KeyMaterial> active = new EnumMap<>(Algorithm.class);
    for (KeyMaterial material : materials) {
      active.put(material.jwk().algorithm(), material);
    }
    return new KeyRing(active, active.values().stream().map(KeyMaterial::jwk).toList());
  }

  /** The one key that signs with the algorithm. */
  public Signer active(Algorithm algorithm) {
    return Optional.ofNullable(signers.get(algorithm)).orElseThrow(() -> missing(algorithm));
  }

  /** The published key of that name; what is not in the JWKS is not found. */
  public Optional<VerificationKey> find(String kid) {
    return Optional.ofNullable(published.get(kid));
  }

  /** The document at {@code /jwks}. */
  public Jwks jwks() {
    return jwks;
  }

  KeyMaterial material(Algorithm algorithm) {
    return Optional.ofNullable(active.get(algorithm)).orElseThrow(() -> missing(algorithm));
  }

  private static IllegalStateException missing(Algorithm algorithm) {
    return new IllegalStateException("no active key for " + algorithm);
  }
}

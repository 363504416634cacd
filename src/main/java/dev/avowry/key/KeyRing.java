package dev.avowry.key;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys as of one moment: those that sign, and all that the JWKS tells of. Does not change;
 * {@code Keys} gives a newer one.
 */
public final class KeyRing {
  private final Map<Algorithm, Signer> signers;
  private final Map<String, VerificationKey> published;
  private final Jwks jwks;

  /**
   * Signers and the keys that are published.
   *
   * @param signers one an algorithm
   * @param published every key of the JWKS by name, those of the signers among them
   */
  KeyRing(Map<Algorithm, Signer> signers, List<Jwk> published) {
    this.signers = new EnumMap<>(signers);
    this.published = new LinkedHashMap<>();
    published.stream()
        .map(Jwk::toVerificationKey)
        .forEach(key -> this.published.put(key.kid(), key));
    this.jwks = Jwks.of(published);
  }

  /** The one key that signs with the algorithm. */
  public Signer active(Algorithm algorithm) {
    return Optional.ofNullable(signers.get(algorithm))
        .orElseThrow(() -> new IllegalStateException("no active key for " + algorithm));
  }

  /** The published key of that name; what is not in the JWKS is not found. */
  public Optional<VerificationKey> find(String kid) {
    return Optional.ofNullable(published.get(kid));
  }

  /** The document at {@code /jwks}. */
  public Jwks jwks() {
    return jwks;
  }
}

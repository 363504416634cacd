package dev.avowry.key;

import java.time.Instant;
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
  private final Map<Duty, KeyMaterial> active;
  private final Map<Duty, Signer> signers = new EnumMap<>(Duty.class);
  private final Map<String, VerificationKey> published;
  private final Jwks jwks;
  private final List<SigningKey> known;
  private final Instant asOf;

  /**
   * Holds what signs and what is published.
   *
   * @param active one a duty
   * @param asOf when they were read
   * @param published every key of the JWKS and of the bundle, the active ones among them
   */
  KeyRing(Map<Duty, KeyMaterial> active, List<SigningKey> published, Instant asOf) {
    this(
        active,
        published.stream()
            .filter(key -> key.duty().purpose() == Duty.Purpose.TOKENS)
            .map(SigningKey::jwk)
            .toList(),
        Jwks.of(
            published.stream()
                .filter(key -> !key.duty().purpose().isOfTheTrustDomain())
                .map(SigningKey::jwk)
                .toList()),
        published,
        asOf);
  }

  private KeyRing(
      Map<Duty, KeyMaterial> active,
      List<Jwk> tokens,
      Jwks jwks,
      List<SigningKey> known,
      Instant asOf) {
    this.active = Map.copyOf(active);
    this.known = List.copyOf(known);
    this.asOf = asOf;
    active.forEach((duty, material) -> signers.put(duty, material.signer()));
    this.published =
        tokens.stream()
            .map(Jwk::toVerificationKey)
            .collect(Collectors.toUnmodifiableMap(VerificationKey::kid, Function.identity()));
    this.jwks = jwks;
  }

  /** A ring that holds these keys for tokens and no others, all active: for tests of what signs. */
  public static KeyRing of(KeyMaterial... materials) {
    Map<Duty, KeyMaterial> active = new EnumMap<>(Duty.class);
    for (KeyMaterial material : materials) {
      active.put(Duty.tokens(material.jwk().algorithm()), material);
    }
    List<Jwk> published = active.values().stream().map(KeyMaterial::jwk).toList();
    return new KeyRing(active, published, Jwks.of(published), List.of(), Instant.EPOCH);
  }

  /** The one key that signs tokens with the algorithm. */
  public Signer active(Algorithm algorithm) {
    return active(Duty.tokens(algorithm));
  }

  /** The one key that has the duty. */
  public Signer active(Duty duty) {
    return Optional.ofNullable(signers.get(duty)).orElseThrow(() -> missing(duty));
  }

  /**
   * The published key of that name, if it is one for tokens: what is not in the JWKS is not found,
   * nor is what signs events.
   */
  public Optional<VerificationKey> find(String kid) {
    return Optional.ofNullable(published.get(kid));
  }

  /** What anyone may know of the keys of a purpose, the oldest first. */
  public List<SigningKey> published(Duty.Purpose purpose) {
    return known.stream().filter(key -> key.duty().purpose() == purpose).toList();
  }

  /** The public half of the one key that has the duty; empty where keys of it are not kept. */
  public Optional<Jwk> activeKey(Duty duty) {
    return Optional.ofNullable(active.get(duty)).map(KeyMaterial::jwk);
  }

  /** When the keys were read. */
  public Instant asOf() {
    return asOf;
  }

  /** The document at {@code /jwks}. */
  public Jwks jwks() {
    return jwks;
  }

  KeyMaterial material(Algorithm algorithm) {
    Duty duty = Duty.tokens(algorithm);
    return Optional.ofNullable(active.get(duty)).orElseThrow(() -> missing(duty));
  }

  private static IllegalStateException missing(Duty duty) {
    return new IllegalStateException("no active key for " + duty);
  }
}

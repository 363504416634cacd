package dev.avowry.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A public signature key as RFC 7517 writes it, fit for exactly one algorithm: P-256 for ES256,
 * Ed25519 for EdDSA, RSA of 2048 to 8192 bits for PS256 or RS256.
 *
 * <p>Holds no private or symmetric part; what came with one was refused.
 */
public final class Jwk {
  private final Optional<String> kid;
  private final Algorithm algorithm;
  private final JWK material;
  private final PublicKey publicKey;

  /** Both cost more than a verification, and a key is used again and again. */
  private volatile @Nullable String thumbprint;

  private volatile @Nullable VerificationKey ready;

  Jwk(Optional<String> kid, Algorithm algorithm, JWK material, PublicKey publicKey) {
    this.kid = kid;
    this.algorithm = algorithm;
    this.material = material;
    this.publicKey = publicKey;
  }

  /** Reads a JWK from JSON text; {@code invalid_key} says what is wrong with it. */
  public static Jwk parse(String json) {
    return StrictJson.object(json)
        .map(members -> JwkReader.read(new Claims(members)))
        .orElseThrow(() -> Refusal.refused(Reason.INVALID_KEY, "the JWK is not a JSON object"));
  }

  /** Reads a JWK from the members of a JSON object; {@code invalid_key} says what is wrong. */
  public static Jwk parse(Map<String, ?> members) {
    return JwkReader.read(new Claims(StrictJson.object(members)));
  }

  /** The public key as a JWK for the algorithm; refused when the two do not fit. */
  public static Jwk of(Algorithm algorithm, PublicKey key) {
    return JwkReader.read(algorithm, key);
  }

  /** The {@code kid} that came with it. */
  public Optional<String> kid() {
    return kid;
  }

  /** The one algorithm that the key is for. */
  public Algorithm algorithm() {
    return algorithm;
  }

  /** RFC 7638: base64url of SHA-256 over the required members; the same for every spelling. */
  public String thumbprint() {
    String known = thumbprint;
    if (known == null) {
      known = computedThumbprint();
      thumbprint = known;
    }
    return known;
  }

  private String computedThumbprint() {
    try {
      return material.computeThumbprint().toString();
    } catch (JOSEException impossible) {
      throw new IllegalStateException("SHA-256 is missing", impossible);
    }
  }

  /** The key, ready to verify; called by its {@code kid} or else by its thumbprint. */
  public VerificationKey toVerificationKey() {
    VerificationKey known = ready;
    if (known == null) {
      known = new VerificationKey(kid.orElseGet(this::thumbprint), algorithm, publicKey);
      ready = known;
    }
    return known;
  }

  /** Whether it is that very key, whatever it is called and meant for. */
  public boolean isOf(PublicKey other) {
    return Arrays.equals(publicKey.getEncoded(), other.getEncoded());
  }

  /** The public members in a fixed order, with {@code use} and {@code alg}. */
  public Map<String, Object> toMap() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("kty", material.getKeyType().getValue());
    kid.ifPresent(id -> members.put("kid", id));
    members.put("use", "sig");
    members.put("alg", algorithm.joseName());
    members.putAll(material.getRequiredParams());
    return members;
  }

  /** The same key called so. */
  public Jwk named(String id) {
    return new Jwk(Optional.of(id), algorithm, material, publicKey);
  }

  /** Equal when key, algorithm and name are. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Jwk that && toMap().equals(that.toMap());
  }

  @Override
  public int hashCode() {
    return toMap().hashCode();
  }

  @Override
  public String toString() {
    return "Jwk[" + kid.orElseGet(this::thumbprint) + ", " + algorithm + "]";
  }
}

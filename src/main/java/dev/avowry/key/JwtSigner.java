package dev.avowry.key;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Signs documents that are made once and read often, such as the revocation list. Tokens are signed
 * through {@link Signer}, which costs less.
 */
@Singleton
public final class JwtSigner {
  private final Supplier<KeyRing> ring;

  @Inject
  JwtSigner(Keys keys) {
    this.ring = keys::ring;
  }

  /** Signs with the keys of one ring only. */
  public JwtSigner(KeyRing ring) {
    this.ring = () -> ring;
  }

  /**
   * The signed JWT with {@code alg}, {@code typ} and {@code kid} in its header.
   *
   * @param typ which kind of JWT it is; RFC 8725 §3.11
   * @param claims all that it says; give {@code iat} and {@code exp}, in seconds, and {@code jti},
   *     or they are added as now, in five minutes, and at random
   */
  public String sign(Algorithm algorithm, String typ, Map<String, Object> claims) {
    KeyMaterial key = ring.get().material(algorithm);
    return Jwt.claims(claims)
        .jws()
        .algorithm(SignatureAlgorithm.fromAlgorithm(algorithm.joseName()))
        .keyId(key.jwk().kid().orElseThrow())
        .header("typ", typ)
        .sign(key.privateKey());
  }

  /**
   * The signed JWT over this very text, nothing added, by the engine that signs tokens: for what is
   * signed at every change.
   *
   * @param claims a JSON object
   */
  public String signText(Algorithm algorithm, String typ, String claims) {
    return signText(Duty.tokens(algorithm), typ, claims);
  }

  /** The same by the key that has the duty. */
  public String signText(Duty duty, String typ, String claims) {
    Signer signer = ring.get().active(duty);
    String header =
        "{\"typ\":\"%s\",\"alg\":\"%s\",\"kid\":\"%s\"}"
            .formatted(typ, duty.algorithm().joseName(), signer.kid());
    String input = encode(header) + '.' + encode(claims);
    byte[] signature = signer.sign(input.getBytes(StandardCharsets.US_ASCII));
    return input + '.' + Base64Url.encode(signature);
  }

  /** Whether a signature takes so little that it may be made on an event loop. */
  public boolean isFast(Algorithm algorithm) {
    return ring.get().active(algorithm).fast();
  }

  /**
   * The name of the key that signs with the algorithm now. What is kept signed is signed anew when
   * it has changed: a key that was replaced may have left the JWKS.
   */
  public String kid(Algorithm algorithm) {
    return ring.get().active(algorithm).kid();
  }

  private static String encode(String text) {
    return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
  }
}

package dev.avowry.testing;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** A proof of possession in the making, RFC 9449 §4.2: in order but for what the test changes. */
public final class TestProof {
  private final ECKey key;
  private final Map<String, Object> header = new LinkedHashMap<>();
  private final Map<String, Object> claims = new LinkedHashMap<>();

  private TestProof(ECKey key) {
    this.key = key;
  }

  /** A proof for a request to the service under test. */
  public static TestProof of(ECKey key, String method, String path) {
    TestProof proof = new TestProof(key);
    proof.header.put("typ", "dpop+jwt");
    proof.header.put("alg", "ES256");
    proof.header.put("jwk", key.toPublicJWK().toJSONObject());
    return proof
        .claim("jti", UUID.randomUUID().toString())
        .claim("htm", method)
        .claim("htu", Api.ISSUER + path)
        .claim("iat", Instant.now().getEpochSecond());
  }

  /** A proof for the token endpoint. */
  public static TestProof ofTokenRequest(ECKey key) {
    return of(key, "POST", "/token");
  }

  /** The same with the hash of the access token that it goes with. */
  public TestProof with(String accessToken) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(accessToken.getBytes(StandardCharsets.UTF_8));
      return claim("ath", Base64URL.encode(hash).toString());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The same with another value of a claim. */
  public TestProof claim(String name, Object value) {
    claims.put(name, value);
    return this;
  }

  /** The same without a claim. */
  public TestProof without(String claim) {
    claims.remove(claim);
    return this;
  }

  /** The same with another value of a member of the header. */
  public TestProof header(String name, Object value) {
    header.put(name, value);
    return this;
  }

  /** The same without a member of the header. */
  public TestProof withoutHeader(String name) {
    header.remove(name);
    return this;
  }

  /** The same, changed by the test. */
  public TestProof but(Consumer<TestProof> change) {
    change.accept(this);
    return this;
  }

  /** Signed by the key whatever it says. */
  public String sign() {
    return Forged.jws(key, header, claims);
  }
}

package dev.avowry.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import dev.avowry.testing.TestCertificate.Draft;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * A SPIFFE trust domain outside of Avowry.
 *
 * @param authority issues X.509-SVIDs
 * @param key signs JWT-SVIDs
 */
public record SpiffeIssuer(String domain, TestCertificate authority, ECKey key) {
  /** Draft-ietf-oauth-spiffe-client-auth. */
  public static final String SVID_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-spiffe";

  /** One that no other test knows. */
  public static SpiffeIssuer create() {
    return new SpiffeIssuer(
        UUID.randomUUID() + ".example",
        TestCertificate.authority("CN=authority of a trust domain"),
        TestClient.newKey());
  }

  /** The SPIFFE ID with that path. */
  public String id(String path) {
    return "spiffe://" + domain + path;
  }

  /** Its bundle. */
  public Map<String, Object> bundle() {
    Map<String, Object> signer = new HashMap<>(key.toPublicJWK().toJSONObject());
    signer.put("use", "jwt-svid");
    return Map.of("keys", List.of(member(authority), signer));
  }

  private static Map<String, Object> member(TestCertificate authority) {
    try {
      Map<String, Object> member = new HashMap<>(ECKey.parse(authority.own()).toJSONObject());
      member.keySet().retainAll(List.of("kty", "crv", "x", "y", "x5c"));
      member.put("use", "x509-svid");
      return member;
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The body by which it is trusted, its bundle being given. */
  public Map<String, Object> trust() {
    Map<String, Object> body = new HashMap<>();
    body.put("name", "a trust domain of the tests");
    body.put("issuer", "https://" + domain);
    body.put("profile", "spiffe");
    body.put("trust_domain", domain);
    body.put("jwks", bundle());
    return body;
  }

  /** An X.509-SVID that is in order. */
  public TestCertificate svid(String path) {
    return svid(path, draft -> draft);
  }

  /** The same but for what the test changes. */
  public TestCertificate svid(String path, UnaryOperator<Draft> change) {
    return authority.issue(
        draft -> change.apply(draft.name(GeneralName.uniformResourceIdentifier, id(path))));
  }

  /** A JWT-SVID that is in order, and names no issuer. */
  public String jwt(String path) {
    return jwt(path, Map.of());
  }

  /** The same with what the test adds. */
  public String jwt(String path, Map<String, Object> more) {
    return Forged.jws(
        key, Map.of("alg", "ES256", "typ", "JWT", "kid", key.getKeyID()), claims(path, more));
  }

  /** What a JWT-SVID says, to which a test adds. */
  public Map<String, Object> claims(String path, Map<String, Object> more) {
    long now = Instant.now().getEpochSecond();
    Map<String, Object> claims =
        new HashMap<>(
            Map.of("sub", id(path), "aud", List.of(Api.ISSUER), "iat", now, "exp", now + 300));
    claims.putAll(more);
    return claims;
  }

  /** Asks for a token over TLS with the certificate. */
  public static Response byCertificate(
      TestCertificate svid, String client, Map<String, String> wanted) {
    return TestTls.request(svid)
        .contentType("application/x-www-form-urlencoded")
        .formParam("grant_type", "client_credentials")
        .formParam("client_id", client)
        .formParams(wanted)
        .post("/token");
  }

  /** Asks for a token with a JWT-SVID. */
  public static Response byJwt(String svid, Map<String, String> wanted) {
    return RestAssured.given()
        .contentType("application/x-www-form-urlencoded")
        .formParam("grant_type", "client_credentials")
        .formParam("client_assertion_type", SVID_TYPE)
        .formParam("client_assertion", svid)
        .formParams(wanted)
        .post("/token");
  }
}

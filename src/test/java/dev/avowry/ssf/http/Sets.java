package dev.avowry.ssf.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.avowry.testing.Api;
import io.restassured.RestAssured;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** Reads SETs as a receiver does: everything that conformance asks of each is asked here. */
final class Sets {
  private Sets() {}

  /** The claims of a SET that is in order for the audience. */
  static Map<String, Object> verified(String set, String audience) throws Exception {
    SignedJWT jwt = SignedJWT.parse(set);
    assertEquals("secevent+jwt", jwt.getHeader().getType().toString());
    assertEquals("RS256", jwt.getHeader().getAlgorithm().getName());
    JWK key =
        JWKSet.parse(RestAssured.get("/jwks").asString()).getKeyByKeyId(jwt.getHeader().getKeyID());
    assertTrue(key.toRSAKey().size() >= 2048);
    assertTrue(jwt.verify(new RSASSAVerifier(key.toRSAKey())), "the signature is not good");
    Map<String, Object> claims = jwt.getPayload().toJSONObject();
    assertEquals(Api.ISSUER, claims.get("iss"));
    assertEquals(audience, claims.get("aud"));
    assertTrue(
        ((Number) Objects.requireNonNull(claims.get("iat"))).longValue()
            <= Instant.now().getEpochSecond());
    assertTrue(claims.get("jti") instanceof String);
    assertEquals(1, events(claims).size());
    assertTrue(claims.get("sub_id") instanceof Map);
    assertTrue(!claims.containsKey("sub") && !claims.containsKey("exp"), claims::toString);
    return claims;
  }

  /** The type of the one event. */
  static String type(Map<String, Object> claims) {
    return events(claims).keySet().iterator().next();
  }

  /** What the one event says. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> event(Map<String, Object> claims) {
    return (Map<String, Object>) events(claims).values().iterator().next();
  }

  /** The subject. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> subject(Map<String, Object> claims) {
    return (Map<String, Object>) Objects.requireNonNull(claims.get("sub_id"));
  }

  /** The subject's {@code sub}, unproven. */
  static String sub(String set) {
    return Api.claims(set).getString("sub_id.sub");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> events(Map<String, Object> claims) {
    return (Map<String, Object>) Objects.requireNonNull(claims.get("events"));
  }
}

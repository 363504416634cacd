package dev.avowry.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;

class AgentKeyTest {
  private static final String ISSUER = "https://issuer.example";

  private final AgentKey key = AgentKey.generate();

  @Test
  void showsThePublicHalfOnly() throws Exception {
    ECKey published = published();
    assertFalse(published.isPrivate());
    assertEquals(published.computeThumbprint().toString(), published.getKeyID());
  }

  @Test
  void signsAssertionsThatItsPublicHalfVerifies() throws Exception {
    SignedJWT assertion = SignedJWT.parse(key.assertion("client", ISSUER));
    assertTrue(assertion.verify(new ECDSAVerifier(published())));
  }

  @Test
  void namesTheIssuerAsTheOnlyAudienceAndAsText() {
    assertEquals(ISSUER, Json.claims(key.assertion("client", ISSUER)).get("aud"));
  }

  @Test
  void makesEachAssertionForOneUse() {
    assertNotEquals(
        Json.claims(key.assertion("client", ISSUER)).get("jti"),
        Json.claims(key.assertion("client", ISSUER)).get("jti"));
  }

  private ECKey published() throws Exception {
    return JWKSet.parse(Json.write(key.publicKeys())).getKeys().getFirst().toECKey();
  }
}

package dev.avowry.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refused;
import dev.avowry.testing.Scrambled;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes in as a JWT or a key is read or refused, and nothing else happens. */
class ScrambledKeysTest {
  private static final KeyMaterial KEY = KeyMaterial.generate(Algorithm.ES256);
  private static final String HEADER = "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"k1\"}";
  private static final String CLAIMS =
      "{\"iss\":\"i\",\"sub\":\"s\",\"aud\":[\"a\"],\"exp\":1700000000,\"act\":{\"sub\":\"x\"}}";
  private static final String JWT = Forge.signed(KEY.signer(), HEADER, CLAIMS);
  private static final String JWKS =
      "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"alg\":\"ES256\",\"kid\":\"k\",\"use\":\"sig\","
          + "\"x\":\"04N0xi21hshyvBp7I167sbE_bXqyqkAPfefdklMO7wY\","
          + "\"y\":\"UI8exy-C06a7DUnjIdENkxeFtHM4-l_41LqEw9nVgmw\"}]}";

  @Provide
  Arbitrary<String> jwts() {
    return Scrambled.of(JWT);
  }

  @Provide
  Arbitrary<String> headers() {
    return Scrambled.of(HEADER);
  }

  @Provide
  Arbitrary<String> claims() {
    return Scrambled.of(CLAIMS);
  }

  @Provide
  Arbitrary<String> jwkSets() {
    return Scrambled.of(JWKS);
  }

  @Provide
  Arbitrary<Map<String, Object>> jwks() {
    Arbitrary<Object> values =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(50).map(Object.class::cast),
            Arbitraries.of("EC", "RSA", "OKP", "oct", "P-256", "Ed25519", "ES256", "RS256", "AQAB"),
            Arbitraries.integers().map(Object.class::cast),
            Arbitraries.of(List.of("sign"), Map.of("a", 1), true));
    return Arbitraries.maps(
            Arbitraries.of(
                "kty", "crv", "x", "y", "n", "e", "d", "k", "alg", "use", "key_ops", "kid", "x5c"),
            values)
        .ofMaxSize(8);
  }

  @Property(tries = 2_000)
  @Label("a scrambled JWT is refused, and verifies only where it is the same")
  void neverVerifiesWhatWasNotSigned(@ForAll("jwts") String text) {
    CompactJwt.parse(text, 8_192)
        .jwt()
        .ifPresent(
            jwt ->
                assertEquals(
                    text.equals(JWT),
                    jwt.verify(KEY.jwk().toVerificationKey()).isPresent(),
                    () -> "verifies: " + text));
  }

  @Property(tries = 1_000)
  @Label("a signed JWT with scrambled header and claims is read or refused with a sentence")
  void readsOrRefuses(@ForAll("headers") String header, @ForAll("claims") String claims) {
    switch (CompactJwt.parse(Forge.signed(KEY.signer(), header, claims), 8_192)) {
      case CompactJwt jwt -> {
        assertTrue(!jwt.algorithm().isEmpty());
        jwt.untrustedClaims().text("iss");
        jwt.untrustedClaims().time("exp");
        jwt.untrustedClaims().audience();
      }
      case Parsed.Malformed(String why) -> assertTrue(why.length() > 10, why);
    }
  }

  @Property(tries = 1_000)
  @Label("a scrambled JWK Set holds good keys or none")
  void readsKeySets(@ForAll("jwkSets") String text) {
    JwkSet.read(text, EnumSet.allOf(Algorithm.class), "sig")
        .ifPresent(keys -> keys.forEach(Jwk::toVerificationKey));
  }

  @Property(tries = 2_000)
  @Label("a scrambled JWK is refused as invalid_key, never as a fault")
  void refusesOddKeys(@ForAll("jwks") Map<String, Object> members) {
    try {
      assertEquals(43, Jwk.parse(members).thumbprint().length());
    } catch (Refused refused) {
      assertEquals(Reason.INVALID_KEY, refused.refusal().reason());
    }
  }
}

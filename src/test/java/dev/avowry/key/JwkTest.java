package dev.avowry.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refused;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwkTest {
  private static final Map<String, Object> EC = publicOf(Algorithm.ES256);
  private static final Map<String, Object> ED = publicOf(Algorithm.EDDSA);
  private static final Map<String, Object> RSA = publicOf(Algorithm.RS256);

  @Nested
  class Reads {
    @ParameterizedTest
    @EnumSource
    void whatItWrites(Algorithm algorithm) {
      Jwk jwk = KeyMaterial.generate(algorithm).jwk();

      assertEquals(jwk, Jwk.parse(jwk.toMap()));
      assertEquals(algorithm, jwk.toVerificationKey().algorithm());
    }

    @Test
    void rsaWithoutAlgAsPs256() {
      assertEquals(Algorithm.PS256, Jwk.parse(without(RSA, "alg")).algorithm());
    }

    @Test
    void aKeyWithoutKidAndCallsItByItsThumbprint() {
      Jwk jwk = Jwk.parse(EC);

      assertEquals(Optional.empty(), jwk.kid());
      assertEquals(jwk.thumbprint(), jwk.toVerificationKey().kid());
    }

    @Test
    void membersItDoesNotKnowWithoutKeepingThem() {
      Jwk jwk = Jwk.parse(with(EC, "x5u", "https://attacker.example/"));

      assertFalse(jwk.toMap().containsKey("x5u"));
    }

    @Test
    void keyOpsThatSayVerify() {
      assertEquals(Jwk.parse(EC), Jwk.parse(with(EC, "key_ops", List.of("verify"))));
    }

    @Test
    @DisplayName("RFC 7638 §3.1: the thumbprint of the example")
    void thumbprintOfTheRfc() {
      Jwk jwk =
          Jwk.parse(
              """
              {"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86z\
              wu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt\
              7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajr\
              n1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44\
              -csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"}""");

      assertEquals("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", jwk.thumbprint());
      assertEquals(Optional.of("2011-04-29"), jwk.kid());
    }

    @Test
    @DisplayName("RFC 8037 A.3: the thumbprint of the Ed25519 key")
    void thumbprintOfTheEd25519Key() {
      Jwk jwk =
          Jwk.parse(
              """
              {"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""");

      assertEquals("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", jwk.thumbprint());
    }
  }

  @Nested
  class Refuses {
    @ParameterizedTest(name = "A-023 {0}")
    @ValueSource(strings = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
    void privateAndSymmetricMembers(String member) {
      refuses(with(EC, member, "AQAB"));
      refuses(with(RSA, member, "AQAB"));
    }

    @Test
    @DisplayName("A-002, A-023 a symmetric key")
    void symmetricKeys() {
      refuses(Map.of("kty", "oct", "k", "AQAB"));
      refuses(Map.of("kty", "oct"));
    }

    @Test
    @DisplayName("A-023 a point that is not on the curve, and the point at zero")
    void pointsOffTheCurve() {
      String x = Base64Url.encode(new byte[32]);
      refuses(with(EC, "x", x));
      refuses(with(with(EC, "x", x), "y", x));
      refuses(with(EC, "y", String.valueOf(EC.get("x"))));
    }

    @ParameterizedTest(name = "A-023 crv {0}")
    @ValueSource(strings = {"P-192", "P-384", "P-521", "secp256k1", "p-256", "Ed25519"})
    void otherCurves(String crv) {
      refuses(with(EC, "crv", crv));
    }

    @Test
    @DisplayName("A-023 coordinates of 31 and 33 bytes")
    void otherLengths() {
      refuses(with(EC, "x", Base64Url.encode(new byte[31])));
      refuses(with(EC, "x", Base64Url.encode(new byte[33])));
      refuses(with(ED, "x", Base64Url.encode(new byte[31])));
      refuses(with(ED, "x", Base64Url.encode(new byte[33])));
    }

    @Test
    @DisplayName("A-023 Ed25519 points of small order, Ed448, X25519")
    void otherEdwardsKeys() {
      byte[] one = new byte[32];
      one[0] = 1;
      refuses(with(ED, "x", Base64Url.encode(one)));
      refuses(with(ED, "x", Base64Url.encode(new byte[32])));
      refuses(with(ED, "crv", "Ed448"));
      refuses(with(ED, "crv", "X25519"));
    }

    @ParameterizedTest(name = "A-023 RSA modulus of {0} bits")
    @ValueSource(ints = {512, 1024, 2047, 8193, 16384})
    void rsaSizes(int bits) {
      refuses(with(RSA, "n", unsigned(BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE))));
    }

    @Test
    @DisplayName("A-023 an even RSA modulus")
    void evenModulus() {
      refuses(with(RSA, "n", unsigned(BigInteger.ONE.shiftLeft(2048))));
    }

    @ParameterizedTest(name = "A-023 RSA exponent {0}")
    @ValueSource(strings = {"1", "2", "3", "65536", "65538", "4294967297"})
    void rsaExponents(String exponent) {
      refuses(with(RSA, "e", unsigned(new BigInteger(exponent))));
    }

    @Test
    @DisplayName("A-012 a number with a second spelling")
    void secondSpellings() {
      refuses(with(RSA, "e", "AAEAAQ"));
      refuses(with(RSA, "e", "AQAB="));
      refuses(with(EC, "x", EC.get("x") + "="));
      refuses(with(EC, "x", " " + EC.get("x")));
    }

    @ParameterizedTest(name = "A-003 {0}: {1}")
    @CsvSource({
      "use,enc",
      "use,''",
      "alg,ES384",
      "alg,RS256",
      "alg,es256",
      "alg,none",
      "alg,HS256",
      "key_ops,verify",
      "kid,''",
      "kid,a b",
      "kty,ec",
      "kty,RSA"
    })
    void membersThatContradict(String member, String value) {
      refuses(with(EC, member, value));
    }

    @Test
    @DisplayName("A-003 key_ops of another use")
    void keyOps() {
      refuses(with(EC, "key_ops", List.of("sign")));
      refuses(with(EC, "key_ops", List.of("verify", "encrypt")));
      refuses(with(EC, "key_ops", List.of()));
    }

    @ParameterizedTest(name = "A-003 an RSA key for {0}")
    @ValueSource(strings = {"ES256", "PS384", "RSA-OAEP", "RS1"})
    void rsaForOtherAlgorithms(String alg) {
      refuses(with(RSA, "alg", alg));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kty", "crv", "x", "y"})
    void missingMembers(String member) {
      refuses(without(EC, member));
    }

    @Test
    @DisplayName("A-013 a member twice")
    void memberTwice() {
      Refused refused =
          assertThrows(Refused.class, () -> Jwk.parse("{\"kty\":\"EC\",\"kty\":\"RSA\"}"));

      assertEquals(Reason.INVALID_KEY, refused.refusal().reason());
    }
  }

  private static void refuses(Map<String, Object> members) {
    Refused refused =
        assertThrows(Refused.class, () -> Jwk.parse(members), () -> "accepted " + members);
    assertEquals(Reason.INVALID_KEY, refused.refusal().reason());
  }

  private static Map<String, Object> publicOf(Algorithm algorithm) {
    return without(KeyMaterial.generate(algorithm).jwk().toMap(), "kid");
  }

  private static Map<String, Object> with(Map<String, Object> members, String name, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(members);
    changed.put(name, value);
    return changed;
  }

  private static Map<String, Object> without(Map<String, Object> members, String name) {
    Map<String, Object> changed = new LinkedHashMap<>(members);
    changed.remove(name);
    return changed;
  }

  private static String unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    return Base64Url.encode(Arrays.copyOfRange(bytes, from, bytes.length));
  }
}

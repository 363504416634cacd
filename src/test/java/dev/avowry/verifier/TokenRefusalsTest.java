package dev.avowry.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forged, confused and misspelt tokens. */
final class TokenRefusalsTest extends IssuerTest {
  private static final BigInteger P256_ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "nOnE", "es256", "HS256", "ES384", "ES256K", "RSA1_5"})
  @DisplayName("A-001 an alg that is not accepted")
  void refusesOtherAlgorithms(String alg) {
    refused(Reason.ALGORITHM, issuer.token().header("alg", alg));
  }

  @Test
  @DisplayName("A-001 no signature, no alg, an alg that is no name")
  void refusesUnsigned() {
    String signed = issuer.token().sign();
    refused(Reason.MALFORMED, signed.substring(0, signed.lastIndexOf('.') + 1));
    refused(Reason.MALFORMED, signed.substring(0, signed.lastIndexOf('.')));
    refused(Reason.HEADER, issuer.token().withoutHeader("alg"));
    refused(Reason.HEADER, issuer.token().header("alg", ""));
    refused(Reason.HEADER, issuer.token().header("alg", 256));
    refused(Reason.HEADER, issuer.token().headerText(text -> text.replace("\"ES256\"", "null")));
  }

  @Test
  @DisplayName("A-002 HS256 by the public key as secret")
  void refusesPublicKeyAsSecret() throws Exception {
    JWK key = JWK.parse(new HashMap<>(TestIssuer.KEY.jwk()));
    for (byte[] secret :
        List.of(
            key.toECKey().toECPublicKey().getEncoded(),
            key.toJSONString().getBytes(StandardCharsets.UTF_8))) {
      TestKey forged = TestIssuer.KEY.published("alg", "HS256");
      TestKey signer = new TestKey(forged.kid(), forged.jwk(), input -> hs256(secret, input));
      refused(Reason.ALGORITHM, issuer.token().signedBy(signer));
    }
  }

  @Test
  @DisplayName("A-003 an alg that the key does not have")
  void refusesAlgorithmOfAnotherKey() {
    TestKey rs = TestKey.rsa("rsa", JWSAlgorithm.RS256, 2048);
    issuer.publish(TestIssuer.KEY, rs);

    refused(Reason.ALGORITHM, issuer.token().signedBy(rs).header("alg", "PS256"));
    refused(Reason.ALGORITHM, issuer.token().header("kid", "rsa"));
    refused(Reason.ALGORITHM, issuer.token().header("alg", "EdDSA"));
  }

  @Test
  @DisplayName("A-004 an ECDSA signature of zeros or of the group's order")
  void refusesPsychicSignatures() {
    byte[] order = Arrays.copyOfRange(P256_ORDER.toByteArray(), 1, 33);
    byte[] orders = Arrays.copyOf(order, 64);
    System.arraycopy(order, 0, orders, 32, 32);

    refused(Reason.SIGNATURE, issuer.token().signature(_ -> new byte[64]));
    refused(Reason.SIGNATURE, issuer.token().signature(_ -> orders));
  }

  @Test
  @DisplayName("A-005 an ECDSA signature in DER or of another length")
  void refusesOtherSignatureForms() {
    refused(Reason.SIGNATURE, issuer.token().signature(TokenRefusalsTest::der));
    refused(Reason.SIGNATURE, issuer.token().signature(s -> Arrays.copyOf(s, 66)));
    refused(Reason.SIGNATURE, issuer.token().signature(s -> Arrays.copyOf(s, 63)));
    refused(Reason.SIGNATURE, issuer.token().signature(TokenRefusalsTest::padded));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jwk", "jku", "x5u", "x5c"})
  @DisplayName("A-006, A-007 a header that brings its own key")
  void refusesKeysInTheHeader(String member) {
    TestKey own = TestKey.es256("own");
    refused(Reason.HEADER, issuer.token().signedBy(own).header(member, issuer.uri() + "/evil"));
    assertEquals(0, issuer.keyRequests.get());
  }

  @Test
  @DisplayName("A-008 a kid that is none of the issuer's")
  void refusesStrangeKids() {
    for (String kid :
        List.of("MAIN", "main\u0000", "../main", "' OR 1=1 --", "main ", "k".repeat(256))) {
      refused(Reason.KEY, issuer.token().header("kid", kid));
    }
    refused(Reason.HEADER, issuer.token().header("kid", "k".repeat(10_000)));
    refused(Reason.HEADER, issuer.token().header("kid", ""));
    refused(Reason.HEADER, issuer.token().header("kid", List.of("main")));
    refused(Reason.HEADER, issuer.token().withoutHeader("kid"));
  }

  @Test
  @DisplayName("A-009 crit, b64:false, a detached payload")
  void refusesExtensions() {
    refused(Reason.HEADER, issuer.token().header("crit", List.of("exp")));
    refused(Reason.HEADER, issuer.token().header("b64", false));
    String[] parts = issuer.token().sign().split("\\.", -1);
    refused(Reason.MALFORMED, parts[0] + ".." + parts[2]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "JWT",
        "client-authentication+jwt",
        "dpop+jwt",
        "secevent+jwt",
        "logout+jwt",
        "revocations+jwt",
        "AT+JWT",
        "at+jwt "
      })
  @DisplayName("A-010 a JWT of another kind")
  void refusesOtherTypes(String typ) {
    refused(Reason.HEADER, issuer.token().header("typ", typ));
  }

  @Test
  @DisplayName("A-010 a JWT of no kind, a revocation list as token")
  void refusesUntyped() {
    refused(Reason.HEADER, issuer.token().withoutHeader("typ"));
    refused(Reason.HEADER, issuer.list());
  }

  @Test
  @DisplayName("A-011 JSON serializations")
  void refusesJsonSerializations() {
    String[] parts = issuer.token().sign().split("\\.", -1);
    Map<String, Object> one = Map.of("protected", parts[0], "signature", parts[2]);
    refused(
        Reason.MALFORMED,
        JSONObjectUtils.toJSONString(Map.of("payload", parts[1], "signatures", List.of(one))));
    refused(
        Reason.MALFORMED,
        JSONObjectUtils.toJSONString(
            Map.of("protected", parts[0], "payload", parts[1], "signature", parts[2])));
  }

  @Test
  @DisplayName("A-012 base64url that is not canonical")
  void refusesOtherSpellings() {
    String token = issuer.token().sign();
    refused(Reason.MALFORMED, token + "=");
    refused(Reason.MALFORMED, token + "\n");
    refused(Reason.MALFORMED, " " + token);
    refused(Reason.MALFORMED, token + ".");
    refused(Reason.MALFORMED, token.replace(".", " . "));
    // 64 bytes leave four spare bits in the last of 86 characters.
    char last = token.charAt(token.length() - 1);
    refused(Reason.MALFORMED, token.substring(0, token.length() - 1) + (char) (last + 1));
  }

  @Test
  @DisplayName("A-012 JSON that is not plain UTF-8")
  void refusesOtherEncodings() {
    refused(Reason.MALFORMED, issuer.token().headerText(text -> "\uFEFF" + text));
    refused(Reason.MALFORMED, issuer.token().claimsText(text -> "\uFEFF" + text));
    refused(Reason.MALFORMED, issuer.token().claimsText(text -> text + "\u0000"));
    String header = Base64URL.encode(new byte[] {'{', '"', (byte) 0xc3, '"', '}'}).toString();
    refused(Reason.MALFORMED, header + ".e30.AA");
  }

  @ParameterizedTest
  @ValueSource(strings = {"alg", "kid", "typ"})
  @DisplayName("A-013 a header member twice")
  void refusesRepeatedHeader(String member) {
    refused(
        Reason.MALFORMED,
        issuer.token().headerText(text -> "{\"" + member + "\":\"x\"," + text.substring(1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sub", "aud", "exp", "scope", "\\u0073ub"})
  @DisplayName("A-013 a claim twice, or the same under an escape")
  void refusesRepeatedClaim(String member) {
    refused(
        Reason.MALFORMED,
        issuer.token().claimsText(text -> "{\"" + member + "\":\"x\"," + text.substring(1)));
  }

  @Test
  @DisplayName("A-013 a member twice within a claim")
  void refusesRepeatedNested() {
    refused(
        Reason.MALFORMED,
        issuer.token().claimsText(text -> text.replace("\"path\":", "\"path\":[],\"path\":")));
  }

  @Test
  @DisplayName("A-022 a token beyond the limit, deep JSON")
  void refusesTheOversized() {
    refused(Reason.MALFORMED, issuer.token().claim("pad", "x".repeat(16 * 1024)));
    refused(
        Reason.MALFORMED,
        issuer
            .token()
            .claim("deep", "@")
            .claimsText(t -> t.replace("\"@\"", "[".repeat(5000) + "]".repeat(5000))));
  }

  @Test
  @DisplayName("A-025 each single changed character")
  void refusesEveryMutation() {
    String token = issuer.token().sign();
    long live =
        IntStream.range(0, token.length())
            .mapToObj(at -> mutated(token, at))
            .map(changed -> verifier.verify(changed, READ))
            .filter(result -> !(result instanceof Result.Invalid))
            .count();
    assertEquals(0, live);
  }

  @Test
  @DisplayName("A-026 a key of another issuer under our key's name")
  void refusesForeignSigner() {
    refused(Reason.SIGNATURE, issuer.token().signedBy(TestKey.es256("main")));
    refused(Reason.ISSUER, issuer.token().claim("iss", issuer.uri() + "/"));
  }

  private static String mutated(String token, int at) {
    char replacement = token.charAt(at) == 'A' ? 'B' : 'A';
    return token.substring(0, at) + replacement + token.substring(at + 1);
  }

  private static byte[] hs256(byte[] secret, byte[] input) throws JOSEException {
    return new MACSigner(secret).sign(new JWSHeader(JWSAlgorithm.HS256), input).decode();
  }

  private static byte[] der(byte[] signature) {
    try {
      return com.nimbusds.jose.crypto.impl.ECDSA.transcodeSignatureToDER(signature);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** r and s with a leading zero byte each: the same numbers in 66 bytes. */
  private static byte[] padded(byte[] signature) {
    byte[] longer = new byte[66];
    System.arraycopy(signature, 0, longer, 1, 32);
    System.arraycopy(signature, 32, longer, 34, 32);
    return longer;
  }
}

package dev.avowry.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import dev.avowry.kernel.Reason;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignaturesTest {
  private static final byte[] INPUT = "header.payload".getBytes(StandardCharsets.US_ASCII);
  private static final BigInteger N =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
  private static final Map<Algorithm, KeyMaterial> KEYS = new ConcurrentHashMap<>();

  static Stream<Arguments> pairsOfProviders() {
    return Arrays.stream(Algorithm.values())
        .flatMap(
            algorithm ->
                providers()
                    .flatMap(one -> providers().map(other -> Arguments.of(algorithm, one, other))));
  }

  static Stream<CryptoProvider> providers() {
    return Arrays.stream(CryptoProvider.values())
        .filter(provider -> provider.whyUnavailable().isEmpty());
  }

  @ParameterizedTest(name = "{0} signed by {1} is verified by {2}")
  @MethodSource("pairsOfProviders")
  void whatOneSignsTheOtherVerifies(Algorithm algorithm, CryptoProvider one, CryptoProvider other)
      throws GeneralSecurityException {
    byte[] signature = key(algorithm).signer(Signatures.by(one)).sign(INPUT);

    assertTrue(verifies(other, algorithm, signature));
    signature[signature.length - 1] ^= 1;
    assertFalse(verifies(other, algorithm, signature));
  }

  @ParameterizedTest(name = "{0} is verified by an independent library")
  @EnumSource(names = {"ES256", "PS256", "RS256"})
  void nimbusVerifiesWhatIsSigned(Algorithm algorithm) throws Exception {
    String header = "{\"alg\":\"" + algorithm + "\"}";
    JWSObject jws = JWSObject.parse(Forge.signed(key(algorithm).signer(), header, "{}"));
    JWK jwk = JWK.parse(key(algorithm).jwk().toMap());

    assertTrue(
        jws.verify(
            jwk instanceof ECKey ec ? new ECDSAVerifier(ec) : new RSASSAVerifier((RSAKey) jwk)));
  }

  @ParameterizedTest(name = "{0} through the JDK is verified here")
  @EnumSource
  void verifiesWhatTheJwtLibrarySigns(Algorithm algorithm) {
    KeyRing ring = KeyRing.of(key(algorithm));

    String text = new JwtSigner(ring).sign(algorithm, "revocations+jwt", Map.of("iss", "i"));

    CompactJwt jwt = CompactJwt.parse(text, 4096).orRefuse(Reason.INVALID_TOKEN);
    assertEquals(Optional.of("revocations+jwt"), jwt.typ());
    VerificationKey found = jwt.kid().flatMap(ring::find).orElseThrow();
    assertEquals(
        Optional.of("i"), jwt.verify(found).flatMap(verified -> verified.claims().text("iss")));
  }

  @ParameterizedTest(name = "A-004 {0}: r and s of 0, n, and above never verify")
  @MethodSource("providers")
  void refusesPsychicSignatures(CryptoProvider provider) throws GeneralSecurityException {
    List<BigInteger> outside = List.of(BigInteger.ZERO, N, N.add(BigInteger.ONE));
    byte[] honest = key(Algorithm.ES256).signer().sign(INPUT);
    BigInteger r = new BigInteger(1, Arrays.copyOf(honest, 32));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(honest, 32, 64));

    for (BigInteger bad : outside) {
      assertFalse(verifies(provider, Algorithm.ES256, p1363(bad, bad)), "r = s = " + bad);
      assertFalse(verifies(provider, Algorithm.ES256, p1363(bad, s)), "r = " + bad);
      assertFalse(verifies(provider, Algorithm.ES256, p1363(r, bad)), "s = " + bad);
    }
  }

  @ParameterizedTest(name = "A-005 {0}: DER is no JWS signature")
  @MethodSource("providers")
  void refusesDer(CryptoProvider provider) throws Exception {
    byte[] honest = key(Algorithm.ES256).signer().sign(INPUT);
    byte[] der = ECDSA.transcodeSignatureToDER(honest);

    assertFalse(verifies(provider, Algorithm.ES256, der));
  }

  @ParameterizedTest(name = "{0}: many threads sign and verify with one key")
  @EnumSource(names = {"ES256", "EDDSA"})
  void isSafeForManyThreads(Algorithm algorithm) {
    Signer signer = key(algorithm).signer();
    VerificationKey verifier = key(algorithm).jwk().toVerificationKey();

    boolean all =
        IntStream.range(0, 400)
            .parallel()
            .mapToObj(i -> ("input " + i).getBytes(StandardCharsets.US_ASCII))
            .allMatch(input -> verifier.verifies(input, signer.sign(input)));

    assertTrue(all);
  }

  @Test
  @DisplayName("RFC 7515 A.3: the ES256 example verifies")
  void verifiesTheEs256OfTheRfc() {
    Jwk jwk =
        Jwk.parse(
            """
            {"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",\
            "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""");
    String input =
        "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
            + "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    String signature =
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    CompactJwt jwt = CompactJwt.parse(input + "." + signature, 4096).orRefuse(Reason.INVALID_TOKEN);

    assertEquals(
        Optional.of("joe"),
        jwt.verify(jwk.toVerificationKey()).flatMap(each -> each.claims().text("iss")));
  }

  @ParameterizedTest(name = "RFC 8037 A.4: the Ed25519 example verifies, {0}")
  @MethodSource("providers")
  void verifiesTheEd25519OfTheRfc(CryptoProvider provider) throws GeneralSecurityException {
    Jwk jwk =
        Jwk.parse(
            """
            {"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""");
    byte[] input =
        "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"
            .getBytes(StandardCharsets.US_ASCII);
    byte[] signature =
        Base64Url.decode(
                "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_Mu"
                    + "M0KAg")
            .orElseThrow();
    Signatures signatures = Signatures.by(provider);
    PublicKey key = signatures.own(Algorithm.EDDSA, jwk.toVerificationKey().publicKey());

    assertTrue(signatures.verifies(Algorithm.EDDSA, key, input, signature));
  }

  @Test
  void namesOnlyWhatItSpeaks() {
    assertEquals(Optional.of(Algorithm.EDDSA), Algorithm.named("EdDSA"));
    for (String unknown : List.of("none", "HS256", "es256", "EDDSA", "ES256 ", "")) {
      assertEquals(Optional.empty(), Algorithm.named(unknown), unknown);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Corretto", "sun"})
  void refusesAProviderThatItDoesNotKnow(String setting) {
    assertThrows(IllegalStateException.class, () -> Signatures.choose(setting));
  }

  @Test
  void keepsSlowSignaturesOffTheEventLoop() {
    assertFalse(Signatures.by(CryptoProvider.BOUNCYCASTLE).fast(Algorithm.ES256));
    assertFalse(Signatures.by(CryptoProvider.CORRETTO).fast(Algorithm.RS256));
    assertTrue(Signatures.by(CryptoProvider.CORRETTO).fast(Algorithm.ES256));
  }

  private static KeyMaterial key(Algorithm algorithm) {
    return KEYS.computeIfAbsent(algorithm, KeyMaterial::generate);
  }

  private static boolean verifies(CryptoProvider provider, Algorithm algorithm, byte[] signature)
      throws GeneralSecurityException {
    Signatures signatures = Signatures.by(provider);
    PublicKey key = signatures.own(algorithm, key(algorithm).jwk().toVerificationKey().publicKey());
    return signatures.verifies(algorithm, key, INPUT, signature);
  }

  private static byte[] p1363(BigInteger r, BigInteger s) {
    byte[] signature = new byte[64];
    write(r, signature, 32);
    write(s, signature, 64);
    return signature;
  }

  private static void write(BigInteger number, byte[] into, int end) {
    byte[] bytes = number.toByteArray();
    int from = Math.max(0, bytes.length - 32);
    System.arraycopy(bytes, from, into, end - (bytes.length - from), bytes.length - from);
  }
}

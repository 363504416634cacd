package dev.avowry.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A token that is bound to a key lives only with the proof that it is held, RFC 9449 §7. */
final class PossessionTest {
  private static final TestKey KEY = TestKey.es256("own");
  private static final URI FILES = URI.create("https://files.example/a");
  private static final Expectation READ = Expectation.of(TestIssuer.AUDIENCE, "files.read");

  private final TestIssuer issuer = new TestIssuer();
  private final Verifier verifier = issuer.verifier().build();
  private final String token = bound(thumbprint(KEY));

  @AfterEach
  void close() {
    verifier.close();
    issuer.close();
  }

  @Test
  @DisplayName("with its proof it lives, without it does not")
  void needsItsProof() {
    assertInstanceOf(Result.Live.class, verify(token, proof().sign()));
    assertEquals(Reason.BINDING, reason(verifier.verify(token, READ)));
  }

  @Test
  @DisplayName("a token that is not bound is none for DPoP")
  void isBound() {
    assertEquals(Reason.BINDING, reason(verify(issuer.token().sign(), proof().sign())));
  }

  @Test
  @DisplayName("keys for EdDSA and PS256 will do, and the query does not matter")
  void takesOtherKeys() {
    for (TestKey key :
        List.of(TestKey.ed25519("ed"), TestKey.rsa("rsa", JWSAlgorithm.PS256, 2048))) {
      String own = bound(thumbprint(key));
      String signed = proof(key, own).claim("htu", FILES + "?a=b").sign();
      assertInstanceOf(Result.Live.class, verify(own, signed));
    }
  }

  @Test
  @DisplayName("what binds it otherwise is not overlooked (RFC 7800 §3.1)")
  void knowsOneBinding() {
    for (Object cnf :
        List.of(
            true,
            "x",
            Map.of(),
            Map.of("x5t#S256", "x"),
            Map.of("jkt", 1),
            Map.of("jkt", thumbprint(KEY), "x5t#S256", "x"))) {
      String other = issuer.token().claim("cnf", cnf).sign();
      assertEquals(Reason.BINDING, reason(verify(other, proof(KEY, other).sign())));
    }
  }

  @ParameterizedTest(name = "{0} → refused (A-043)")
  @MethodSource("spoiled")
  void refusesAProofThatIsNotInOrder(String what, Consumer<TestJws> spoil) {
    TestJws proof = proof();
    spoil.accept(proof);
    assertEquals(Reason.PROOF, reason(verify(token, proof.sign())), what);
  }

  @Test
  @DisplayName("another key, RS256, none and two headers → refused (A-043)")
  void refusesOtherKeys() {
    TestKey other = TestKey.es256("other");
    assertEquals(Reason.PROOF, reason(verify(token, proof(other, token).sign())));
    TestJws lent = proof(other, token).header("jwk", publicMembers(KEY));
    assertEquals(Reason.PROOF, reason(verify(token, lent.sign())));
    TestKey legacy = TestKey.rsa("rsa", JWSAlgorithm.RS256, 2048);
    String own = bound(thumbprint(legacy));
    assertEquals(Reason.PROOF, reason(verify(own, proof(legacy, own).sign())));
    assertEquals(Reason.PROOF, reason(verify(token)));
    assertEquals(Reason.PROOF, reason(verify(token, proof().sign(), proof().sign())));
  }

  @Test
  @DisplayName("the same proof twice → refused, by another jti → not (A-043)")
  void takesItOnce() {
    String once = proof().sign();
    assertInstanceOf(Result.Live.class, verify(token, once));
    assertEquals(Reason.PROOF, reason(verify(token, once)));
    assertInstanceOf(Result.Live.class, verify(token, proof().sign()));
  }

  @Test
  @DisplayName("59 s old or 30 s ahead is taken, 60 s and 31 s are not (A-043)")
  void endsOnTheSecond() {
    long now = issuer.clock.instant().getEpochSecond();
    for (long taken : new long[] {now - 59, now + 30}) {
      assertInstanceOf(Result.Live.class, verify(token, proof().claim("iat", taken).sign()));
    }
    for (long refused : new long[] {now - 60, now + 31}) {
      assertEquals(Reason.PROOF, reason(verify(token, proof().claim("iat", refused).sign())));
    }
  }

  @Test
  @DisplayName(
      "a used proof is remembered for as long as it could be used, and no more than so many")
  void remembersWithinBounds() throws Exception {
    UsedProofs used = new UsedProofs(Duration.ofSeconds(90), 2);
    byte[] first = hash("first");
    byte[] second = hash("second");

    assertTrue(used.use(first, TestIssuer.START));
    assertFalse(used.use(first, TestIssuer.START.plusSeconds(89)));
    assertTrue(used.use(second, TestIssuer.START.plusSeconds(89)));
    assertThrows(Undecided.class, () -> used.use(hash("third"), TestIssuer.START.plusSeconds(89)));
    assertFalse(used.use(second, TestIssuer.START.plusSeconds(179)));
    assertTrue(used.use(first, TestIssuer.START.plusSeconds(180)));
    assertTrue(used.use(second, TestIssuer.START.plusSeconds(1_000)));
  }

  static Stream<Arguments> spoiled() {
    long now = TestIssuer.START.getEpochSecond();
    Map<String, Object> withPrivate = new HashMap<>(publicMembers(KEY));
    withPrivate.put("d", "AAAA");
    return Stream.of(
        spoiled("no jti", proof -> proof.without("jti")),
        spoiled("no htm", proof -> proof.without("htm")),
        spoiled("no htu", proof -> proof.without("htu")),
        spoiled("no iat", proof -> proof.without("iat")),
        spoiled("no ath", proof -> proof.without("ath")),
        spoiled("no typ", proof -> proof.withoutHeader("typ")),
        spoiled("no jwk", proof -> proof.withoutHeader("jwk")),
        spoiled("no alg", proof -> proof.withoutHeader("alg")),
        spoiled("typ at+jwt", proof -> proof.header("typ", "at+jwt")),
        spoiled("alg none", proof -> proof.header("alg", "none")),
        spoiled("alg HS256", proof -> proof.header("alg", "HS256")),
        spoiled("alg PS256", proof -> proof.header("alg", "PS256")),
        spoiled("jku", proof -> proof.header("jku", "https://evil.example/jwks")),
        spoiled("crit", proof -> proof.header("crit", List.of("x"))),
        spoiled("a private jwk", proof -> proof.header("jwk", withPrivate)),
        spoiled(
            "a symmetric jwk",
            proof -> proof.header("jwk", Map.of("kty", "oct", "k", "c2VjcmV0c2VjcmV0"))),
        spoiled("a jwk that is a string", proof -> proof.header("jwk", "x")),
        spoiled("htm POST", proof -> proof.claim("htm", "POST")),
        spoiled("htm get", proof -> proof.claim("htm", "get")),
        spoiled("htu another path", proof -> proof.claim("htu", "https://files.example/b")),
        spoiled("htu another host", proof -> proof.claim("htu", "https://evil.example/a")),
        spoiled("htu a list", proof -> proof.claim("htu", List.of(FILES.toString()))),
        spoiled("ath of another token", proof -> proof.claim("ath", "x")),
        spoiled("jti too long", proof -> proof.claim("jti", "a".repeat(256))),
        spoiled("made an hour ago", proof -> proof.claim("iat", now - 3_600)),
        spoiled("made in an hour", proof -> proof.claim("iat", now + 3_600)),
        spoiled("a signature that was cut", proof -> proof.signature(bytes -> new byte[64])));
  }

  private static Arguments spoiled(String what, Consumer<TestJws> spoil) {
    return arguments(what, spoil);
  }

  private String bound(String thumbprint) {
    return issuer.token().claim("cnf", Map.of("jkt", thumbprint)).sign();
  }

  private TestJws proof() {
    return proof(KEY, token);
  }

  private TestJws proof(TestKey key, String with) {
    return new TestJws(
            "dpop+jwt",
            key,
            Map.of(
                "jti", UUID.randomUUID().toString(),
                "htm", "GET",
                "htu", FILES.toString(),
                "iat", issuer.clock.instant().getEpochSecond(),
                "ath", Base64URL.encode(hash(with)).toString()))
        .withoutHeader("kid")
        .header("jwk", publicMembers(key));
  }

  private Result verify(String compact, String... headers) {
    return verifier.verify(
        compact, READ.provenBy(new RequestProof("GET", FILES, List.of(headers))));
  }

  private static Reason reason(Result result) {
    return assertInstanceOf(Result.Invalid.class, result).reason();
  }

  private static Map<String, Object> publicMembers(TestKey key) {
    return key.jwk();
  }

  private static String thumbprint(TestKey key) {
    try {
      return JWK.parse(key.jwk()).computeThumbprint().toString();
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

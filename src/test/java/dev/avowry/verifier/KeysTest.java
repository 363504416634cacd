package dev.avowry.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.nimbusds.jose.JWSAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which keys are the issuer's, and for how long. */
final class KeysTest extends IssuerTest {
  private final TestKey next = TestKey.es256("next");

  @Test
  void findsANewKeyOnceItIsPublished() {
    live(issuer.token());
    issuer.publish(TestIssuer.KEY, next);
    issuer.clock.advance(FetchedKeys.BETWEEN_FETCHES);

    live(issuer.token().signedBy(next));
  }

  @Test
  @DisplayName("A-008 unknown kids make it ask once in five seconds")
  void asksSeldomForUnknownKeys() {
    for (int i = 0; i < 20; i++) {
      refused(Reason.KEY, issuer.token().header("kid", "unknown-" + i));
    }
    assertEquals(1, issuer.keyRequests.get());
    issuer.clock.advance(FetchedKeys.BETWEEN_FETCHES);
    refused(Reason.KEY, issuer.token().header("kid", "unknown"));
    assertEquals(2, issuer.keyRequests.get());
  }

  @Test
  @DisplayName("A-026 a withdrawn key is refused after five minutes")
  void forgetsWithdrawnKeys() {
    issuer.publish(TestIssuer.KEY, next);
    live(issuer.token().signedBy(next));
    issuer.publish(TestIssuer.KEY);
    issuer.clock.advance(FetchedKeys.RENEWED);
    live(issuer.token().signedBy(next));
    issuer.clock.advance(Duration.ofSeconds(1));

    refused(Reason.KEY, issuer.token().signedBy(next));
  }

  @Test
  @DisplayName("A-026 keys that could not be renewed are trusted for fifteen minutes")
  void trustsKeysForAWhileOnly() {
    try (Verifier patient = issuer.verifier().maxStale(Duration.ofHours(1)).build()) {
      issuer.serve(issuer.list().claim("exp", TestIssuer.START.plusSeconds(3600).getEpochSecond()));
      assertInstanceOf(Result.Live.class, patient.verify(issuer.token().sign(), READ));
      issuer.close();
      issuer.clock.advance(FetchedKeys.TRUSTED);
      assertInstanceOf(Result.Live.class, patient.verify(issuer.token().sign(), READ));
      issuer.clock.advance(Duration.ofSeconds(1));
      assertEquals(new Result.Stale(TestIssuer.START), patient.verify(issuer.token().sign(), READ));
    }
  }

  @Test
  @DisplayName("A-003, A-023 keys that do not fit are as good as absent")
  void ignoresUnfitKeys() {
    TestKey rsa = TestKey.rsa("rsa", JWSAlgorithm.RS256, 2048);
    TestKey weak = TestKey.rsa("weak", JWSAlgorithm.RS256, 1024);
    List<TestKey> unfit =
        List.of(
            next.published("alg", "ES384"),
            next.published("alg", "RS256"),
            next.published("alg", "HS256"),
            next.published("alg", "none"),
            next.published("use", "enc"),
            next.published("key_ops", List.of("sign")),
            next.published("crv", "P-384"),
            next.published("crv", "secp256k1"),
            next.published("kty", "RSA"),
            next.published("kty", "oct"),
            next.published("kty", "unheard"),
            next.published("x", "AAAA"),
            next.published("d", "AAAA"),
            rsa.published("alg", "ES256"),
            rsa.published("e", "AQ"),
            rsa.published("e", "Aw"),
            weak);
    for (TestKey key : unfit) {
      issuer.publish(TestIssuer.KEY, key);
      issuer.clock.advance(FetchedKeys.BETWEEN_FETCHES);
      refused(Reason.KEY, issuer.token().signedBy(key).header("alg", "ES256"));
      refused(Reason.KEY, issuer.token().signedBy(key).header("alg", "RS256"));
    }
  }

  @Test
  @DisplayName("A-008 two keys of one name are no key, fit or not")
  void ignoresAmbiguousKeys() {
    TestKey twin = TestKey.es256("twin");
    issuer.publish(TestIssuer.KEY, twin, TestKey.ed25519("twin"));
    refused(Reason.KEY, issuer.token().signedBy(twin));

    issuer.publish(TestIssuer.KEY, twin.published("use", "enc"), twin, twin);
    issuer.clock.advance(FetchedKeys.BETWEEN_FETCHES);
    refused(Reason.KEY, issuer.token().signedBy(twin));
  }

  @Test
  @DisplayName("A-023 a JWKS beyond the limit is not read")
  void refusesAHugeKeySet() {
    issuer.publish(TestIssuer.KEY, next.published("kid", "k".repeat(FetchedKeys.BYTES_MAX)));

    assertEquals(new Result.Stale(Instant.EPOCH), verify(issuer.token()));
  }
}

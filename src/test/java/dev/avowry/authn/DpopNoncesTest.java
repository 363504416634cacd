package dev.avowry.authn;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.avowry.authn.DpopConfig.NonceUse;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.Claims;
import dev.avowry.key.CompactJwt;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestNodes;
import dev.avowry.testing.TestProof;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9449 §8: nobody foresees a nonce, every replica knows it, and it ends. */
class DpopNoncesTest {
  private static final SecretBytes SECRET = SecretBytes.ofText("of this issuer");
  private static final Instant START = TestNodes.NOW;
  private static final Duration WINDOW = Duration.ofMinutes(2);

  @Test
  @DisplayName("another replica with the same secret takes it, another issuer does not (A-043)")
  void belongsToTheIssuer() {
    Claims proof = bringing(nonces(START, NonceUse.REQUIRED).current().orElseThrow());

    assertDoesNotThrow(() -> nonces(START, NonceUse.REQUIRED).check(proof));
    Expect.refusal(
        Reason.USE_DPOP_NONCE,
        () ->
            new DpopNonces(SecretBytes.ofText("of another"), at(START), NonceUse.REQUIRED)
                .check(proof));
  }

  @Test
  @DisplayName("it is taken in its window and the neighbours, not after (A-043)")
  void ends() {
    Claims proof = bringing(nonces(START, NonceUse.REQUIRED).current().orElseThrow());

    for (Duration near : new Duration[] {Duration.ZERO, WINDOW, WINDOW.negated()}) {
      assertDoesNotThrow(() -> nonces(START.plus(near), NonceUse.REQUIRED).check(proof));
    }
    for (Duration far : new Duration[] {WINDOW.multipliedBy(2), WINDOW.multipliedBy(-2)}) {
      Expect.refusal(
          Reason.USE_DPOP_NONCE, () -> nonces(START.plus(far), NonceUse.REQUIRED).check(proof));
    }
  }

  @Test
  void changesWithTheWindow() {
    assertNotEquals(
        nonces(START, NonceUse.OPTIONAL).current(),
        nonces(START.plus(WINDOW), NonceUse.OPTIONAL).current());
  }

  @ParameterizedTest(name = "{0} is none of ours (A-043)")
  @ValueSource(strings = {"", "x", "AAAAAAAAAAAAAAAAAAAAAA", "ü"})
  void refusesWhatNobodyGave(String nonce) {
    for (NonceUse use : new NonceUse[] {NonceUse.OPTIONAL, NonceUse.REQUIRED}) {
      Expect.refusal(Reason.USE_DPOP_NONCE, () -> nonces(START, use).check(bringing(nonce)));
    }
    assertDoesNotThrow(() -> nonces(START, NonceUse.OFF).check(bringing(nonce)));
  }

  @ParameterizedTest
  @EnumSource(NonceUse.class)
  @DisplayName("a proof without a nonce is refused only where one is required (A-043)")
  void mayBeAbsent(NonceUse use) {
    Claims proof = claims(TestProof.ofTokenRequest(TestClient.newKey()));

    if (use == NonceUse.REQUIRED) {
      Expect.refusal(Reason.USE_DPOP_NONCE, () -> nonces(START, use).check(proof));
    } else {
      assertDoesNotThrow(() -> nonces(START, use).check(proof));
    }
  }

  @Test
  @DisplayName("a nonce that is no string is refused (A-043)")
  void isAString() {
    Claims proof = claims(TestProof.ofTokenRequest(TestClient.newKey()).claim("nonce", 1));

    Expect.refusal(Reason.USE_DPOP_NONCE, () -> nonces(START, NonceUse.OPTIONAL).check(proof));
  }

  @Test
  void noneIsGivenWhereNoneIsInUse() {
    assertEquals(Optional.empty(), nonces(START, NonceUse.OFF).current());
  }

  private static DpopNonces nonces(Instant now, NonceUse use) {
    return new DpopNonces(SECRET, at(now), use);
  }

  private static Clock at(Instant now) {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private static Claims bringing(String nonce) {
    return claims(TestProof.ofTokenRequest(TestClient.newKey()).claim("nonce", nonce));
  }

  private static Claims claims(TestProof proof) {
    return CompactJwt.parse(proof.sign(), 8_192)
        .orRefuse(Reason.INVALID_DPOP_PROOF)
        .untrustedClaims();
  }
}

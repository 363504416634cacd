package dev.avowry.authn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.ECKey;
import dev.avowry.kernel.Reason;
import dev.avowry.key.CompactJwt;
import dev.avowry.key.Jwk;
import dev.avowry.key.VerifiedJwt;
import dev.avowry.ledger.SingleUse;
import dev.avowry.testing.Api;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestNodes;
import dev.avowry.testing.TestProof;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9449 §4.3: the edges of what a verified proof has to say. */
class DpopProofTest {
  private static final Instant NOW = TestNodes.NOW;
  private static final ECKey KEY = TestClient.newKey();
  private static final Thumbprint THUMBPRINT = new Thumbprint(KEY.getKeyID());

  private final TestProof proof =
      TestProof.ofTokenRequest(KEY).claim("iat", NOW.getEpochSecond()).claim("jti", "one");

  @Test
  void usesUpTheJtiOfThisKeyUntilItWouldBeRefusedAsTooOld() {
    assertEquals(
        new SingleUse(SingleUse.Kind.DPOP_PROOF, THUMBPRINT.value(), "one", NOW.plusSeconds(60)),
        check());
  }

  @ParameterizedTest(name = "made {0} s after now → taken (A-043)")
  @ValueSource(longs = {-59, -10, 0, 8, 10, 30})
  void takesWhatWasMadeJustNow(long seconds) {
    proof.claim("iat", NOW.plusSeconds(seconds).getEpochSecond());
    assertEquals(NOW.plusSeconds(seconds + 60), check().until());
  }

  @ParameterizedTest(name = "made {0} s after now → refused (A-043)")
  @ValueSource(longs = {-3_600, -61, -60, 31, 60, 61, 3_600})
  void refusesWhatWasMadeAtAnotherTime(long seconds) {
    proof.claim("iat", NOW.plusSeconds(seconds).getEpochSecond());
    refuses();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jti", "htm", "htu", "iat"})
  @DisplayName("each of jti, htm, htu, iat is needed (A-043)")
  void refusesWithout(String claim) {
    proof.without(claim);
    assertTrue(refuses().contains(claim));
  }

  @Test
  @DisplayName("a jti that is empty, too long or has a control character (A-043)")
  void refusesOddJti() {
    for (String jti : List.of("", "a".repeat(256), "a\u0000b", "a\nb")) {
      proof.claim("jti", jti);
      refuses();
    }
    proof.claim("jti", "a".repeat(255));
    assertEquals(255, check().value().length());
  }

  @Test
  @DisplayName("nbf, exp and unknown members do not matter (FAPI 2.0)")
  void takesUnknownMembers() {
    proof
        .claim("nbf", NOW.getEpochSecond())
        .claim("exp", NOW.plusSeconds(300).getEpochSecond())
        .claim("else", List.of(1, 2))
        .header("else", "x");
    assertEquals("one", check().value());
  }

  @Test
  @DisplayName("ath is needed with a token, and has to be its hash (A-043)")
  void goesWithItsToken() {
    refuses(Optional.of("a.b.c"));
    proof.with("a.b.d");
    refuses(Optional.of("a.b.c"));
    proof.with("a.b.c");
    assertEquals("one", check(Optional.of("a.b.c")).value());
  }

  private SingleUse check() {
    return check(Optional.empty());
  }

  private SingleUse check(Optional<String> accessToken) {
    PresentedProof presented =
        new PresentedProof(List.of(proof.sign()), "POST", Api.ISSUER + "/token");
    CompactJwt parsed = DpopProof.parse(presented);
    Jwk key = DpopProof.key(parsed);
    VerifiedJwt verified = parsed.verify(key.toVerificationKey()).orElseThrow();
    return DpopProof.check(verified, THUMBPRINT, presented, accessToken, NOW);
  }

  private String refuses() {
    return refuses(Optional.empty());
  }

  private String refuses(Optional<String> accessToken) {
    return Expect.refusal(Reason.INVALID_DPOP_PROOF, () -> check(accessToken));
  }
}

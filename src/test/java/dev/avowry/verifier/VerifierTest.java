package dev.avowry.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.JWSAlgorithm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What lets a token in, and what kills it. */
final class VerifierTest extends IssuerTest {

  @Test
  void letsInATokenThatIsAliveAndTellsWhatItSays() {
    VerifiedToken token = live(issuer.token());

    assertEquals("alice", token.sub());
    assertEquals("agent-1", token.clientId());
    assertEquals(Set.of("files.read", "files.list"), token.scopes());
    assertEquals(List.of(TestIssuer.AUDIENCE), token.audience());
    assertEquals("alice", token.sponsor());
    assertEquals(List.of(), token.actors());
    assertEquals(List.of("sponsor", "parent", "agent"), token.path());
    assertEquals(0, token.fence());
    assertEquals("token-1", token.jti());
    assertEquals(TestIssuer.START, token.iat());
    assertEquals(TestIssuer.START.plusSeconds(300), token.exp());
    assertEquals("agent-1", token.claims().get("client_id"));
  }

  @Test
  void namesTheCurrentActorFirst() {
    Map<String, Object> before = Map.of("sub", "agent-2", "sub_profile", "ai_agent");
    VerifiedToken token =
        live(issuer.token().claim("act", Map.of("sub", "agent-3", "act", before)));

    assertEquals(
        List.of(
            new Actor("agent-3", Optional.empty()), new Actor("agent-2", Optional.of("ai_agent"))),
        token.actors());
  }

  @Test
  void givesClaimsThatCannotBeChanged() {
    VerifiedToken token = live(issuer.token().claim("deep", List.of(Map.of())));
    List<?> deep = assertInstanceOf(List.class, token.claims().get("deep"));
    Map<?, ?> deeper = assertInstanceOf(Map.class, deep.getFirst());

    assertThrows(UnsupportedOperationException.class, () -> token.claims().clear());
    assertThrows(UnsupportedOperationException.class, deep::removeFirst);
    assertThrows(UnsupportedOperationException.class, deeper::clear);
  }

  @Test
  void letsInEachAlgorithmByItsOwnKey() {
    TestKey ed = TestKey.ed25519("ed");
    TestKey ps = TestKey.rsa("ps", JWSAlgorithm.PS256, 2048);
    TestKey rs = TestKey.rsa("rs", JWSAlgorithm.RS256, 2048);
    issuer.publish(TestIssuer.KEY, ed, ps, rs);

    live(issuer.token().signedBy(ed));
    live(issuer.token().signedBy(ps));
    live(issuer.token().signedBy(rs));
  }

  @Test
  void letsInATokenThatNamesItsTypeInFull() {
    live(issuer.token().header("typ", "application/at+jwt"));
  }

  @Test
  void killsWhatIsBelowARevokedNode() {
    TestJws token = issuer.token();
    Entry entry = issuer.revoke("sponsor");

    assertEquals(new Result.Dead(entry), verify(token));
  }

  @Test
  void killsASingleToken() {
    TestJws token = issuer.token();
    TestJws other = issuer.token().claim("jti", "token-2");
    Entry entry = issuer.revoke("token-1");

    assertEquals(new Result.Dead(entry), verify(token));
    live(other);
  }

  @Test
  void letsInWhatWasMintedAfterTheEntryInTheSameSecond() {
    TestJws before = issuer.token();
    Entry entry = issuer.revoke("agent");
    TestJws after = issuer.token();

    assertEquals(new Result.Dead(entry), verify(before));
    live(after);
  }

  @Test
  void saysDeadByAnOldListWhenTheIssuerIsAway() {
    TestJws token = issuer.token();
    Entry entry = issuer.revoke("agent");
    live(issuer.token());
    issuer.close();
    issuer.clock.advance(Duration.ofSeconds(61));

    assertEquals(new Result.Dead(entry), verify(token));
  }

  @Test
  void learnsOfARevocationWhileItPolls() throws InterruptedException {
    TestJws token = issuer.token();
    try (Verifier polling = issuer.verifier().pollEvery(Duration.ofMillis(10)).build().start()) {
      assertEquals(Result.Live.class, polling.verify(token.sign(), READ).getClass());
      issuer.revoke("agent");
      for (int i = 0; i < 500 && polling.freshness().seq() == 0; i++) {
        Thread.sleep(10);
      }
      assertEquals(Result.Dead.class, polling.verify(token.sign(), READ).getClass());
    }
  }
}

package dev.avowry.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which revocation lists are believed, given by hand to a verifier without a network. */
final class RevocationListTest extends IssuerTest {
  private final Verifier offline =
      issuer.verifier().jwks(TestIssuer.jwks(TestIssuer.KEY)).revocationsByHand().build();

  @Test
  void takesAListAndAnswersByItWithoutTheIssuer() {
    TestJws token = issuer.token();
    Entry entry = issuer.revoke("agent");
    TestJws list = issuer.list();
    issuer.close();

    assertEquals(new Applied.Accepted(1), offline.applyRevocations(list.sign()));
    assertEquals(new Result.Dead(entry), offline.verify(token.sign(), READ));
    assertEquals(0, issuer.listRequests.get() + issuer.keyRequests.get());
  }

  @Test
  void isAsFreshAsItsIat() {
    String list = issuer.list().sign();
    issuer.clock.advance(Duration.ofSeconds(60));
    assertEquals(new Applied.Accepted(0), offline.applyRevocations(list));
    String token = issuer.token().sign();

    assertInstanceOf(Result.Live.class, offline.verify(token, READ));
    issuer.clock.advance(Duration.ofSeconds(1));
    assertEquals(new Result.Stale(TestIssuer.START), offline.verify(token, READ));
  }

  @Test
  void isNothingToAnswerByBeforeItIsGiven() {
    assertEquals(new Result.Stale(Instant.EPOCH), offline.verify(issuer.token().sign(), READ));
  }

  @Test
  @DisplayName("A-075 rollback: a lower seq, or an older iat with the same seq")
  void refusesRollback() {
    String empty = issuer.list().sign();
    issuer.revoke("agent");
    String older = issuer.list().sign();
    issuer.clock.advance(Duration.ofSeconds(1));
    accepted(issuer.list());

    refusedList(Reason.ROLLBACK, empty);
    refusedList(Reason.ROLLBACK, older);
    accepted(issuer.list());
  }

  @Test
  @DisplayName("A-075 truncation: an entry missing at either end or in the middle")
  void refusesGaps() {
    List.of("a", "b", "c").forEach(issuer::revoke);
    List<Map<String, Object>> lines = issuer.entries.stream().map(TestIssuer::line).toList();

    refusedList(Reason.INCOMPLETE, issuer.list().claim("entries", lines.subList(0, 2)));
    refusedList(Reason.INCOMPLETE, issuer.list().claim("entries", lines.subList(1, 3)));
    refusedList(
        Reason.INCOMPLETE, issuer.list().claim("entries", List.of(lines.get(0), lines.get(2))));
    refusedList(
        Reason.INCOMPLETE,
        issuer.list().claim("entries", List.of(lines.get(0), lines.get(2), lines.get(2))));
    refusedList(Reason.INCOMPLETE, issuer.list().claim("entries", lines.reversed()));
    refusedList(Reason.INCOMPLETE, issuer.list().claim("entries", List.of()));
    accepted(issuer.list());
  }

  @Test
  void goesOnWithTheEndOfAList() {
    String token = issuer.token().sign();
    issuer.revoke("a");
    accepted(issuer.list());
    issuer.revoke("b");
    Entry entry = issuer.revoke("agent");

    accepted(issuer.end(1));
    accepted(issuer.end(3));
    assertEquals(new Result.Dead(entry), offline.verify(token, READ));
    assertEquals(3, offline.freshness().seq());
  }

  @Test
  void passesOverWhatItHasWhenAnEndBeginsEarlier() {
    List.of("a", "b").forEach(issuer::revoke);
    accepted(issuer.list());
    issuer.revoke("c");

    accepted(issuer.end(0));
    assertEquals(3, offline.freshness().seq());
  }

  @Test
  @DisplayName("A-075 an end without its beginning, or behind a gap")
  void refusesAnEndThatDoesNotFollow() {
    List.of("a", "b", "c").forEach(issuer::revoke);
    refusedList(Reason.INCOMPLETE, issuer.end(2));
    refusedList(Reason.INCOMPLETE, issuer.end(0));
    TestJws later = issuer.end(2);
    issuer.entries.removeLast();
    issuer.entries.removeLast();
    accepted(issuer.list());

    refusedList(Reason.INCOMPLETE, later);
    assertEquals(1, offline.freshness().seq());
  }

  @Test
  @DisplayName("A-075 an end that is rolled back, forked, cut, another issuer's or misplaced")
  void refusesAnEndThatContradicts() {
    List.of("a", "b").forEach(issuer::revoke);
    TestJws old = issuer.end(1);
    issuer.revoke("c");
    TestJws present = issuer.end(1);
    issuer.clock.advance(Duration.ofSeconds(1));
    accepted(issuer.list());

    refusedList(Reason.ROLLBACK, old);
    refusedList(Reason.ROLLBACK, present);
    refusedList(Reason.ISSUER, issuer.end(1).claim("iss", "https://other.example"));
    refusedList(Reason.KEY, issuer.end(1).signedBy(TestKey.es256("other")));
    refusedList(Reason.INCOMPLETE, issuer.end(1).claim("since", 0));
    refusedList(Reason.INCOMPLETE, issuer.end(1).claim("seq", 4));
    refusedList(Reason.INCOMPLETE, issuer.end(1).claim("entries", List.of()));
    refusedList(Reason.CLAIM, issuer.end(1).claim("since", "1"));
    issuer.entries.set(2, new Entry(3, "d", issuer.clock.instant(), issuer.clock.instant()));
    refusedList(Reason.FORKED, issuer.end(1));
    assertEquals(3, offline.freshness().seq());
  }

  @Test
  @DisplayName("A-075 numbers that do not add up")
  void refusesImpossibleNumbers() {
    issuer.revoke("a");
    refusedList(Reason.INCOMPLETE, issuer.list().claim("from", 0));
    refusedList(Reason.INCOMPLETE, issuer.list().claim("from", 3));
    refusedList(Reason.INCOMPLETE, issuer.list().claim("seq", 0));
    refusedList(Reason.INCOMPLETE, issuer.list().claim("seq", Long.MAX_VALUE));
    refusedList(
        Reason.INCOMPLETE,
        issuer.list().claim("seq", Long.MAX_VALUE).claim("from", Long.MAX_VALUE));
    refusedList(Reason.CLAIM, issuer.list().claim("seq", -1));
    refusedList(Reason.CLAIM, issuer.list().claim("entries", Map.of()));
    refusedList(Reason.CLAIM, issuer.list().claim("entries", List.of(Map.of("seq", 1))));
  }

  @Test
  @DisplayName("A-074 an entry forgotten before its time")
  void refusesEarlyForgetting() {
    issuer.revoke("a");
    issuer.revoke("b");
    accepted(issuer.list());

    refusedList(Reason.INCOMPLETE, issuer.list(2));
    // 910 s is the entry's until, 10 s the skew that two replicas may be apart.
    issuer.clock.advance(Duration.ofMinutes(15));
    accepted(issuer.list(2));
  }

  @Test
  @DisplayName("a list that begins by ending everything has forgotten nothing")
  void followsALeap() {
    issuer.revoke("a");
    accepted(issuer.list());

    refusedList(Reason.INCOMPLETE, leap("b"));
    accepted(leap("*"));
    assertEquals(1_000_001, offline.freshness().seq());
  }

  /** The issuer's database was set back: what came meanwhile is not known any more. */
  private TestJws leap(String id) {
    Instant now = issuer.clock.instant();
    Entry end = new Entry(1_000_001, id, now, now.plusSeconds(960));
    return issuer
        .list()
        .claim("seq", end.seq())
        .claim("from", end.seq())
        .claim("entries", List.of(TestIssuer.line(end)));
  }

  @Test
  @DisplayName("A-075 another history under the same numbers")
  void refusesAFork() {
    issuer.revoke("a");
    accepted(issuer.list());
    issuer.entries.clear();
    issuer.revoke("b");
    issuer.revoke("c");

    refusedList(Reason.FORKED, issuer.list());
  }

  @Test
  @DisplayName("A-075 another signer, another issuer, another kind")
  void refusesForeignLists() {
    refusedList(Reason.SIGNATURE, issuer.list().signedBy(TestKey.es256("main")));
    refusedList(Reason.KEY, issuer.list().signedBy(TestKey.es256("other")));
    refusedList(Reason.ISSUER, issuer.list().claim("iss", "https://other.example"));
    refusedList(Reason.HEADER, issuer.list().header("typ", "at+jwt"));
    refusedList(Reason.HEADER, issuer.token());
    refusedList(Reason.ALGORITHM, issuer.list().header("alg", "EdDSA"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"iss", "iat", "exp", "seq", "from", "entries"})
  void requiresEachClaim(String claim) {
    refusedList(Reason.CLAIM, issuer.list().without(claim));
  }

  @Test
  @DisplayName("A-075 replay: exp == now + skew is expired; iat may be ahead by the skew")
  void refusesExpiredAndFutureLists() {
    long now = TestIssuer.START.getEpochSecond();
    refusedList(Reason.EXPIRED, issuer.list().claim("exp", now - 10));
    refusedList(Reason.NOT_YET, issuer.list().claim("iat", now + 11));
    accepted(issuer.list().claim("exp", now - 9));
    accepted(issuer.list().claim("iat", now + 10));
  }

  @Test
  void takesOneIdSeveralTimesAndDiesOfTheLatest() {
    String first = issuer.token().sign();
    issuer.revoke("agent");
    String second = issuer.token().sign();
    Entry latest = issuer.revoke("agent");
    String third = issuer.token().sign();
    accepted(issuer.list());

    assertEquals(new Result.Dead(latest), offline.verify(first, READ));
    assertEquals(new Result.Dead(latest), offline.verify(second, READ));
    assertInstanceOf(Result.Live.class, offline.verify(third, READ));
  }

  @Test
  void refusesATokenThatIsOlderThanTheListRemembers() {
    String token = issuer.token().sign();
    issuer.revoke("somebody else");
    issuer.revoke("somebody else");
    accepted(issuer.list(2));

    assertEquals(Reason.OUTLIVED, reasonOf(offline.verify(token, READ)));
  }

  @Test
  void saysStaleToATokenThatKnowsMore() {
    accepted(issuer.list());
    issuer.revoke("somebody else");
    String token = issuer.token().sign();

    assertEquals(new Result.Stale(TestIssuer.START), offline.verify(token, READ));
  }

  private void accepted(TestJws list) {
    assertInstanceOf(Applied.Accepted.class, offline.applyRevocations(list.sign()));
  }

  private void refusedList(Reason reason, TestJws list) {
    refusedList(reason, list.sign());
  }

  private void refusedList(Reason reason, String list) {
    Applied applied = offline.applyRevocations(list);
    assertEquals(reason, applied instanceof Applied.Refused(Reason given, _) ? given : applied);
  }
}

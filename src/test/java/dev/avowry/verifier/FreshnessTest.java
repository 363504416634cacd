package dev.avowry.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is too old to say yes by, and when the issuer is asked. */
final class FreshnessTest extends IssuerTest {

  @Test
  void asksNobodyWhileTheListIsFresh() {
    live(issuer.token());
    issuer.clock.advance(Duration.ofSeconds(60));
    live(issuer.token());

    assertEquals(1, issuer.listRequests.get());
    assertEquals(1, issuer.keyRequests.get());
  }

  @Test
  void asksAgainAfterMaxStaleAndTakes304ForAnAnswer() {
    live(issuer.token());
    issuer.clock.advance(Duration.ofSeconds(61));
    live(issuer.token());

    assertEquals(1, issuer.unchanged.get());
    assertEquals(issuer.clock.instant(), verifier.freshness().confirmed());
  }

  @Test
  void asksOnlyForWhatIsNewer() {
    live(issuer.token());
    Entry entry = issuer.revoke("agent");
    issuer.serve(issuer.end(0));
    TestJws before = issuer.token().claim("status", issuer.lineage(0, "agent"));
    issuer.clock.advance(Duration.ofSeconds(61));

    assertEquals(new Result.Dead(entry), verify(before));
    assertEquals(List.of("null", "since=0"), List.copyOf(issuer.queries));
  }

  @Test
  void asksForAllOnceTheListHasExpired() {
    live(issuer.token());
    issuer.clock.advance(TestIssuer.LIST_LIFETIME.plusSeconds(10));
    issuer.serve(issuer.list());
    live(issuer.token());

    assertEquals(List.of("null", "null"), List.copyOf(issuer.queries));
  }

  @Test
  void takesTheSameNewsFromAReplicaThatSignedEarlier() {
    TestJws earlier = issuer.list();
    issuer.clock.advance(Duration.ofSeconds(10));
    issuer.serve(issuer.list());
    live(issuer.token());
    issuer.serve(earlier);
    issuer.clock.advance(Duration.ofSeconds(61));

    live(issuer.token());
    assertEquals(issuer.clock.instant(), verifier.freshness().confirmed());
  }

  @Test
  @DisplayName("a list is as old as its Age says, and so is a 304: the issuer may be cut off")
  void isAsOldAsTheIssuerSays() {
    issuer.age("60");
    live(issuer.token());
    issuer.age("61");
    issuer.clock.advance(Duration.ofSeconds(1));

    assertEquals(new Result.Stale(TestIssuer.START.minusSeconds(60)), verify(issuer.token()));
    assertEquals(1, issuer.unchanged.get());
    issuer.age("1");
    live(issuer.token());
    assertEquals(TestIssuer.START, verifier.freshness().confirmed());
  }

  @Test
  void doesNotTakeAnAgeThatIsNone() {
    for (String age : List.of("-1", "x", "1.5", "99999999999")) {
      issuer.age(age);
      issuer.clock.advance(Duration.ofSeconds(1));
      assertEquals(new Result.Stale(Instant.EPOCH), verify(issuer.token()));
    }
  }

  @Test
  @DisplayName("payments 5 s, reads of one resource 10 s, all else 60 s; the strictest counts")
  void isAsStrictAsTheRequestNeeds() {
    try (Verifier strict =
        issuer
            .verifier()
            .maxStaleForScope("files.list", Duration.ofSeconds(5))
            .maxStaleForResource(TestIssuer.AUDIENCE, Duration.ofSeconds(10))
            .build()) {
      String token = issuer.token().sign();
      Expectation read = Expectation.of(TestIssuer.AUDIENCE, "files.read");
      Expectation pay = Expectation.of(TestIssuer.AUDIENCE, "files.read", "files.list");
      assertInstanceOf(Result.Live.class, strict.verify(token, pay));
      issuer.close();

      issuer.clock.advance(Duration.ofSeconds(5));
      assertInstanceOf(Result.Live.class, strict.verify(token, pay));
      issuer.clock.advance(Duration.ofSeconds(1));
      assertEquals(new Result.Stale(TestIssuer.START), strict.verify(token, pay));
      assertInstanceOf(Result.Live.class, strict.verify(token, read));
      issuer.clock.advance(Duration.ofSeconds(5));
      assertEquals(new Result.Stale(TestIssuer.START), strict.verify(token, read));
    }
  }

  @Test
  void saysStaleWhenTheIssuerIsAway() {
    live(issuer.token());
    issuer.close();
    issuer.clock.advance(Duration.ofSeconds(60));
    live(issuer.token());
    issuer.clock.advance(Duration.ofSeconds(1));

    assertEquals(new Result.Stale(TestIssuer.START), verify(issuer.token()));
    assertTrue(verifier.freshness().trouble().isPresent());
  }

  @Test
  void saysStaleWhenTheIssuerWasNeverThere() {
    issuer.close();
    assertEquals(new Result.Stale(Instant.EPOCH), verify(issuer.token()));
  }

  @Test
  void recoversASecondAfterAFailure() {
    issuer.answer(503);
    assertEquals(new Result.Stale(Instant.EPOCH), verify(issuer.token()));
    issuer.answer(200);
    assertEquals(new Result.Stale(Instant.EPOCH), verify(issuer.token()));
    issuer.clock.advance(Duration.ofSeconds(1));
    live(issuer.token());
  }

  @Test
  @DisplayName("A-075 a 304 is not believed once the held list has expired")
  void doesNotBelieve304BeyondExp() {
    issuer.insistOnUnchanged();
    live(issuer.token());
    issuer.clock.advance(TestIssuer.LIST_LIFETIME.plusSeconds(9));
    live(issuer.token());
    assertEquals(1, issuer.unchanged.get());

    issuer.clock.advance(Duration.ofSeconds(1));
    assertInstanceOf(Result.Stale.class, verify(issuer.token()));
    assertEquals(1, issuer.unchanged.get());

    issuer.clock.advance(Duration.ofSeconds(1));
    issuer.serve(issuer.list());
    live(issuer.token());
  }

  @Test
  @DisplayName("A-075 a replayed list does not refresh")
  void doesNotTakeAReplayForNews() {
    TestJws old = issuer.list();
    issuer.revoke("somebody else");
    live(issuer.token());
    issuer.serve(old);
    issuer.clock.advance(Duration.ofSeconds(61));

    assertEquals(new Result.Stale(TestIssuer.START), verify(issuer.token()));
    assertEquals(1, verifier.freshness().seq());
  }

  @Test
  @DisplayName("A-190 a clock that was set back makes the list's age unknown")
  void asksAgainWhenTheClockWasSetBack() {
    live(issuer.token());
    issuer.clock.set(TestIssuer.START.minusSeconds(5));
    live(issuer.token());
    assertEquals(2, issuer.listRequests.get());
  }

  @Test
  void refreshesFirstForATokenThatKnowsMore() {
    live(issuer.token());
    TestJws before = issuer.token();
    Entry entry = issuer.revoke("agent");
    live(issuer.token());

    assertEquals(2, issuer.listRequests.get());
    assertEquals(new Result.Dead(entry), verify(before));
  }

  @Test
  void saysStaleWhenTheListStaysBehindTheToken() {
    assertEquals(
        new Result.Stale(TestIssuer.START),
        verify(issuer.token().claim("status", issuer.lineage(1, "agent"))));
  }

  @Test
  void doesNotFollowARedirectNorTakeAnythingBut200() {
    for (int status : new int[] {206, 302, 404, 500}) {
      issuer.answer(status);
      issuer.clock.advance(Duration.ofSeconds(1));
      assertInstanceOf(Result.Stale.class, verify(issuer.token()));
    }
  }

  @Test
  void givesUpOnAnIssuerThatDripsItsAnswer() {
    live(issuer.token());
    issuer.revoke("somebody else");
    issuer.delay(Fetch.PATIENCE.multipliedBy(3));
    issuer.clock.advance(Duration.ofSeconds(61));

    assertEquals(new Result.Stale(TestIssuer.START), verify(issuer.token()));
  }

  @Test
  void asksOnceForManyCallers() throws Exception {
    issuer.delay(Duration.ofMillis(100));
    String token = issuer.token().sign();
    Callable<Result> call = () -> verifier.verify(token, READ);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Result> result :
          threads.invokeAll(Stream.generate(() -> call).limit(50).toList())) {
        assertInstanceOf(Result.Live.class, result.get());
      }
    }
    assertEquals(1, issuer.listRequests.get());
    assertEquals(1, issuer.keyRequests.get());
  }
}

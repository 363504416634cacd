package dev.avowry.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.avowry.testing.Eventually;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A verifier on the stream. It polls once, at its start. */
final class FollowingTest extends IssuerTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final Verifier following =
      issuer.verifier().pollEvery(Duration.ofHours(1)).maxStale(Duration.ofSeconds(5)).build();

  @BeforeEach
  void start() throws Exception {
    issuer.stream();
    following.start();
    issuer.awaitStreams(1);
    Eventually.within(SOON, "the first list", () -> issuer.listRequests.get() == 1);
    Eventually.within(
        SOON, "is held", () -> following.freshness().confirmed().equals(TestIssuer.START));
  }

  @AfterEach
  void stop() {
    following.close();
  }

  @Test
  void learnsOfAnEntryAtOnce() throws Exception {
    String token = issuer.token().sign();
    Entry first = revokeOnStream("somebody else");
    Entry entry = revokeOnStream("agent");

    awaitSeq(2);
    assertEquals(new Result.Dead(entry), following.verify(token, READ));
    assertEquals(2, first.seq() + 1);
    assertEquals(1, issuer.listRequests.get());
  }

  @Test
  void passesOverAnEntryThatComesTwice() throws Exception {
    Entry entry = revokeOnStream("agent");
    issuer.send("entry", issuer.next(entry));
    Entry next = revokeOnStream("another");

    awaitSeq(next.seq());
    assertEquals(1, issuer.listRequests.get());
  }

  @Test
  void staysFreshByHeartbeatsAlone() throws Exception {
    for (int second = 1; second <= 30; second++) {
      issuer.clock.advance(Duration.ofSeconds(1));
      issuer.send("heartbeat", issuer.heartbeat());
    }
    // The first says nothing and the second no more than that it was asked for.
    awaitConfirmed(TestIssuer.START.plusSeconds(28));

    assertInstanceOf(Result.Live.class, following.verify(issuer.token().sign(), READ));
    assertEquals(1, issuer.listRequests.get());
  }

  @Test
  void isGoodBeyondTheListsExpByHeartbeats() throws Exception {
    issuer.send("heartbeat", issuer.heartbeat());
    issuer.send("heartbeat", issuer.heartbeat());
    issuer.clock.advance(Duration.ofSeconds(1));
    issuer.send("heartbeat", issuer.heartbeat());
    awaitConfirmed(TestIssuer.START.plusSeconds(1));
    issuer.clock.advance(TestIssuer.LIST_LIFETIME.plusMinutes(1));
    issuer.send("heartbeat", issuer.heartbeat());
    awaitConfirmed(issuer.clock.instant());

    assertInstanceOf(Result.Live.class, following.verify(issuer.token().sign(), READ));
    assertEquals(1, issuer.listRequests.get());
  }

  @Test
  @DisplayName("A-075 a heartbeat that is replayed makes nothing fresh")
  void isNotMadeFreshByAReplay() throws Exception {
    TestJws old = issuer.heartbeat();
    issuer.send("heartbeat", old);
    issuer.send("heartbeat", old);
    issuer.clock.advance(Duration.ofSeconds(6));
    issuer.answer(503);
    for (int i = 0; i < 10; i++) {
      issuer.send("heartbeat", old);
    }
    Entry entry = revokeOnStream("somebody else");
    awaitSeq(entry.seq());

    assertEquals(new Result.Stale(TestIssuer.START), following.verify(issuer.token().sign(), READ));
  }

  @Test
  @DisplayName("A-075 an entry that was held back shows by the next, and by a heartbeat")
  void asksForWhatWasHeldBack() throws Exception {
    String token = issuer.token().sign();
    Entry entry = issuer.revoke("agent");
    Entry next = issuer.revoke("another");
    issuer.send("entry", issuer.next(next));

    awaitSeq(2);
    assertEquals(new Result.Dead(entry), following.verify(token, READ));
    issuer.revoke("a third");
    issuer.send("heartbeat", issuer.heartbeat());
    awaitSeq(3);
  }

  @Test
  @DisplayName("A-075 what another signed, or what contradicts, ends the line and changes nothing")
  void endsALineThatLies() throws Exception {
    revokeOnStream("a");
    awaitSeq(1);
    Entry forged = new Entry(2, "agent", TestIssuer.START, TestIssuer.START.plusSeconds(910));
    assertEquals("null", issuer.resumed.poll(10, TimeUnit.SECONDS));
    issuer.send("entry", issuer.next(forged).signedBy(TestKey.es256("other")));
    assertEquals("1", issuer.resumed.poll(10, TimeUnit.SECONDS));

    issuer.send("entry", issuer.next(forged).claim("iss", "https://other.example"));
    assertEquals("1", issuer.resumed.poll(10, TimeUnit.SECONDS));
    issuer.send("entry", issuer.next(new Entry(1, "b", forged.at(), forged.until())));
    assertEquals("1", issuer.resumed.poll(10, TimeUnit.SECONDS));
    assertEquals(1, following.freshness().seq());
  }

  @Test
  void comesAgainAndGoesOnWhereItWas() throws Exception {
    revokeOnStream("a");
    awaitSeq(1);
    assertEquals("null", issuer.resumed.poll(10, TimeUnit.SECONDS));
    issuer.endStreams();

    assertEquals("1", issuer.resumed.poll(10, TimeUnit.SECONDS));
    issuer.awaitStreams(1);
    revokeOnStream("b");
    awaitSeq(2);
  }

  @Test
  void takesAWholeListFromTheStream() throws Exception {
    String token = issuer.token().sign();
    Entry entry = issuer.revoke("agent");
    issuer.send("list", issuer.list());
    awaitSeq(1);

    assertEquals(new Result.Dead(entry), following.verify(token, READ));
    assertEquals(1, issuer.listRequests.get());
  }

  @Test
  void passesOverWhatItDoesNotKnow() throws Exception {
    issuer.send("retry: 5\n\nevent: greeting\ndata: hello\n\n: comment\n\n");
    revokeOnStream("a");
    awaitSeq(1);
  }

  private Entry revokeOnStream(String id) {
    Entry entry = issuer.revoke(id);
    issuer.send("entry", issuer.next(entry));
    return entry;
  }

  private void awaitSeq(long seq) throws Exception {
    Eventually.within(SOON, "entry " + seq, () -> following.freshness().seq() == seq);
  }

  private void awaitConfirmed(Instant at) throws Exception {
    Eventually.within(
        SOON, "confirmed at " + at, () -> following.freshness().confirmed().equals(at));
  }
}

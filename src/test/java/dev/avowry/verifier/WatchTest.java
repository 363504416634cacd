package dev.avowry.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.avowry.testing.Eventually;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is done when something dies that somebody lives by, and what is acknowledged after it. */
final class WatchTest extends IssuerTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final BlockingQueue<Entry> deaths = new LinkedBlockingQueue<>();

  @Test
  void tellsOnceOfADeath() throws Exception {
    var _ = verifier.onDeath(live(issuer.token()), deaths::add);
    Entry entry = issuer.revoke("parent");
    apply();
    issuer.revoke("agent");
    apply();

    assertEquals(entry, deaths.poll(10, TimeUnit.SECONDS));
    assertNull(deaths.poll(100, TimeUnit.MILLISECONDS));
  }

  @Test
  void tellsAtOnceOfWhatIsDeadAlready() throws Exception {
    VerifiedToken token = live(issuer.token());
    Entry entry = issuer.revoke("token-1");
    apply();

    var _ = verifier.onDeath(token, deaths::add);
    assertEquals(entry, deaths.poll(10, TimeUnit.SECONDS));
  }

  @Test
  void tellsOnlyWhomItConcerns() throws Exception {
    VerifiedToken one = live(issuer.token());
    VerifiedToken other =
        live(
            issuer
                .token()
                .claim("jti", "token-2")
                .claim("status", issuer.lineage(0, "sponsor", "stranger")));
    var _ = verifier.onDeath(other, any -> deaths.add(new Entry(99, "other", any.at(), any.at())));
    var _ = verifier.onDeath(one, deaths::add);
    Entry entry = issuer.revoke("agent");
    apply();

    assertEquals(entry, deaths.poll(10, TimeUnit.SECONDS));
    assertNull(deaths.poll(100, TimeUnit.MILLISECONDS));
  }

  @Test
  void tellsNobodyWhoHasClosed() throws Exception {
    Watch watch = verifier.onDeath(live(issuer.token()), deaths::add);
    watch.close();
    issuer.revoke("agent");
    apply();

    assertNull(deaths.poll(100, TimeUnit.MILLISECONDS));
  }

  @Test
  void forgetsWhatHasExpired() throws Exception {
    Watches watches = new Watches(Duration.ofSeconds(10), () -> {});
    VerifiedToken token = live(issuer.token());
    var _ = watches.add(token, deaths::add, Optional::empty);

    watches.forgetExpired(token.exp().plusSeconds(9));
    assertEquals(1, watches.size());
    watches.forgetExpired(token.exp().plusSeconds(10));
    assertEquals(0, watches.size());
  }

  @Test
  void acknowledgesWhatWasAppliedOnceWhatWasToBeDoneIsDone() throws Exception {
    CountDownLatch closing = new CountDownLatch(1);
    issuer.stream();
    try (Verifier acknowledging =
        issuer.verifier().pollEvery(Duration.ofMillis(20)).acknowledge(() -> "mine").build()) {
      acknowledging.start();
      Result.Live live = (Result.Live) acknowledging.verify(issuer.token().sign(), READ);
      var _ = acknowledging.onDeath(live.token(), entry -> await(closing));
      issuer.awaitStreams(1);
      issuer.send("entry", issuer.next(issuer.revoke("agent")));
      Eventually.within(SOON, "it is known", () -> acknowledging.freshness().seq() == 1);

      assertNull(issuer.acknowledged.poll(200, TimeUnit.MILLISECONDS));
      closing.countDown();
      assertEquals("Bearer mine {\"seq\":1}", issuer.acknowledged.poll(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void acknowledgesAgainWhatWasNotHeard() throws Exception {
    issuer.stream();
    try (Verifier acknowledging = issuer.verifier().acknowledge(() -> "mine").build()) {
      acknowledging.start();
      issuer.awaitStreams(1);
      Eventually.within(
          SOON,
          "the keys are known",
          () -> acknowledging.freshness().confirmed().equals(TestIssuer.START));
      Entry entry = issuer.revoke("agent");
      issuer.answer(503);
      issuer.send("entry", issuer.next(entry));

      assertEquals("Bearer mine {\"seq\":1}", issuer.acknowledged.poll(10, TimeUnit.SECONDS));
      issuer.answer(200);
      assertEquals("Bearer mine {\"seq\":1}", issuer.acknowledged.poll(10, TimeUnit.SECONDS));
    }
  }

  private void apply() {
    verifier.applyRevocations(issuer.list().sign());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

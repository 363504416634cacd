package dev.avowry.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.avowry.testing.Eventually;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a probe is answered. */
final class ProbeAnswerTest extends IssuerTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @Test
  void letsALiveTokenOfTheCanaryIn() {
    try (Verifier verifier = issuer.verifier().build()) {
      ProbeAnswer answer = verifier.answerProbe(canary(), TestIssuer.AUDIENCE);

      assertInstanceOf(Result.Live.class, answer.result());
      assertEquals(204, answer.status());
      assertEquals("", answer.body());
    }
  }

  @Test
  void saysOfADeadOneWhichEntryAndForHowLongItIsKnown() throws Exception {
    issuer.stream();
    try (Verifier verifier = issuer.verifier().pollEvery(Duration.ofHours(1)).build().start()) {
      issuer.awaitStreams(1);
      String token = canary();
      Eventually.within(
          SOON, "lets in", () -> verifier.answerProbe(token, TestIssuer.AUDIENCE).status() == 204);
      issuer.send("entry", issuer.next(issuer.revoke("agent")));
      Eventually.within(
          SOON, "refuses", () -> verifier.answerProbe(token, TestIssuer.AUDIENCE).status() == 401);

      Map<String, Object> told =
          JSONObjectUtils.parse(verifier.answerProbe(token, TestIssuer.AUDIENCE).body());
      assertEquals(1L, told.get("seq"));
      long received = number(told, "received_us");
      long applied = number(told, "applied_us");
      assertTrue(applied >= 0 && received >= applied, told::toString);
      assertTrue(received < SOON.toNanos() / 1000, told::toString);
    }
  }

  @Test
  void doesNotKnowWhenAnEntryCameThatItBeganWith() {
    String token = canary();
    issuer.revoke("agent");
    try (Verifier verifier = issuer.verifier().build()) {
      ProbeAnswer answer = verifier.answerProbe(token, TestIssuer.AUDIENCE);

      assertEquals(401, answer.status());
      assertEquals("{\"seq\":1}", answer.body());
    }
  }

  @Test
  void speaksOfNoOtherToken() {
    try (Verifier verifier = issuer.verifier().build()) {
      assertEquals(403, verifier.answerProbe(issuer.token().sign(), TestIssuer.AUDIENCE).status());
      assertEquals(403, verifier.answerProbe(canary(), "https://elsewhere.example").status());
      assertEquals(403, verifier.answerProbe("nonsense", TestIssuer.AUDIENCE).status());
    }
  }

  @Test
  void saysThatItCannotDecide() {
    String token = canary();
    issuer.answer(500);
    try (Verifier verifier = issuer.verifier().build()) {
      assertEquals(503, verifier.answerProbe(token, TestIssuer.AUDIENCE).status());
    }
  }

  @Test
  void forgetsWhenOldEntriesCame() {
    Arrivals arrivals = new Arrivals();
    for (long seq = 10; seq < 1_000; seq += 2) {
      arrivals.note(seq - 2, seq, seq);
    }

    assertEquals(Optional.empty(), arrivals.of(9));
    assertEquals(Optional.empty(), arrivals.of(1_000));
    assertEquals(997 + 1, arrivals.of(997).orElseThrow().received());
    assertEquals(998, arrivals.of(998).orElseThrow().received());
  }

  private static long number(Map<String, Object> told, String member) {
    return (long) Objects.requireNonNull(told.get(member), member);
  }

  private String canary() {
    return issuer.token().claim("scope", Verifier.CANARY).sign();
  }
}

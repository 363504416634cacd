package dev.avowry.canary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InquiryTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger asked = new AtomicInteger();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void asksUntilItHearsWhatItWaitsFor() {
    Heard heard =
        refusal(
            count -> count < 5 ? new Probe.Answer.Live() : new Probe.Answer.Dead(Optional.empty()),
            LONG);

    assertInstanceOf(Probe.Answer.Dead.class, heard.answer());
    assertEquals(5, asked.get());
    assertTrue(heard.sent() <= heard.answered());
  }

  @Test
  void asksOnceWhenTheFirstAnswerIsTheOne() {
    refusal(count -> new Probe.Answer.Dead(Optional.empty()), LONG);

    assertEquals(1, asked.get());
  }

  @Test
  void givesTheLastAnswerWhenTheTimeIsOver() {
    Heard heard = refusal(count -> new Probe.Answer.Unclear("no. " + count), Duration.ofMillis(80));

    assertEquals(new Probe.Answer.Unclear("no. " + asked.get()), heard.answer());
    assertTrue(asked.get() > 1);
  }

  @Test
  void asksOnceEvenWithoutTime() {
    assertInstanceOf(
        Probe.Answer.Live.class, refusal(count -> new Probe.Answer.Live(), Duration.ZERO).answer());
    assertEquals(1, asked.get());
  }

  @Test
  void asksTheLessOftenTheMoreAreAsked() {
    refusal(count -> new Probe.Answer.Live(), Duration.ofMillis(400), 500);

    assertTrue(asked.get() <= 5, () -> "asked " + asked);
  }

  private Heard refusal(IntFunction<Probe.Answer> answers, Duration patience) {
    return refusal(answers, patience, 1);
  }

  private Heard refusal(IntFunction<Probe.Answer> answers, Duration patience, int others) {
    Probe.Line line = token -> Uni.createFrom().item(() -> answers.apply(asked.incrementAndGet()));
    return new Inquiry(vertx, line, "token", others)
        .until(answer -> answer instanceof Probe.Answer.Dead, patience)
        .await()
        .atMost(LONG);
  }
}

package dev.avowry.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Eventually;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReadingsTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(50);

  private final List<CompletableFuture<String>> answers = new ArrayList<>();
  private final List<String> kept = new ArrayList<>();

  @Test
  void isNotSetBackByAReadingThatBeganEarlierAndEndsLater() {
    Readings<String> readings = readings(LONG);
    CompletableFuture<Void> first = readings.now().subscribeAsCompletionStage();
    CompletableFuture<Void> second = readings.now().subscribeAsCompletionStage();

    answers.get(1).complete("newer");
    answers.get(0).complete("older");

    assertTrue(first.isDone() && second.isDone());
    assertEquals(List.of("newer"), kept);
  }

  @Test
  void keepsWhatWasReadInOrder() {
    Readings<String> readings = readings(LONG);
    CompletableFuture<Void> first = readings.now().subscribeAsCompletionStage();
    CompletableFuture<Void> second = readings.now().subscribeAsCompletionStage();

    answers.get(0).complete("older");
    answers.get(1).complete("newer");

    assertTrue(first.isDone() && second.isDone());
    assertEquals(List.of("older", "newer"), kept);
  }

  @Test
  void givesAReadingThatIsUnderWayToNobodyWhoComesLater() throws Exception {
    Readings<String> readings = readings(SHORT);
    CompletableFuture<Void> first = readings.inTurn().subscribeAsCompletionStage();
    CompletableFuture<Void> second = readings.inTurn().subscribeAsCompletionStage();
    answers.get(0).complete("before");

    assertTrue(first.isDone());
    assertFalse(second.isDone(), "the second came after the first had begun");

    awaitBegun(2);
    answers.get(1).complete("after");
    second.get(10, TimeUnit.SECONDS);
    assertEquals(List.of("before", "after"), kept);
  }

  @Test
  void sharesAReadingInTurnAmongAllWhoWaitForIt() {
    Readings<String> readings = readings(LONG);
    CompletableFuture<Void> first = readings.inTurn().subscribeAsCompletionStage();

    Uni<Void> waiting = readings.inTurn();
    CompletableFuture<Void> second = waiting.subscribeAsCompletionStage();
    assertSame(waiting, readings.inTurn());
    assertFalse(first.isDone() || second.isDone());
    assertEquals(1, answers.size(), "the pause is not over");
  }

  @Test
  void failsWithAReadingAndReadsAgain() throws Exception {
    Readings<String> readings = readings(SHORT);
    CompletableFuture<Void> first = readings.inTurn().subscribeAsCompletionStage();
    answers.get(0).completeExceptionally(new IllegalStateException("away"));
    assertTrue(first.isCompletedExceptionally());

    CompletableFuture<Void> second = readings.inTurn().subscribeAsCompletionStage();
    awaitBegun(2);
    answers.get(1).complete("back");
    second.get(10, TimeUnit.SECONDS);
    assertEquals(List.of("back"), kept);
  }

  private Readings<String> readings(Duration pause) {
    return new Readings<>(this::read, kept::add, pause);
  }

  private synchronized Uni<String> read() {
    CompletableFuture<String> answer = new CompletableFuture<>();
    answers.add(answer);
    return Uni.createFrom().completionStage(answer);
  }

  private synchronized int begun() {
    return answers.size();
  }

  private void awaitBegun(int readings) throws Exception {
    Eventually.within(Duration.ofSeconds(10), "reading " + readings, () -> begun() == readings);
  }
}

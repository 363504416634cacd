package dev.avowry.canary;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Asks one verifier again and again until it answers what is waited for, or the time is over.
 *
 * <p>Between two questions there is a pause of at most a fiftieth of what has passed, so that a
 * refusal is found at once and somebody who never refuses is not asked thousands of times.
 */
final class Inquiry {
  private static final int PART = 50;
  private static final long LONGEST_PAUSE_MILLIS = 100;
  private static final long SHORTEST_PAUSE_MILLIS = 2;

  /** Over all verifiers that are asked at the same time, 5,000 questions a second at the most. */
  private static final int ASKED_PER_MILLI = 5;

  private final Vertx vertx;
  private final Probe.Line line;
  private final String token;
  private final long shortestPause;

  /**
   * @param others how many verifiers are asked at the same time
   */
  Inquiry(Vertx vertx, Probe.Line line, String token, int others) {
    this.vertx = vertx;
    this.line = line;
    this.token = token;
    this.shortestPause = Math.max(SHORTEST_PAUSE_MILLIS, others / ASKED_PER_MILLI);
  }

  /** The first answer that is waited for, or else the last. */
  Uni<Heard> until(Predicate<Probe.Answer> awaited, Duration patience) {
    long start = System.nanoTime();
    return ask()
        .chain(
            first ->
                isOver(first, awaited, start, patience)
                    ? Uni.createFrom().item(first)
                    : again(awaited, start, patience));
  }

  private Uni<Heard> again(Predicate<Probe.Answer> awaited, long start, Duration patience) {
    return Multi.createBy()
        .repeating()
        .uni(() -> pause(start).chain(this::ask))
        .whilst(heard -> !isOver(heard, awaited, start, patience))
        .collect()
        .last();
  }

  private static boolean isOver(
      Heard heard, Predicate<Probe.Answer> awaited, long start, Duration patience) {
    return awaited.test(heard.answer()) || heard.answered() - start >= patience.toNanos();
  }

  private Uni<Heard> ask() {
    long sent = System.nanoTime();
    return line.ask(token).map(answer -> new Heard(answer, sent, System.nanoTime()));
  }

  /** On the same context, unlike the delays of Mutiny. */
  private Uni<Void> pause(long start) {
    long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    long millis = Math.max(shortestPause, Math.min(LONGEST_PAUSE_MILLIS, passed / PART));
    return Uni.createFrom().emitter(over -> vertx.setTimer(millis, fired -> over.complete(null)));
  }
}

package dev.avowry.demo;

import dev.avowry.verifier.Entry;
import dev.avowry.verifier.Expectation;
import dev.avowry.verifier.Result;
import dev.avowry.verifier.Verifier;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A resource server that decides offline, by the issuer's keys and its revocation list. */
final class ResourceServer implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration PAUSE = Duration.ofMillis(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Verifier verifier;
  private final Narrator narrator;

  ResourceServer(URI base, String issuer, Narrator narrator) {
    this.narrator = narrator;
    this.verifier =
        Verifier.of(issuer)
            .jwksUri(base.resolve("/jwks"))
            .revocationsUri(base.resolve("/revocations"))
            .pollEvery(POLL)
            .build()
            .start();
  }

  /** Every token is alive. */
  void letsIn(Map<String, String> tokens) {
    tokens.forEach((name, token) -> letsIn(name, token, System.nanoTime()));
  }

  private void letsIn(String name, String token, long begun) {
    Result result = decide(token);
    narrator.detail("%s's token: %s, in %s".formatted(name, words(result), since(begun)));
    if (!(result instanceof Result.Live)) {
      throw new Ended("the offline verifier should have let the token in.");
    }
  }

  /**
   * Every token is dead, as soon as the list has come by.
   *
   * @param answered when the revocation was answered, by {@link System#nanoTime}
   */
  void refuses(Map<String, String> tokens, long answered) {
    tokens.forEach((name, token) -> refuses(name, token, answered));
  }

  private void refuses(String name, String token, long answered) {
    Result result = decide(token);
    while (!(result instanceof Result.Dead) && System.nanoTime() - answered < PATIENCE.toNanos()) {
      LockSupport.parkNanos(PAUSE.toNanos());
      result = decide(token);
    }
    narrator.detail(
        "%s's token: %s, %s after the answer".formatted(name, words(result), since(answered)));
    if (!(result instanceof Result.Dead)) {
      throw new Ended("the offline verifier should have refused the token.");
    }
  }

  private Result decide(String token) {
    return verifier.verify(token, Expectation.of(Walk.ORDERS, "orders:read"));
  }

  private static String since(long begun) {
    return Narrator.millis(Duration.ofNanos(System.nanoTime() - begun));
  }

  private static String words(Result result) {
    return switch (result) {
      case Result.Live live -> "Live";
      case Result.Dead(Entry entry) -> "Dead by entry %d on %s".formatted(entry.seq(), entry.id());
      case Result.Stale stale -> "Stale";
      case Result.Invalid invalid -> "Invalid: " + invalid.detail();
    };
  }

  @Override
  public void close() {
    verifier.close();
  }
}

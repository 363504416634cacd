package dev.avowry.bench;

import dev.avowry.bench.target.AvowryApi;
import dev.avowry.verifier.Verifier;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Orders, each timed twice: until a verifier that follows the stream knows, and the answer. */
final class Kills implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AvowryApi api;
  private final String administrator;
  private final Verifier follower;

  /**
   * @param administrator an administrator's token
   */
  Kills(AvowryApi api, String administrator) throws InterruptedException {
    this.api = api;
    this.administrator = administrator;
    this.follower = Verifier.of(api.issuer()).build().start();
    await(api.head());
  }

  /**
   * Of one order, in milliseconds since it was sent.
   *
   * @param known when a verifier had the entry
   * @param answered when the answer was here, which says how much was ended
   * @param entries how many entries it made
   */
  record Times(double known, double answered, long entries) {
    @Override
    public String toString() {
      return "revoked %.1f, answered %.1f ms, %d entry".formatted(known, answered, entries);
    }
  }

  /** Ends an agent. */
  Times time(String agent, String mode) throws InterruptedException {
    long before = api.head();
    await(before);
    long ordered = System.nanoTime();
    CompletableFuture<Long> answered = new CompletableFuture<>();
    Thread.ofPlatform().name("order").start(() -> order(agent, mode, answered));
    await(before + 1);
    long known = System.nanoTime();
    long answer = answered.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    return new Times((known - ordered) / 1e6, (answer - ordered) / 1e6, api.head() - before);
  }

  private void order(String agent, String mode, CompletableFuture<Long> answered) {
    try {
      var _ = api.order(administrator, "agent", agent, mode, false);
      answered.complete(System.nanoTime());
    } catch (RuntimeException e) {
      answered.completeExceptionally(e);
    }
  }

  private void await(long seq) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (follower.freshness().seq() < seq) {
      if (System.nanoTime() > deadline) {
        throw new ScenarioFailed("a verifier has no more than " + follower.freshness());
      }
      Thread.sleep(Duration.ofNanos(100_000));
    }
  }

  @Override
  public void close() {
    follower.close();
  }
}

package dev.avowry.bench.gate;

import dev.avowry.bench.target.AvowryApi;
import dev.avowry.verifier.Expectation;
import dev.avowry.verifier.Result;
import dev.avowry.verifier.Verifier;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** A whole verifier, with connections of its own. */
final class VerifierGate implements Gate {
  private static final Expectation EXPECTATION = Expectation.of(AvowryApi.ORDERS, "read");

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Verifier verifier;

  VerifierGate(Verifier verifier) {
    this.verifier = verifier.start();
  }

  @Override
  public void admit(String token, LongConsumer refused) {
    if (!(current(token) instanceof Result.Live(var live))) {
      throw new IllegalStateException("a live token was refused: " + current(token));
    }
    var _ = verifier.onDeath(live, entry -> refuse(token, refused));
  }

  /** A hundred verifiers that start at once do not all have a list within their patience. */
  private Result current(String token) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Result result = verifier.verify(token, EXPECTATION);
    while (result instanceof Result.Stale && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE.toNanos());
      result = verifier.verify(token, EXPECTATION);
    }
    return result;
  }

  /** What a request with the token gets from now on; how long that takes counts too. */
  private void refuse(String token, LongConsumer refused) {
    if (!(verifier.verify(token, EXPECTATION) instanceof Result.Dead)) {
      throw new IllegalStateException("a dead token was let in");
    }
    refused.accept(System.nanoTime());
  }

  @Override
  public void close() {
    verifier.close();
  }
}

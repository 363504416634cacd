package dev.avowry.bench.gate;

import dev.avowry.bench.target.AvowryApi;
import dev.avowry.verifier.Expectation;
import dev.avowry.verifier.Result;
import dev.avowry.verifier.Verifier;
import java.util.function.LongConsumer;

/** A whole verifier, with connections of its own. */
final class VerifierGate implements Gate {
  private static final Expectation EXPECTATION = Expectation.of(AvowryApi.ORDERS, "read");

  private final Verifier verifier;

  VerifierGate(Verifier verifier) {
    this.verifier = verifier.start();
  }

  @Override
  public void admit(String token, LongConsumer refused) {
    if (!(verifier.verify(token, EXPECTATION) instanceof Result.Live(var live))) {
      throw new IllegalStateException("a live token was refused");
    }
    var _ = verifier.onDeath(live, entry -> refuse(token, refused));
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

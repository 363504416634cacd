package dev.avowry.authn;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/** How often one may fail to be a client: {@link FailureBudgets}. */
@ApplicationScoped
class Guesses {
  private static final Refusal TOO_MANY =
      new Refusal(
          Reason.TOO_MANY_REQUESTS,
          "client authentication has failed too often from this address; try again in a minute");

  private final FailureBudgets<Guesser> budgets;

  Guesses(GuessConfig config, Clock clock) {
    this.budgets =
        new FailureBudgets<>(
            Duration.ofMinutes(1),
            config.failuresPerClient(),
            config.failuresPerAddress(),
            refusal -> refusal.reason() == Reason.INVALID_CLIENT,
            TOO_MANY,
            clock);
  }

  /** Decides unless the budget is used up; a proof that fails takes from it. */
  <T> Uni<T> guard(Guesser who, Supplier<Uni<T>> decision) {
    return budgets.guard(who, decision);
  }

  /** Who it is has been proven from there. */
  void remember(Guesser who) {
    budgets.remember(who);
  }
}

package dev.avowry.consent;

import dev.avowry.authn.FailureBudgets;
import dev.avowry.authn.Guessing;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How often one may type a code that no device shows, RFC 8628 §5.1: ten times an hour for a human,
 * wherever they are, and thirty times a minute for a network, whoever is there. With these a guess
 * among some thousand open codes succeeds once in centuries.
 */
@ApplicationScoped
class DeviceGuesses {
  private static final int OF_A_HUMAN = 10;
  private static final int OF_A_NETWORK = 30;

  private static final Refusal TOO_MANY =
      new Refusal(
          Reason.TOO_MANY_REQUESTS,
          "too many codes were typed that no device shows; try again later");

  private final FailureBudgets<Typist> humans;
  private final FailureBudgets<Typist> networks;

  DeviceGuesses(Clock clock) {
    this.humans = budgets(Duration.ofHours(1), OF_A_HUMAN, Integer.MAX_VALUE, clock);
    this.networks = budgets(Duration.ofMinutes(1), Integer.MAX_VALUE, OF_A_NETWORK, clock);
  }

  /** Who types, or from where. */
  private record Typist(Optional<NodeId> subject, String network) implements Guessing {}

  private static FailureBudgets<Typist> budgets(
      Duration window, int perHuman, int perNetwork, Clock clock) {
    return new FailureBudgets<>(
        window,
        perHuman,
        perNetwork,
        refusal -> refusal.reason() == Reason.NOT_FOUND,
        TOO_MANY,
        clock);
  }

  /** Looks unless a budget is used up; what is not found takes from both. */
  <T> Uni<T> guard(NodeId human, Origin origin, Supplier<Uni<T>> looking) {
    Typist somewhere = new Typist(Optional.empty(), Guessing.network(origin.clientAddress()));
    return humans.guard(
        new Typist(Optional.of(human), ""), () -> networks.guard(somewhere, looking));
  }
}

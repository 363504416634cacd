package dev.avowry.people;

import dev.avowry.authn.FailureBudgets;
import dev.avowry.authn.Guessing;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Recorder;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How often one may fail to be a human: budgets as clients have them, for a name from a network and
 * for a network. Beside them whoever knows a password, from however many networks, has ten codes an
 * hour to guess with; and that locks nobody out where they have signed in before.
 */
@ApplicationScoped
class SignInGuesses {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int CODES_AN_HOUR = 10;

  /** One sentence for all that can be wrong. */
  private static final Refusal FAILED =
      new Refusal(Reason.SIGN_IN_FAILED, "something of what was given is wrong, or used before");

  private static final Refusal TOO_MANY =
      new Refusal(
          Reason.TOO_MANY_REQUESTS,
          "signing in has failed too often from this network; try again in a minute");

  private final FailureBudgets<Visitor> visitors;
  private final FailureBudgets<Holder> holders;
  private final Recorder recorder;

  SignInGuesses(SignInConfig config, Recorder recorder, Clock clock) {
    this.visitors =
        new FailureBudgets<>(
            MINUTE,
            config.failuresPerAccount(),
            config.failuresPerAddress(),
            SignInGuesses::isFailure,
            TOO_MANY,
            clock);
    this.holders =
        new FailureBudgets<>(
            HOUR, CODES_AN_HOUR, Integer.MAX_VALUE, SignInGuesses::isFailure, FAILED, clock);
    this.recorder = recorder;
  }

  /** Somebody at the door. */
  private record Visitor(Optional<LoginName> subject, String network) implements Guessing {}

  /** Somebody who knows the password, wherever they are. */
  private record Holder(Optional<NodeId> subject, String network) implements Guessing {}

  /** What every failure is refused with. */
  static Refused failed() {
    return FAILED.refused();
  }

  /** Decides unless the budget is used up; a failure takes from it, and is recorded. */
  <T> Uni<T> guard(Optional<LoginName> login, Origin origin, Supplier<Uni<T>> decision) {
    Visitor visitor = visitor(login, origin);
    return visitors
        .guard(
            visitor, () -> decision.get().onFailure(SignInGuesses::hasFailed).call(record(origin)))
        .invoke(() -> visitors.remember(visitor));
  }

  /** The same for the codes of one human; nobody who is known at that network is held up. */
  <T> Uni<T> guardCodes(
      NodeId human, Optional<LoginName> login, Origin origin, Supplier<Uni<T>> decision) {
    return visitors.knows(visitor(login, origin))
        ? decision.get()
        : holders.guard(new Holder(Optional.of(human), ""), decision);
  }

  private Supplier<Uni<?>> record(Origin origin) {
    return () ->
        recorder.note(
            Event.of(EventType.SIGN_IN_REFUSED, "nobody", origin).refused("not proven who it is"));
  }

  private static Visitor visitor(Optional<LoginName> login, Origin origin) {
    return new Visitor(login, Guessing.network(origin.clientAddress()));
  }

  private static boolean hasFailed(Throwable failure) {
    return failure instanceof Refused refused && isFailure(refused.refusal());
  }

  private static boolean isFailure(Refusal refusal) {
    return refusal.reason() == Reason.SIGN_IN_FAILED;
  }
}

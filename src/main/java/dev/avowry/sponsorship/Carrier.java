package dev.avowry.sponsorship;

import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Halt;
import dev.avowry.agent.NodeKind;
import dev.avowry.agent.Resettlement.Step;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refused;
import dev.avowry.revocation.Cause;
import dev.avowry.revocation.Leave;
import dev.avowry.revocation.Mode;
import dev.avowry.revocation.Order;
import dev.avowry.revocation.Revocations;
import dev.avowry.revocation.Target;
import dev.avowry.revocation.Tightening;
import dev.avowry.sponsorship.HandOver.State;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Brings what was decided to its end, by turns at the door and in the book. Each turn can be done
 * again: whoever carries on after another begins where that one stopped.
 */
@ApplicationScoped
class Carrier {
  private final Revocations revocations;
  private final HandOverBook book;

  Carrier(Revocations revocations, HandOverBook book) {
    this.revocations = revocations;
    this.book = book;
  }

  /**
   * Carries a hand-over on.
   *
   * @param steps how many at the most; what is left over is for another time
   */
  Uni<HandOver> carry(HandOver handOver, int steps, By by) {
    return switch (handOver.state()) {
      case ACKNOWLEDGED -> move(handOver, steps, by);
      case MOVED -> release(handOver, by);
      case ENDING -> end(handOver, by);
      default -> Uni.createFrom().item(handOver);
    };
  }

  private Uni<HandOver> move(HandOver handOver, int steps, By by) {
    return steps == 0
        ? Uni.createFrom().item(handOver)
        : book.advance(handOver, by)
            .chain(
                step ->
                    step instanceof Step.Arrived
                        ? release(handOver, by)
                        : prepare(handOver.agent(), step, by)
                            .chain(() -> move(handOver, steps - 1, by)));
  }

  private Uni<?> prepare(NodeId agent, Step step, By by) {
    return switch (step) {
      case Step.MustHalt any -> halt(agent, by);
      case Step.MustTighten(Ceiling ceiling) -> revocations.carryOut(tighten(agent, ceiling, by));
      case Step.MustRevoke any -> revoke(agent, by);
      case Step.Underway any -> Uni.createFrom().voidItem();
      case Step.Arrived any -> Uni.createFrom().voidItem();
    };
  }

  private Uni<HandOver> release(HandOver handOver, By by) {
    return lift(handOver.agent(), by)
        .chain(() -> book.close(handOver, State.MOVED, State.TAKEN, by));
  }

  private Uni<HandOver> end(HandOver handOver, By by) {
    return revoke(handOver.agent(), by)
        .chain(() -> book.close(handOver, State.ENDING, State.ENDED, by));
  }

  /** Suspends an agent until it is taken. */
  Uni<Void> halt(NodeId agent, By by) {
    return halting(agent, Mode.SUSPEND, by);
  }

  /** Lets an agent live again as far as nothing else keeps it from it. */
  Uni<Void> lift(NodeId agent, By by) {
    return halting(agent, Mode.RESUME, by);
  }

  /** What was revoked meanwhile is as dead as it can be. */
  private Uni<Void> halting(NodeId agent, Mode mode, By by) {
    return revocations
        .carryOut(
            Order.halting(
                target(agent), mode, Halt.HAND_OVER, Halt.HAND_OVER.code(), by.requester(agent)))
        .replaceWithVoid()
        .onFailure(Carrier::isRevoked)
        .recoverWithNull();
  }

  private Uni<?> revoke(NodeId agent, By by) {
    return revocations.carryOut(
        Order.of(
            target(agent),
            Mode.REVOKE,
            Cause.SPONSOR_LEFT.code(),
            Optional.empty(),
            by.requester(agent)));
  }

  private static Order tighten(NodeId agent, Ceiling ceiling, By by) {
    return new Order(
        target(agent),
        Mode.TIGHTEN,
        Optional.of(Tightening.to(ceiling)),
        Halt.HAND_OVER.code(),
        Optional.empty(),
        by.requester(agent),
        new Leave.Own());
  }

  private static Target.OfNode target(NodeId agent) {
    return new Target.OfNode(agent, Optional.of(NodeKind.AGENT));
  }

  private static boolean isRevoked(Throwable failure) {
    return failure instanceof Refused refused && refused.refusal().reason() == Reason.CONFLICT;
  }
}

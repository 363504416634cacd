package dev.avowry.sponsorship;

import dev.avowry.agent.Halt;
import dev.avowry.agent.NodeKind;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refused;
import dev.avowry.revocation.Cause;
import dev.avowry.revocation.Mode;
import dev.avowry.revocation.Order;
import dev.avowry.revocation.Revocations;
import dev.avowry.revocation.Target;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Humans who leave, and come back. A departure is one entry on the sponsor's node: whatever is
 * below is dead when {@link #leave} has answered, however much it is and whoever said so.
 *
 * <p>Whether the caller may say so is for the caller to have decided.
 */
@ApplicationScoped
public class Departures {
  private final Revocations revocations;
  private final DepartureBook book;
  private final Offers offers;
  private final Carrier carrier;

  Departures(Revocations revocations, DepartureBook book, Offers offers, Carrier carrier) {
    this.revocations = revocations;
    this.book = book;
    this.offers = offers;
    this.carrier = carrier;
  }

  /**
   * The same as {@link #leave(NodeId, DepartureCause, By)} where no human is behind it.
   *
   * @param actor who says so, as the ledger is to name them
   */
  public Uni<Departure> leave(NodeId sponsor, DepartureCause cause, String actor, Origin origin) {
    return leave(sponsor, cause, told(actor, origin));
  }

  /**
   * Stops all that a human answers for, since they are gone, and offers it to whoever is to take
   * over. Idempotent: who is gone stays gone as it was said first. The door comes before the book:
   * should the second fail, nothing lives, and asking again writes it down.
   *
   * <p>Refused with {@link Reason#NOT_FOUND} when there is no such sponsor.
   */
  public Uni<Departure> leave(NodeId sponsor, DepartureCause cause, By by) {
    return revocations
        .carryOut(halting(sponsor, Mode.SUSPEND, by))
        .onFailure(Departures::isRevoked)
        .recoverWithNull()
        .chain(() -> book.left(sponsor, cause, by))
        .call(() -> offers.offerLeft(Optional.of(sponsor), by));
  }

  /**
   * The same as {@link #comeBack(NodeId, By)} where no human is behind it. Who is gone by somebody
   * else's word stays gone: a system takes back what it said itself and nothing more.
   *
   * @param actor who says so, as the ledger is to name them
   */
  public Uni<Void> comeBack(NodeId sponsor, String actor, Origin origin) {
    return book.isSaidByAnother(sponsor, actor)
        .chain(
            another ->
                another ? Uni.createFrom().voidItem() : comeBack(sponsor, told(actor, origin)));
  }

  /**
   * Lets a human answer again for what is still theirs, with new tokens; the old ones stay dead.
   * Idempotent. What else keeps them suspended is not touched, and what somebody has taken is not
   * theirs any more. The book comes before the door: should the second fail, nothing lives, and
   * asking again gives it back.
   *
   * <p>Refused with {@link Reason#NOT_FOUND} when there is no such sponsor, and with {@link
   * Reason#CONFLICT} when they were revoked, which is for ever.
   */
  public Uni<Void> comeBack(NodeId sponsor, By by) {
    return book.returned(sponsor, by)
        .call(() -> revocations.carryOut(halting(sponsor, Mode.RESUME, by)))
        .chain(
            overdue ->
                Multi.createFrom()
                    .iterable(overdue)
                    .onItem()
                    .transformToUniAndConcatenate(agent -> carrier.lift(agent, by))
                    .collect()
                    .last());
  }

  private static By told(String actor, Origin origin) {
    return new By(actor, Optional.empty(), false, true, origin);
  }

  /** What is revoked is as dead as it can be. */
  private static boolean isRevoked(Throwable failure) {
    return failure instanceof Refused refused && refused.refusal().reason() == Reason.CONFLICT;
  }

  private static Order halting(NodeId sponsor, Mode mode, By by) {
    return Order.halting(
        new Target.OfNode(sponsor, Optional.of(NodeKind.SPONSOR)),
        mode,
        Halt.LEFT,
        Cause.SPONSOR_LEFT.code(),
        by.requester(sponsor));
  }
}

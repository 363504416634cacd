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
import dev.avowry.revocation.Requester;
import dev.avowry.revocation.Revocations;
import dev.avowry.revocation.Target;
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

  Departures(Revocations revocations, DepartureBook book) {
    this.revocations = revocations;
    this.book = book;
  }

  /**
   * Stops all that a human answers for, since they are gone. Idempotent: who is gone stays gone as
   * it was said first. The door comes before the book: should the second fail, nothing lives, and
   * asking again writes it down.
   *
   * <p>Refused with {@link Reason#NOT_FOUND} when there is no such sponsor.
   *
   * @param actor who says so, as the ledger is to name them
   */
  public Uni<Departure> leave(NodeId sponsor, DepartureCause cause, String actor, Origin origin) {
    return revocations
        .carryOut(halting(sponsor, Mode.SUSPEND, actor, origin))
        .onFailure(Departures::isRevoked)
        .recoverWithNull()
        .chain(() -> book.left(sponsor, cause, actor, origin));
  }

  /**
   * Lets a human answer again for what is still theirs, with new tokens; the old ones stay dead.
   * Idempotent. What else keeps them suspended is not touched. The book comes before the door:
   * should the second fail, nothing lives, and asking again gives it back.
   *
   * <p>Refused with {@link Reason#NOT_FOUND} when there is no such sponsor, and with {@link
   * Reason#CONFLICT} when they were revoked, which is for ever.
   *
   * @param actor who says so, as the ledger is to name them
   */
  public Uni<Void> comeBack(NodeId sponsor, String actor, Origin origin) {
    return book.returned(sponsor, actor, origin)
        .chain(() -> revocations.carryOut(halting(sponsor, Mode.RESUME, actor, origin)))
        .replaceWithVoid();
  }

  /** What is revoked is as dead as it can be. */
  private static boolean isRevoked(Throwable failure) {
    return failure instanceof Refused refused && refused.refusal().reason() == Reason.CONFLICT;
  }

  /** Nobody gives back by an order what this takes, so that it matters to none whose it is. */
  private static Order halting(NodeId sponsor, Mode mode, String actor, Origin origin) {
    return Order.halting(
        new Target.OfNode(sponsor, Optional.of(NodeKind.SPONSOR)),
        mode,
        Halt.LEFT,
        Cause.SPONSOR_LEFT.code(),
        new Requester(actor, sponsor, lineage -> true, origin));
  }
}

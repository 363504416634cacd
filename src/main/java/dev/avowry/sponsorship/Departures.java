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
import dev.avowry.sponsorship.DepartureBook.Return;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

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
  private final DepartureStore store;

  Departures(Revocations revocations, DepartureBook book, Offers offers, DepartureStore store) {
    this.revocations = revocations;
    this.book = book;
    this.offers = offers;
    this.store = store;
  }

  /** The departure of a human who is gone. */
  public Uni<Optional<Departure>> of(NodeId sponsor) {
    return store.look(sponsor);
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
   * The same for something that became so a while ago.
   *
   * @param asOf when, by whoever says so
   */
  public Uni<Departure> leave(
      NodeId sponsor, DepartureCause cause, String actor, Instant asOf, Origin origin) {
    return leave(sponsor, cause, told(actor, origin), Optional.of(asOf));
  }

  /**
   * Stops all that a human answers for, since they are gone, and offers it to whoever is to take
   * over. Idempotent: who is gone stays gone as it was said first, or with more weight. The door
   * comes before the book: should the second fail, nothing lives, and asking again writes it down;
   * and once more after it, for whoever was brought back in between.
   *
   * <p>Refused with {@link Reason#NOT_FOUND} when there is no such sponsor.
   */
  public Uni<Departure> leave(NodeId sponsor, DepartureCause cause, By by) {
    return leave(sponsor, cause, by, Optional.empty());
  }

  private Uni<Departure> leave(
      NodeId sponsor, DepartureCause cause, By by, Optional<Instant> asOf) {
    return halt(sponsor, by)
        .chain(() -> book.left(sponsor, cause, by, asOf))
        .call(() -> halt(sponsor, by))
        .call(() -> offers.offerLeft(Optional.of(sponsor), by));
  }

  /**
   * The same as {@link #comeBack(NodeId, By)} where no human is behind it. Who is gone by somebody
   * else's word, or for another cause, stays gone: a system takes back what it said itself and
   * nothing more.
   *
   * @param causes that it takes back
   * @param actor who says so, as the ledger is to name them
   */
  public Uni<Void> comeBack(
      NodeId sponsor, Set<DepartureCause> causes, String actor, Origin origin) {
    return comeBack(sponsor, causes, actor, Instant.MAX, origin);
  }

  /**
   * The same for something that became so a while ago: who has left since then stays gone.
   *
   * @param asOf when, by whoever says so
   */
  public Uni<Void> comeBack(
      NodeId sponsor, Set<DepartureCause> causes, String actor, Instant asOf, Origin origin) {
    By by = told(actor, origin);
    return book.returned(sponsor, it -> takesBack(it, causes, actor, asOf), by)
        .chain(found -> isToBeLifted(found, sponsor))
        .chain(lift -> lift ? resume(sponsor, by) : Uni.createFrom().voidItem());
  }

  private static boolean takesBack(
      Departure said, Set<DepartureCause> causes, String actor, Instant asOf) {
    return said.by().equals(actor) && causes.contains(said.cause()) && !asOf.isBefore(said.asOf());
  }

  /** Who is here by the book may be halted nevertheless, where it failed between book and door. */
  private Uni<Boolean> isToBeLifted(Return found, NodeId sponsor) {
    return switch (found) {
      case AWAY -> Uni.createFrom().item(false);
      case HERE -> store.isHalted(sponsor);
      case BACK -> Uni.createFrom().item(true);
    };
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
    return book.returned(sponsor, any -> true, by).chain(() -> resume(sponsor, by));
  }

  /** Whoever says meanwhile that they are gone has the last word. */
  private Uni<Void> resume(NodeId sponsor, By by) {
    return revocations
        .carryOut(halting(sponsor, Mode.RESUME, by))
        .chain(() -> book.isGone(sponsor))
        .chain(gone -> gone ? halt(sponsor, by) : Uni.createFrom().voidItem());
  }

  /** What is revoked is as dead as it can be. */
  Uni<Void> halt(NodeId sponsor, By by) {
    return revocations
        .carryOut(halting(sponsor, Mode.SUSPEND, by))
        .replaceWithVoid()
        .onFailure(Departures::isRevoked)
        .recoverWithNull();
  }

  private static By told(String actor, Origin origin) {
    return new By(actor, Optional.empty(), false, true, origin);
  }

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

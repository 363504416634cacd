package dev.avowry.sponsorship;

import dev.avowry.agent.Halt;
import dev.avowry.agent.NodeKind;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refused;
import dev.avowry.revocation.Mode;
import dev.avowry.revocation.Order;
import dev.avowry.revocation.Revocations;
import dev.avowry.revocation.Target;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/**
 * Sponsorships are renewed, or they lapse: an agent of whom nobody has said for that long that they
 * answer is suspended, until somebody does.
 */
@ApplicationScoped
public class Leases {
  private final LeaseBook book;
  private final LeaseStore store;
  private final Revocations revocations;

  Leases(LeaseBook book, LeaseStore store, Revocations revocations) {
    this.book = book;
    this.store = store;
    this.revocations = revocations;
  }

  /**
   * Renews, in person: an agent that was suspended since it had lapsed lives again, as far as
   * nothing else keeps it from it.
   */
  public Uni<Lease> renew(NodeId agent, By by) {
    return book.renew(agent, by).call(() -> halting(agent, Mode.RESUME, by));
  }

  /** All to an administrator, to others those for which they answer; what lapses first first. */
  public Uni<Page<Lease>> page(
      Optional<NodeId> answering, Optional<Instant> dueBy, PageRequest page, By by) {
    return store.page(by.administers() ? answering : by.human(), dueBy, page);
  }

  /** Halts, or lifts. What was revoked meanwhile is as dead as it can be. */
  Uni<Void> halting(NodeId agent, Mode mode, By by) {
    return revocations
        .carryOut(
            Order.halting(
                new Target.OfNode(agent, Optional.of(NodeKind.AGENT)),
                mode,
                Halt.LAPSED,
                Halt.LAPSED.code(),
                by.requester(agent)))
        .replaceWithVoid()
        .onFailure(Leases::isRevoked)
        .recoverWithNull();
  }

  private static boolean isRevoked(Throwable failure) {
    return failure instanceof Refused refused && refused.refusal().reason() == Reason.CONFLICT;
  }
}

package dev.avowry.sponsorship;

import dev.avowry.agent.Halt;
import dev.avowry.agent.NewSponsor;
import dev.avowry.agent.NodeKind;
import dev.avowry.agent.Registry;
import dev.avowry.agent.Sponsor;
import dev.avowry.agent.Sponsorships;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.revocation.Mode;
import dev.avowry.revocation.Order;
import dev.avowry.revocation.Revocations;
import dev.avowry.revocation.Target;
import dev.avowry.sponsorship.SponsorshipConfig.Acceptance;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Humans who say that they answer. Until then their node is halted, so that nothing lives below it,
 * whatever is registered there.
 */
@ApplicationScoped
public class Acceptances implements Sponsorships {
  private final Registry registry;
  private final AcceptanceBook book;
  private final Revocations revocations;
  private final SponsorshipConfig config;

  Acceptances(
      Registry registry, AcceptanceBook book, Revocations revocations, SponsorshipConfig config) {
    this.registry = registry;
    this.book = book;
    this.revocations = revocations;
    this.config = config;
  }

  @Override
  public Uni<Begun> begin(
      NewSponsor asked, boolean invite, String actor, NodeId person, Origin origin) {
    By by = new By(actor, Optional.of(person), false, true, origin);
    return invite || config.acceptance() == Acceptance.OWN
        ? book.invite(asked, by)
        : registry
            .register(asked, actor, origin)
            .map(sponsor -> new Begun(sponsor, Optional.empty()));
  }

  @Override
  public boolean awaitsWordOf(NodeId sponsor, NodeId node) {
    return config.acceptance() == Acceptance.OWN && !node.equals(sponsor);
  }

  /** Asks again: with another token, in place of the one before. */
  public Uni<Invited> inviteAgain(NodeId sponsor, By by) {
    return book.inviteAgain(sponsor, by);
  }

  /** What became of asking. */
  public Uni<Invitation> invitation(NodeId sponsor) {
    return book.invitation(sponsor);
  }

  /** Asks no more: the token is good for nothing. The sponsor stays as they are. */
  public Uni<Void> withdraw(NodeId sponsor, By by) {
    return book.withdraw(sponsor, by);
  }

  /**
   * By the word of whoever has the token. Refused with {@link Reason#INVALID_TOKEN} when it is not
   * good. To say it again changes nothing.
   */
  public Uni<Invitation> accept(SecretBytes token, Origin origin) {
    return book.accept(token, origin).call(it -> lift(it.sponsor(), it.sponsor(), origin));
  }

  @Override
  public Uni<Void> acceptInPerson(NodeId human, Origin origin) {
    return book.acceptInPerson(human, origin).chain(() -> lift(human, human, origin));
  }

  /**
   * Registers a human of whom a system tells, in the transaction that is under way. Where it takes
   * their own word, nothing lives below them until they have signed in.
   *
   * @param actor the system, as the ledger names it
   */
  public Uni<Sponsor> told(NewSponsor asked, String actor, Origin origin) {
    return config.acceptance() == Acceptance.OWN
        ? registry.invite(asked, actor, origin)
        : registry.register(asked, actor, origin);
  }

  /** Says that they answer for an agent that somebody else registered for them. */
  public Uni<Void> acceptAgent(NodeId agent, By by) {
    return book.acceptAgent(agent, by)
        .chain(sponsor -> lift(agent, NodeKind.AGENT, sponsor, by.origin()));
  }

  private Uni<Void> lift(NodeId node, NodeId human, Origin origin) {
    return lift(node, NodeKind.SPONSOR, human, origin);
  }

  private Uni<Void> lift(NodeId node, NodeKind kind, NodeId human, Origin origin) {
    return revocations
        .carryOut(
            Order.halting(
                new Target.OfNode(node, Optional.of(kind)),
                Mode.RESUME,
                Halt.UNACCEPTED,
                Halt.UNACCEPTED.code(),
                By.inPerson(human, origin).requester(human)))
        .replaceWithVoid();
  }
}

package dev.avowry.sponsorship;

import dev.avowry.agent.Directory;
import dev.avowry.agent.NewSponsor;
import dev.avowry.agent.Registry;
import dev.avowry.agent.ScannableSecret;
import dev.avowry.agent.SecretHash;
import dev.avowry.agent.Sponsor;
import dev.avowry.agent.Sponsorships.Begun;
import dev.avowry.agent.Sponsorships.Invited;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What is written of humans who are asked and who answer, each time with its row. */
@ApplicationScoped
class AcceptanceBook {
  /** By which a leak scanner knows one. */
  static final String PREFIX = "avow_si_";

  private final Registry registry;
  private final InvitationStore store;
  private final Directory directory;
  private final Ledger ledger;
  private final SponsorshipConfig config;
  private final SecureRandom random;
  private final Clock clock;

  AcceptanceBook(
      Registry registry,
      InvitationStore store,
      Directory directory,
      Ledger ledger,
      SponsorshipConfig config,
      SecureRandom random,
      Clock clock) {
    this.registry = registry;
    this.store = store;
    this.directory = directory;
    this.ledger = ledger;
    this.config = config;
    this.random = random;
    this.clock = clock;
  }

  @WithTransaction
  Uni<Begun> invite(NewSponsor asked, By by) {
    return registry.invite(asked, by.actor(), by.origin()).chain(sponsor -> begun(sponsor, by));
  }

  private Uni<Begun> begun(Sponsor sponsor, By by) {
    return ask(sponsor.id(), by).map(invited -> new Begun(sponsor, Optional.of(invited)));
  }

  @WithTransaction
  Uni<Invited> inviteAgain(NodeId sponsor, By by) {
    return store
        .locked(sponsor)
        .call(found -> found.isPresent() ? Uni.createFrom().voidItem() : requireAwaited(sponsor))
        .invoke(found -> found.ifPresent(AcceptanceBook::requireOpen))
        .chain(() -> ask(sponsor, by));
  }

  /** Whom a system has told of nobody has asked, and they have not answered either. */
  private Uni<Void> requireAwaited(NodeId sponsor) {
    return registry
        .awaitsAcceptance(sponsor)
        .invoke(
            awaited -> {
              if (!awaited) {
                throw unasked();
              }
            })
        .replaceWithVoid();
  }

  private Uni<Invited> ask(NodeId sponsor, By by) {
    Instant now = clock.instant();
    ScannableSecret token = ScannableSecret.random(PREFIX, random);
    Invitation made =
        new Invitation(
            sponsor,
            Invitation.State.WAITING,
            by.actor(),
            by.human().orElseThrow(),
            now,
            now.plus(config.acceptWithin()),
            Optional.empty());
    return store
        .put(made, SecretHash.of(token.text()))
        .chain(
            () ->
                ledger.append(
                    of(EventType.SPONSOR_INVITED, sponsor, by.actor(), by.origin())
                        .with(Map.of("expires_at", made.expiresAt().toString()))))
        .replaceWith(new Invited(token, made.expiresAt()));
  }

  Uni<Invitation> invitation(NodeId sponsor) {
    return store.of(sponsor).map(found -> found.orElseThrow(AcceptanceBook::unasked));
  }

  private static Refused unasked() {
    return Refusal.refused(Reason.NOT_FOUND, "nobody was asked with this id");
  }

  @WithTransaction
  Uni<Void> withdraw(NodeId sponsor, By by) {
    return store
        .locked(sponsor)
        .map(found -> found.orElseThrow(AcceptanceBook::unasked))
        .invoke(AcceptanceBook::requireOpen)
        .chain(() -> store.set(sponsor, Invitation.State.WITHDRAWN, clock.instant()))
        .chain(
            () ->
                ledger.append(
                    of(EventType.INVITATION_WITHDRAWN, sponsor, by.actor(), by.origin())));
  }

  @WithTransaction
  Uni<Invitation> accept(SecretBytes token, Origin origin) {
    return store
        .by(SecretHash.of(token))
        .map(found -> found.filter(it -> it.isGood(clock.instant())))
        .map(
            found ->
                found.orElseThrow(
                    () ->
                        Refusal.refused(
                            Reason.INVALID_TOKEN,
                            "this is no invitation, or it has expired, or was withdrawn")))
        .chain(invitation -> accepted(invitation, "token", origin));
  }

  /** Whom a system has told of was asked by nobody: their own word is all that it takes. */
  @WithTransaction
  Uni<Void> acceptInPerson(NodeId human, Origin origin) {
    return store
        .locked(human)
        .invoke(found -> found.ifPresent(this::requireGood))
        .chain(
            found ->
                found
                    .map(it -> accepted(it, "in_person", origin).replaceWithVoid())
                    .orElseGet(() -> record(human, "in_person", origin)));
  }

  private Uni<Invitation> accepted(Invitation invitation, String how, Origin origin) {
    NodeId sponsor = invitation.sponsor();
    return invitation.state() == Invitation.State.ACCEPTED
        ? Uni.createFrom().item(invitation)
        : store
            .set(sponsor, Invitation.State.ACCEPTED, clock.instant())
            .chain(() -> record(sponsor, how, origin))
            .chain(() -> invitation(sponsor));
  }

  private Uni<Void> record(NodeId sponsor, String how, Origin origin) {
    return ledger.append(
        of(EventType.SPONSOR_ACCEPTED, sponsor, sponsor.toString(), origin)
            .with(Map.of("by", how)));
  }

  /** Gives the sponsor. */
  @WithTransaction
  Uni<NodeId> acceptAgent(NodeId agent, By by) {
    return directory
        .agent(agent)
        .map(
            found ->
                found
                    .map(client -> client.lineage().sponsor().id())
                    .filter(by::is)
                    .orElseThrow(
                        () ->
                            Refusal.refused(
                                Reason.NOT_FOUND,
                                "there is no such thing, or it is not yours to know of")))
        .call(
            sponsor ->
                ledger.append(
                    Event.of(EventType.AGENT_ACCEPTED, by.actor(), by.origin())
                        .onAgent(agent)
                        .under(sponsor)));
  }

  private static void requireOpen(Invitation invitation) {
    if (invitation.state() == Invitation.State.ACCEPTED) {
      throw Refusal.refused(Reason.CONFLICT, "they have accepted already");
    }
  }

  /** Who has accepted before may do it again, as what follows from it may have failed. */
  private void requireGood(Invitation invitation) {
    if (invitation.state() != Invitation.State.ACCEPTED && !invitation.isGood(clock.instant())) {
      throw Refusal.refused(
          Reason.CONFLICT, "the invitation has expired, or was withdrawn: ask for another");
    }
  }

  private static Event of(EventType type, NodeId sponsor, String actor, Origin origin) {
    return Event.of(type, actor, origin).onNode(sponsor).under(sponsor);
  }
}

package dev.avowry.registration;

import dev.avowry.agent.Directory;
import dev.avowry.agent.NodeState;
import dev.avowry.agent.ScannableSecret;
import dev.avowry.agent.SecretHash;
import dev.avowry.kernel.InvitationId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Makes and ends initial access tokens, each in one transaction with its ledger row. */
@ApplicationScoped
public class Invitations {
  /** By which a leak scanner knows one. */
  static final String PREFIX = "avow_it_";

  private final InvitationStore store;
  private final Directory directory;
  private final Ledger ledger;
  private final SecureRandom random;
  private final Clock clock;

  Invitations(
      InvitationStore store, Directory directory, Ledger ledger, SecureRandom random, Clock clock) {
    this.store = store;
    this.directory = directory;
    this.ledger = ledger;
    this.random = random;
    this.clock = clock;
  }

  /**
   * An invitation that was made a moment ago.
   *
   * @param token shown once
   */
  public record Made(Invitation invitation, ScannableSecret token) {}

  /** Makes one. Refused with {@link Reason#SPONSOR_NOT_LIVE} when nobody would answer. */
  @WithTransaction
  public Uni<Made> make(NewInvitation asked, String actor, Origin origin) {
    Invitation invitation = asked.made(InvitationId.random(random), clock.instant());
    ScannableSecret token = ScannableSecret.random(PREFIX, random);
    return requireLiveSponsor(asked.sponsor())
        .chain(() -> store.add(invitation, SecretHash.of(token.text()), actor))
        .chain(() -> ledger.append(made(invitation, actor, origin)))
        .replaceWith(new Made(invitation, token));
  }

  /** One of them. */
  public Uni<Invitation> invitation(InvitationId id) {
    return store
        .invitation(id)
        .map(
            found ->
                found.orElseThrow(
                    () -> Refusal.refused(Reason.NOT_FOUND, "there is no such token")));
  }

  /** All of them, the oldest first. */
  public Uni<Page<Invitation>> invitations(PageRequest page) {
    return store.invitations(page);
  }

  /** Ends one: it lets nobody in any more. Idempotent. */
  @WithTransaction
  public Uni<Void> revoke(InvitationId id, String actor, Origin origin) {
    return invitation(id)
        .chain(
            found ->
                store
                    .revoke(id, clock.instant())
                    .chain(
                        ended ->
                            ended
                                ? ledger.append(revoked(found, actor, origin)).replaceWithVoid()
                                : Uni.createFrom().voidItem()));
  }

  private Uni<?> requireLiveSponsor(NodeId id) {
    return directory
        .sponsor(id)
        .invoke(
            found -> {
              if (found.filter(it -> it.state() == NodeState.LIVE).isEmpty()) {
                throw Refusal.refused(
                    Reason.SPONSOR_NOT_LIVE, "the id given as sponsor is not a live sponsor's");
              }
            });
  }

  private static Event made(Invitation made, String actor, Origin origin) {
    Map<String, String> detail = new HashMap<>();
    detail.put("kind", made.kind().code());
    detail.put("uses", Integer.toString(made.uses()));
    detail.put("expires_at", made.expiresAt().toString());
    return Event.of(EventType.REGISTRATION_TOKEN_MADE, actor, origin)
        .under(made.sponsor())
        .onTarget(made.id().toString())
        .with(detail);
  }

  private static Event revoked(Invitation ended, String actor, Origin origin) {
    return Event.of(EventType.REGISTRATION_TOKEN_REVOKED, actor, origin)
        .under(ended.sponsor())
        .onTarget(ended.id().toString())
        .with(Map.of("used", Integer.toString(ended.used())));
  }
}

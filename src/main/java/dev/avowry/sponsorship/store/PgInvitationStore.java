package dev.avowry.sponsorship.store;

import dev.avowry.agent.SecretHash;
import dev.avowry.kernel.NodeId;
import dev.avowry.sponsorship.Invitation;
import dev.avowry.sponsorship.InvitationStore;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;

/** Invitations, by Panache. */
@ApplicationScoped
class PgInvitationStore implements InvitationStore {
  @Override
  public Uni<Void> put(Invitation invitation, SecretHash hash) {
    return InvitationRow.<InvitationRow>findById(
            invitation.sponsor().value(), LockModeType.PESSIMISTIC_WRITE)
        .map(found -> found == null ? new InvitationRow() : found)
        .invoke(row -> write(row, invitation, hash))
        .chain(row -> row.persistAndFlush())
        .replaceWithVoid();
  }

  private static void write(InvitationRow row, Invitation invitation, SecretHash hash) {
    row.sponsor = invitation.sponsor().value();
    row.hash = hash.text();
    row.state = invitation.state().code();
    row.invitedBy = invitation.invitedBy();
    row.invitedPerson = invitation.invitedPerson().value();
    row.invitedAt = invitation.invitedAt();
    row.expiresAt = invitation.expiresAt();
  }

  @Override
  @WithSession
  public Uni<Optional<Invitation>> of(NodeId sponsor) {
    return InvitationRow.<InvitationRow>findById(sponsor.value())
        .map(row -> Optional.ofNullable(row).map(InvitationRow::toInvitation));
  }

  @Override
  public Uni<Optional<Invitation>> locked(NodeId sponsor) {
    return InvitationRow.<InvitationRow>findById(sponsor.value(), LockModeType.PESSIMISTIC_WRITE)
        .map(row -> Optional.ofNullable(row).map(InvitationRow::toInvitation));
  }

  @Override
  public Uni<Optional<Invitation>> by(SecretHash hash) {
    return InvitationRow.<InvitationRow>find("hash", hash.text())
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .<InvitationRow>firstResult()
        .map(row -> Optional.ofNullable(row).map(InvitationRow::toInvitation));
  }

  @Override
  public Uni<Void> set(NodeId sponsor, Invitation.State state, Instant at) {
    return InvitationRow.<InvitationRow>findById(sponsor.value(), LockModeType.PESSIMISTIC_WRITE)
        .invoke(
            row -> {
              row.state = state.code();
              row.acceptedAt = state == Invitation.State.ACCEPTED ? at : null;
            })
        .chain(row -> row.flush())
        .replaceWithVoid();
  }
}

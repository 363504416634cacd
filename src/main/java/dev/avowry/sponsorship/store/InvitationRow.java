package dev.avowry.sponsorship.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.sponsorship.Invitation;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code sponsor_invitation}. */
@Entity
@Table(name = "sponsor_invitation")
@NullUnmarked
class InvitationRow extends PanacheEntityBase {
  @Id long sponsor;
  String hash;
  String state;

  @Column(name = "invited_by")
  String invitedBy;

  @Column(name = "invited_person")
  long invitedPerson;

  @Column(name = "invited_at")
  Instant invitedAt;

  @Column(name = "expires_at")
  Instant expiresAt;

  @Column(name = "accepted_at")
  Instant acceptedAt;

  Invitation toInvitation() {
    return new Invitation(
        new NodeId(sponsor),
        Invitation.State.valueOf(state.toUpperCase(Locale.ROOT)),
        invitedBy,
        new NodeId(invitedPerson),
        invitedAt,
        expiresAt,
        Optional.ofNullable(acceptedAt));
  }
}

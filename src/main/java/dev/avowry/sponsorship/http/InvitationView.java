package dev.avowry.sponsorship.http;

import dev.avowry.sponsorship.Invitation;
import java.time.Instant;
import java.util.Optional;

/** An invitation on the wire. */
record InvitationView(
    String sponsor,
    String state,
    String invitedBy,
    Instant invitedAt,
    Instant expiresAt,
    Optional<Instant> acceptedAt) {
  static InvitationView of(Invitation invitation) {
    return new InvitationView(
        invitation.sponsor().toString(),
        invitation.state().code(),
        invitation.invitedBy(),
        invitation.invitedAt(),
        invitation.expiresAt(),
        invitation.acceptedAt());
  }
}

package dev.avowry.registration.http;

import dev.avowry.agent.AskedCeiling;
import dev.avowry.agent.Extent;
import dev.avowry.agent.ScannableSecret;
import dev.avowry.registration.Invitation;
import dev.avowry.registration.Invitations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An initial access token on the wire.
 *
 * @param open whether it still lets somebody in
 * @param token shown once
 */
public record RegistrationTokenView(
    String id,
    String sponsor,
    String kind,
    CeilingView ceiling,
    int uses,
    int used,
    boolean open,
    Instant expiresAt,
    Optional<Instant> revokedAt,
    Instant createdAt,
    Optional<String> token) {
  /** What each client may have at the most. */
  public record CeilingView(
      List<String> scopes,
      List<String> resources,
      Optional<Long> maxTtl,
      int maxDepth,
      int maxChildren,
      Optional<List<Map<String, Object>>> authorizationDetails) {
    static CeilingView of(AskedCeiling ceiling) {
      return new CeilingView(
          values(ceiling.scopes()),
          values(ceiling.resources()),
          ceiling.maxTtl().map(Duration::toSeconds),
          ceiling.maxDepth().orElse(0),
          ceiling.maxChildren().orElse(0),
          ceiling.authorizationDetails().view());
    }

    private static List<String> values(Extent extent) {
      String[] values = extent.toColumn();
      return values == null ? List.of() : List.of(values);
    }
  }

  static RegistrationTokenView of(Invitation invitation, Instant now) {
    return of(invitation, now, Optional.empty());
  }

  static RegistrationTokenView of(Invitations.Made made, Instant now) {
    return of(made.invitation(), now, Optional.of(made.token()));
  }

  private static RegistrationTokenView of(
      Invitation invitation, Instant now, Optional<ScannableSecret> token) {
    return new RegistrationTokenView(
        invitation.id().toString(),
        invitation.sponsor().toString(),
        invitation.kind().code(),
        CeilingView.of(invitation.ceiling()),
        invitation.uses(),
        invitation.used(),
        invitation.isOpen(now),
        invitation.expiresAt(),
        invitation.revokedAt(),
        invitation.createdAt(),
        token.map(ScannableSecret::show));
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "RegistrationTokenView[" + id + "]";
  }
}

package dev.avowry.agent.http;

import dev.avowry.agent.Death;
import dev.avowry.agent.Sponsor;
import dev.avowry.agent.Sponsorships;
import dev.avowry.kernel.NodeId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A sponsor on the wire. Absent scopes or resources mean any. */
record SponsorView(
    String id,
    String node,
    String name,
    String email,
    Optional<String> issuer,
    Optional<String> subject,
    Optional<List<String>> scopes,
    Optional<List<String>> resources,
    long maxTtl,
    int maxDepth,
    int maxChildren,
    Optional<List<Map<String, Object>>> authorizationDetails,
    String state,
    String effectiveState,
    Optional<String> deadBecauseOf,
    Optional<DeathView> death,
    Instant createdAt,
    Optional<InvitedView> invitation) {
  /** With what they accept, shown once. */
  record InvitedView(String token, Instant expiresAt) {
    static InvitedView of(Sponsorships.Invited invited) {
      return new InvitedView(invited.token().show(), invited.expiresAt());
    }
  }

  static SponsorView of(Sponsor sponsor, Map<NodeId, Death> deaths) {
    return of(sponsor, Optional.empty(), deaths);
  }

  /** As they were registered a moment ago. */
  static SponsorView of(Sponsorships.Begun begun, Map<NodeId, Death> deaths) {
    return of(begun.sponsor(), begun.invited().map(InvitedView::of), deaths);
  }

  private static SponsorView of(
      Sponsor sponsor, Optional<InvitedView> invitation, Map<NodeId, Death> deaths) {
    String id = sponsor.id().toString();
    EffectiveState effective = EffectiveState.of(deaths.get(sponsor.id()));
    return new SponsorView(
        id,
        id,
        sponsor.name(),
        sponsor.email(),
        sponsor.issuer(),
        sponsor.subject(),
        ExtentView.of(sponsor.ceiling().scopes()),
        ExtentView.of(sponsor.ceiling().resources()),
        sponsor.ceiling().maxTtl().toSeconds(),
        sponsor.ceiling().maxDepth(),
        sponsor.ceiling().maxChildren(),
        sponsor.ceiling().authorizationDetails().view(),
        sponsor.state().name().toLowerCase(Locale.ROOT),
        effective.code(),
        effective.deadBecauseOf(),
        effective.death(),
        sponsor.createdAt(),
        invitation);
  }
}

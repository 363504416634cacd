package dev.avowry.agent.http;

import dev.avowry.agent.Death;
import dev.avowry.agent.Sponsor;
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
    String state,
    String effectiveState,
    Optional<String> deadBecauseOf,
    Optional<DeathView> death,
    Instant createdAt) {
  static SponsorView of(Sponsor sponsor, Map<NodeId, Death> deaths) {
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
        sponsor.state().name().toLowerCase(Locale.ROOT),
        effective.code(),
        effective.deadBecauseOf(),
        effective.death(),
        sponsor.createdAt());
  }
}

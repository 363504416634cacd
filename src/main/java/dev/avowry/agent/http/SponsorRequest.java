package dev.avowry.agent.http;

import dev.avowry.agent.Bounds;
import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Extent;
import dev.avowry.agent.NewSponsor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The body of {@code POST /v1/sponsors}. */
record SponsorRequest(
    String name,
    String email,
    Optional<String> issuer,
    Optional<String> subject,
    Optional<List<String>> scopes,
    Optional<List<String>> resources,
    Optional<Integer> maxTtl,
    Optional<Integer> maxDepth,
    Optional<Integer> maxChildren,
    Optional<List<Map<String, Object>>> authorizationDetails,
    Optional<Boolean> invite) {
  NewSponsor toNewSponsor() {
    Ceiling usual = Ceiling.ofSponsor();
    Ceiling ceiling =
        new Ceiling(
            scopes.map(Bounds::scopes).orElse(Extent.any()),
            resources.map(Bounds::resources).orElse(Extent.any()),
            maxTtl.map(Bounds::maxTtl).orElse(usual.maxTtl()),
            maxDepth.map(Bounds::maxDepth).orElse(usual.maxDepth()),
            maxChildren.map(Bounds::maxChildren).orElse(usual.maxChildren()),
            authorizationDetails.isPresent()
                ? Bounds.authorizationDetails(authorizationDetails)
                : usual.authorizationDetails());
    return new NewSponsor(name, email, issuer, subject, ceiling);
  }
}

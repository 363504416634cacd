package dev.avowry.agent;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.web.Caller;
import dev.avowry.web.OwnScopes;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.Optional;

/**
 * Registers agents directly below a human, as an administrator for anybody, or as the human
 * themselves, who gives what is theirs to give.
 */
@ApplicationScoped
public class SponsoredAgents {
  private final Registry registry;
  private final Sponsorships sponsorships;

  SponsoredAgents(Registry registry, Sponsorships sponsorships) {
    this.registry = registry;
    this.sponsorships = sponsorships;
  }

  /**
   * Registers one. It waits for its sponsor's word where they have to give it.
   *
   * @param named who is to answer; who is no administrator may leave it out and means themselves
   */
  public Uni<Registered> register(Optional<NodeId> named, NewAgent asked, Caller by) {
    NodeId sponsor = sponsor(named, by);
    if (!by.isAdmin()) {
      requireOwn(sponsor, asked, by);
    }
    String actor = by.actor().toString();
    return sponsorships.awaitsWordOf(sponsor, by.node())
        ? registry.registerAwaiting(sponsor, asked, actor, by.origin())
        : registry.registerUnder(sponsor, asked, actor, by.origin());
  }

  private static NodeId sponsor(Optional<NodeId> named, Caller by) {
    return named
        .or(() -> by.isAdmin() ? Optional.empty() : Optional.of(by.sponsor()))
        .orElseThrow(
            () ->
                Refusal.refused(
                    Reason.SPONSOR_NOT_LIVE,
                    "sponsor is missing: every agent has a human who answers for it"));
  }

  private static void requireOwn(NodeId sponsor, NewAgent asked, Caller by) {
    if (!sponsor.equals(by.sponsor())) {
      throw Refusal.refused(
          Reason.INSUFFICIENT_SCOPE, "only administrators register agents for another sponsor");
    }
    OwnScopes.RESERVED.stream()
        .filter(asked.ceiling().scopes()::covers)
        .min(Comparator.naturalOrder())
        .ifPresent(
            scope -> {
              throw Refusal.refused(
                  Reason.CEILING_EXCEEDED, "only administrators give an agent the scope " + scope);
            });
  }
}

package dev.avowry.audit.http;

import dev.avowry.agent.Sponsor;
import dev.avowry.audit.Explanation;
import dev.avowry.kernel.NodeId;
import java.util.List;
import java.util.Optional;

/**
 * Why a token was issued, on the wire. What the record does not have is absent, and named in {@code
 * unknown}.
 *
 * @param token what was asked and granted, with the token that it was exchanged from inside of it
 * @param sponsor which human answers
 * @param path what the token depends on
 * @param actions what its agent said it did with it, the first hundred
 * @param revoked whether something on its path was taken back since
 * @param revokedBy the row that says so
 */
public record WhyView(
    TokenView token,
    SponsorView sponsor,
    List<PathView> path,
    List<EventView> actions,
    boolean revoked,
    Optional<EventView> revokedBy) {
  /** The human who answers. */
  public record SponsorView(Optional<String> id, Optional<String> name, Optional<String> email) {}

  static WhyView of(Explanation why) {
    return new WhyView(
        TokenView.of(why, 0).orElseThrow(),
        new SponsorView(
            why.token().line().sponsor().map(NodeId::toString),
            why.registered().sponsor().map(Sponsor::name),
            why.registered().sponsor().map(Sponsor::email)),
        why.token().line().path().stream().map(id -> PathView.of(id, why)).toList(),
        why.actions().stream().map(EventView::of).toList(),
        why.end().isPresent(),
        why.end().map(EventView::of));
  }
}

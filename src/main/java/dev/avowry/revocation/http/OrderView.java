package dev.avowry.revocation.http;

import dev.avowry.agent.NodeState;
import dev.avowry.revocation.Affected;
import dev.avowry.revocation.Carried;
import dev.avowry.revocation.Cause;
import dev.avowry.revocation.KeptOrder;
import dev.avowry.revocation.Mark;
import dev.avowry.revocation.Preview;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What comes of an order, on the wire. */
public sealed interface OrderView {
  /** It is carried out, or would be. */
  record RevocationView(
      Optional<Long> seq,
      String id,
      Optional<Instant> at,
      String mode,
      String state,
      String cause,
      boolean dryRun,
      AffectedView affected,
      Optional<WouldEndView> wouldEnd,
      Optional<String> receipt)
      implements OrderView {
    static RevocationView of(Carried carried) {
      return of(carried, Optional.empty());
    }

    static RevocationView of(Preview preview) {
      return of(preview.carried(), Optional.of(WouldEndView.of(preview)));
    }

    private static RevocationView of(Carried carried, Optional<WouldEndView> wouldEnd) {
      return new RevocationView(
          carried.mark().map(Mark::seq),
          carried.order().target().id(),
          carried.mark().map(Mark::at),
          carried.order().mode().code(),
          name(carried.state()),
          Cause.of(carried.order().reason()).code(),
          wouldEnd.isPresent(),
          AffectedView.of(carried.affected()),
          wouldEnd,
          carried.mark().map(mark -> "/v1/revocations/%d/receipt".formatted(mark.seq())));
    }

    private static String name(NodeState state) {
      return state.name().toLowerCase(Locale.ROOT);
    }
  }

  /** What dies, or would die, on the wire. */
  record AffectedView(long agents, long delegations, long liveTokens, boolean liveTokensCapped) {
    static AffectedView of(Affected affected) {
      return new AffectedView(
          affected.agents(),
          affected.delegations(),
          affected.liveTokens(),
          affected.liveTokensCapped());
    }
  }

  /** What a dry run would end, by name. */
  record WouldEndView(
      NamedView agents,
      NamedView delegations,
      NamedView tokens,
      NamedView scopes,
      NamedView resources) {
    static WouldEndView of(Preview preview) {
      return new WouldEndView(
          NamedView.of(preview.agents()),
          NamedView.of(preview.delegations()),
          NamedView.of(preview.tokens()),
          NamedView.of(preview.scopes()),
          NamedView.of(preview.resources()));
    }
  }

  /** Some of many. */
  record NamedView(List<String> items, long total) {
    static NamedView of(Preview.Named named) {
      return new NamedView(named.names(), named.total());
    }
  }

  /** It waits for a second person. */
  record KeptView(
      String id,
      String target,
      String mode,
      String reason,
      Optional<String> comment,
      String cause,
      String orderedBy,
      Instant orderedAt,
      Instant expiresAt)
      implements OrderView {
    static KeptView of(KeptOrder kept) {
      return new KeptView(
          kept.id().toString(),
          kept.tokens().id(),
          kept.mode().code(),
          kept.reason(),
          kept.comment(),
          Cause.of(kept.reason()).code(),
          kept.by().actor(),
          kept.at(),
          kept.expiresAt());
    }
  }
}

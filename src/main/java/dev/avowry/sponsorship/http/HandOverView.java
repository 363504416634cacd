package dev.avowry.sponsorship.http;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.sponsorship.HandOver;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A hand-over on the wire. */
record HandOverView(
    String id,
    String agent,
    String giver,
    Optional<String> receiver,
    String ground,
    String state,
    String offeredBy,
    Instant offeredAt,
    Optional<Instant> dueAt,
    boolean overdue,
    Optional<String> answeredBy,
    Optional<Instant> answeredAt) {
  /** A page on the wire. {@code next} is the {@code after} of the page that follows. */
  record HandOverPage(List<HandOverView> items, long total, Optional<String> next) {
    static HandOverPage of(Page<HandOver> page) {
      Page<HandOverView> views = page.map(HandOverView::of);
      return new HandOverPage(views.items(), views.total(), views.next());
    }
  }

  static HandOverView of(HandOver handOver) {
    return new HandOverView(
        handOver.id().toString(),
        handOver.agent().toString(),
        handOver.giver().toString(),
        handOver.receiver().map(NodeId::toString),
        handOver.ground().code(),
        handOver.state().code(),
        handOver.offeredBy(),
        handOver.offeredAt(),
        handOver.dueAt(),
        handOver.overdue(),
        handOver.answeredBy(),
        handOver.answeredAt());
  }
}

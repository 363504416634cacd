package dev.avowry.sponsorship;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import java.util.HashMap;
import java.util.Map;

/** What the ledger keeps of hand-overs. The names are those of {@code src/docs/ledger.md}. */
final class HandOverEvents {
  private HandOverEvents() {}

  /** The row, under the one who answers for the agent at that moment. */
  static Event of(EventType type, HandOver handOver, NodeId sponsor, String actor, Origin origin) {
    Map<String, String> detail = new HashMap<>();
    detail.put("giver", handOver.giver().toString());
    handOver.receiver().ifPresent(to -> detail.put("receiver", to.toString()));
    handOver.dueAt().ifPresent(due -> detail.put("due_at", due.toString()));
    detail.put("ground", handOver.ground().code());
    return Event.of(type, actor, origin)
        .onAgent(handOver.agent())
        .under(sponsor)
        .onTarget(handOver.id().toString())
        .with(detail);
  }
}

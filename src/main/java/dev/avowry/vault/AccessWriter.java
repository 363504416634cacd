package dev.avowry.vault;

import dev.avowry.agent.Node;
import dev.avowry.agent.Things;
import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import dev.avowry.web.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/** Writes who may have what is kept, with its row of the ledger. */
@ApplicationScoped
class AccessWriter {
  private final VaultStore store;
  private final Things things;
  private final Ledger ledger;

  AccessWriter(VaultStore store, Things things, Ledger ledger) {
    this.store = store;
    this.things = things;
    this.ledger = ledger;
  }

  @WithTransaction
  Uni<Access> give(NodeId thing, NewAccess asked, Caller by) {
    return things
        .hand(thing, asked.holder(), asked.expiresAt())
        .map(node -> access(node, asked, by))
        .call(store::add)
        .call(access -> ledger.append(event(access, by)));
  }

  private static Access access(Node node, NewAccess asked, Caller by) {
    return new Access(
        node.id(),
        node.parent().orElseThrow(),
        asked.holder(),
        asked.below(),
        asked.uses(),
        asked.conditions(),
        node.state(),
        node.expiresAt(),
        node.createdAt(),
        by.actor().toString());
  }

  private static Event event(Access access, Caller by) {
    Map<String, String> detail = new HashMap<>();
    detail.put("holder", access.holder().toString());
    detail.put("subtree", Boolean.toString(access.below()));
    detail.put("uses", String.join(" ", access.uses().stream().map(Use::code).sorted().toList()));
    detail.put("lease", Long.toString(access.conditions().lease().toSeconds()));
    access.conditions().most().ifPresent(most -> detail.put("count", Integer.toString(most)));
    access.conditions().notBefore().ifPresent(at -> detail.put("not_before", at.toString()));
    access.expiresAt().ifPresent(at -> detail.put("expires_at", at.toString()));
    Within within = access.conditions().within();
    if (!within.destinations().isEmpty()) {
      detail.put("requests", BindingText.writeAll(within.destinations()));
    }
    if (within.approved()) {
      detail.put("approved", "true");
    }
    return ThingEvents.of(EventType.ACCESS_MADE, access.thing(), by)
        .onTarget(access.id().toString())
        .with(detail);
  }
}

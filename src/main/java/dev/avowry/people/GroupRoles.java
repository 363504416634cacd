package dev.avowry.people;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/**
 * Roles that follow what a provider says, the last administrator's included: who was put out of a
 * group there has no power left here. Those that somebody gave by hand stay as they are.
 */
@ApplicationScoped
class GroupRoles {
  private final GroupRoleStore store;
  private final Ledger ledger;
  private final Clock clock;

  GroupRoles(GroupRoleStore store, Ledger ledger, Clock clock) {
    this.store = store;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** A human has of that provider these roles and no others from now on. */
  @WithTransaction
  Uni<Void> follow(NodeId human, String provider, Set<Role> said, Origin origin) {
    return store
        .takeAllBut(human, said, provider)
        .chain(taken -> record(EventType.ROLE_REMOVED, human, taken, provider, origin))
        .chain(() -> store.grantAll(human, said, provider, clock.instant()))
        .chain(given -> record(EventType.ROLE_GRANTED, human, given, provider, origin));
  }

  private Uni<Void> record(
      EventType type, NodeId human, Set<Role> roles, String provider, Origin origin) {
    return Multi.createFrom()
        .iterable(roles)
        .onItem()
        .transformToUniAndConcatenate(
            role ->
                ledger.append(
                    Event.of(type, Event.ITSELF, origin)
                        .onNode(human)
                        .under(human)
                        .onTarget(role.code())
                        .with(Map.of("source", provider))))
        .collect()
        .asList()
        .replaceWithVoid();
  }
}

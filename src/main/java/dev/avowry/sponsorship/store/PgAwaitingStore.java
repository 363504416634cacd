package dev.avowry.sponsorship.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.store.Statement;
import dev.avowry.sponsorship.AwaitingStore;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Agents that wait, by a native statement. */
@ApplicationScoped
class PgAwaitingStore implements AwaitingStore {
  @Override
  @WithSession
  public Uni<List<NodeId>> agents(NodeId sponsor, int most) {
    return Statement.select(
            Long.class,
            """
            select n.id from node n
            where n.parent = ?1 and n.kind = 'agent' and 'unaccepted' = any (n.halts)
            order by n.id limit ?2
            """,
            sponsor.value(),
            most)
        .map(ids -> ids.stream().map(NodeId::new).toList());
  }
}

package dev.avowry.agent.store;

import dev.avowry.agent.Halt;
import dev.avowry.agent.Node;
import dev.avowry.agent.ResettlementStore;
import dev.avowry.kernel.NodeId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Resettlements by native statements in the transaction that is under way. Tallies above need no
 * change: what is suspended is counted by nobody above it, here as there.
 */
@ApplicationScoped
class PgResettlement implements ResettlementStore {
  @Override
  public Uni<Boolean> isHalted(NodeId node, Halt halt) {
    return session()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        "select ?2 = any(halts) from node where id = ?1", Boolean.class)
                    .setParameter(1, node.value())
                    .setParameter(2, halt.code())
                    .getSingleResult());
  }

  @Override
  public Uni<Boolean> takeRoom(NodeId sponsor, int most) {
    return NodeRow.update(
            "children = children + 1 where id = ?1 and children < ?2", sponsor.value(), most)
        .map(rows -> rows == 1);
  }

  /** What was rewritten has left the range, so that the next batch finds the rest. */
  @Override
  public Uni<Long> rewrite(Node top, NodeId to, int most) {
    byte[] lineage = LineageBytes.write(top.lineage());
    return session()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        """
                        with batch as (
                          select id from node where lineage > ?1 and lineage < ?2 limit ?3 for update
                        ), nodes as (
                          update node n set lineage = ?4 || substr(n.lineage, 9)
                          from batch where n.id = batch.id returning n.id
                        ), agents as (
                          update agent a set sponsor = ?5 from batch where a.id = batch.id
                        )
                        select count(*) from nodes
                        """,
                        Long.class)
                    .setParameter(1, lineage)
                    .setParameter(2, LineageBytes.end(lineage))
                    .setParameter(3, most)
                    .setParameter(4, LineageBytes.write(List.of(to)))
                    .setParameter(5, to.value())
                    .getSingleResult());
  }

  @Override
  public Uni<Void> attach(Node top, NodeId to) {
    byte[] lineage = LineageBytes.write(List.of(to, top.id()));
    return NodeRow.update(
            "parent = ?2, lineage = ?3 where id = ?1", top.id().value(), to.value(), lineage)
        .chain(() -> AgentRow.update("sponsor = ?2 where id = ?1", top.id().value(), to.value()))
        .replaceWithVoid();
  }

  private static Uni<Mutiny.Session> session() {
    return Panache.getSession();
  }
}

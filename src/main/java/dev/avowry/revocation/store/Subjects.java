package dev.avowry.revocation.store;

import dev.avowry.agent.Lineage;
import dev.avowry.agent.NodeState;
import dev.avowry.agent.RegistryStore;
import dev.avowry.kernel.NodeId;
import dev.avowry.revocation.Mark;
import dev.avowry.revocation.Subject;
import dev.avowry.revocation.Target;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Reads a target as it stands, with the tree above it. */
@ApplicationScoped
class Subjects {
  private final RegistryStore registry;

  Subjects(RegistryStore registry) {
    this.registry = registry;
  }

  Uni<Optional<Subject>> find(Target target) {
    return switch (target) {
      case Target.OfNode node -> ofNode(node);
      case Target.OfCredential credential -> ofCredential(credential);
      case Target.OfToken token -> ofToken(token);
    };
  }

  private Uni<Optional<Subject>> ofNode(Target.OfNode target) {
    return row(
            """
            select id, state, state_seq, state_at, live_agents, live_delegations
            from node where id = ?1
            """,
            target.node().value())
        .chain(row -> with(target, row, true))
        .map(
            found ->
                found.filter(
                    subject ->
                        target.kind().map(subject.lineage().node().kind()::equals).orElse(true)));
  }

  private Uni<Optional<Subject>> ofCredential(Target.OfCredential target) {
    return row(
            """
            select agent as id, state, state_seq, state_at,
                   cast(0 as bigint) as live_agents, cast(0 as bigint) as live_delegations
            from credential where id = ?1
            """,
            target.credential().value())
        .chain(row -> with(target, row, false));
  }

  /** A token is known as long as it has not expired. */
  private Uni<Optional<Subject>> ofToken(Target.OfToken target) {
    return row(
            """
            select t.node as id, case when e.seq is null then 'live' else 'revoked' end as state,
                   e.seq as state_seq, e.at as state_at,
                   cast(0 as bigint) as live_agents, cast(0 as bigint) as live_delegations
            from issued_token t
            left join revocation_entry e on e.id = ?2
            where t.jti = ?1 and t.expires_at > now()
            """,
            target.token().bits(),
            target.id())
        .chain(row -> with(target, row, false));
  }

  private Uni<Optional<Subject>> with(Target target, Optional<Tuple> row, boolean isNode) {
    if (row.isEmpty()) {
      return Uni.createFrom().item(Optional.empty());
    }
    return registry
        .lineage(new NodeId(row.get().get("id", Long.class)))
        .map(lineage -> lineage.map(above -> subject(target, row.get(), above, isNode)));
  }

  private static Subject subject(Target target, Tuple row, Lineage lineage, boolean isNode) {
    return new Subject(
        target.id(),
        NodeState.valueOf(row.get("state", String.class).toUpperCase(Locale.ROOT)),
        lineage,
        isNode,
        row.get("live_agents", Long.class),
        row.get("live_delegations", Long.class),
        mark(row.get("state_seq", Long.class), row.get("state_at", OffsetDateTime.class)));
  }

  private static Optional<Mark> mark(@Nullable Long seq, @Nullable OffsetDateTime at) {
    return seq == null || at == null
        ? Optional.empty()
        : Optional.of(new Mark(seq, at.toInstant()));
  }

  private static Uni<Optional<Tuple>> row(String sql, Object... ids) {
    return Panache.getSession().chain(session -> row(session, sql, ids)).map(Optional::ofNullable);
  }

  private static Uni<Tuple> row(Mutiny.Session session, String sql, Object... ids) {
    Mutiny.SelectionQuery<Tuple> query = session.createNativeQuery(sql, Tuple.class);
    for (int i = 0; i < ids.length; i++) {
      query.setParameter(i + 1, ids[i]);
    }
    return query.getSingleResultOrNull();
  }
}

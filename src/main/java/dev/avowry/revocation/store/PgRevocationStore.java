package dev.avowry.revocation.store;

import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.PathBits;
import dev.avowry.kernel.TokenId;
import dev.avowry.ledger.Entry;
import dev.avowry.revocation.Mark;
import dev.avowry.revocation.RevocationStore;
import dev.avowry.revocation.Subject;
import dev.avowry.revocation.Target;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The door's writes, by native statements in the transaction that is under way. */
@ApplicationScoped
class PgRevocationStore implements RevocationStore {
  /** No token has this id: theirs are random. */
  private static final UUID NO_TOKEN = new UUID(0, 0);

  private final Subjects subjects;

  PgRevocationStore(Subjects subjects) {
    this.subjects = subjects;
  }

  @Override
  public Uni<Optional<Subject>> find(Target target) {
    return subjects.find(target);
  }

  @Override
  public Uni<Void> add(Entry entry) {
    return execute(
            "insert into revocation_entry (seq, id, at, until) values (?1, ?2, ?3, ?4)",
            entry.seq(),
            entry.id(),
            entry.at(),
            entry.until())
        .chain(() -> execute("update revocation_head set seq = ?1", entry.seq()));
  }

  @Override
  public Uni<Void> set(Target target, NodeState state, Optional<Mark> mark) {
    return switch (target) {
      case Target.OfNode node -> set("node", node.node().value(), state, mark);
      case Target.OfCredential credential ->
          set("credential", credential.credential().value(), state, mark);
      // A token has no state of its own: the entry is all there is to it.
      case Target.OfToken token -> Uni.createFrom().voidItem();
    };
  }

  private static Uni<Void> set(String table, long id, NodeState state, Optional<Mark> mark) {
    return execute(
            "update %s set state = ?1, state_seq = ?2, state_at = ?3 where id = ?4"
                .formatted(table),
            state.name().toLowerCase(Locale.ROOT),
            mark.map(Mark::seq).orElse(null),
            mark.map(Mark::at).orElse(null),
            id)
        .chain(PgRevocationStore::forgetWhatWasRead);
  }

  /** The next order of the same transaction must not see the tree as it was before this one. */
  private static Uni<Void> forgetWhatWasRead() {
    return Panache.getSession().invoke(Mutiny.Session::clear).replaceWithVoid();
  }

  @Override
  public Uni<Void> tally(List<NodeId> nodes, long agents, long delegations) {
    Uni<Void> all = Uni.createFrom().voidItem();
    for (NodeId node : nodes) {
      all =
          all.chain(
              () ->
                  execute(
                      """
                      update node set live_agents = live_agents + ?1,
                                      live_delegations = live_delegations + ?2
                      where id = ?3
                      """,
                      agents,
                      delegations,
                      node.value()));
    }
    return all;
  }

  @Override
  public Uni<Long> liveTokens(String id, int limit) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        """
                        select count(*) from (
                          select 1 from issued_token
                          where (path @> array[cast(?1 as bigint)] or jti = ?2) and expires_at > now()
                          limit ?3) counted
                        """,
                        Long.class)
                    .setParameter(1, PathBits.of(id))
                    .setParameter(2, TokenId.parse(id).map(TokenId::bits).orElse(NO_TOKEN))
                    .setParameter(3, limit)
                    .getSingleResult());
  }

  private static Uni<Void> execute(String sql, @Nullable Object... values) {
    return Panache.getSession().chain(session -> execute(session, sql, values));
  }

  private static Uni<Void> execute(Mutiny.Session session, String sql, @Nullable Object... values) {
    Mutiny.Query<?> query = session.createNativeQuery(sql);
    for (int i = 0; i < values.length; i++) {
      query.setParameter(i + 1, values[i]);
    }
    return query.executeUpdate().replaceWithVoid();
  }
}

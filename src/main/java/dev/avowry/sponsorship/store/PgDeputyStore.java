package dev.avowry.sponsorship.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.store.Statement;
import dev.avowry.sponsorship.CoSponsor;
import dev.avowry.sponsorship.DeputyStore;
import dev.avowry.sponsorship.Succession;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Deputies by native statements: two columns of a sponsor, and a table without an id. */
@ApplicationScoped
class PgDeputyStore implements DeputyStore {
  @Override
  @WithSession
  public Uni<List<CoSponsor>> coSponsors(NodeId agent) {
    return Statement.select(
            Object[].class,
            """
            select sponsor, added_by, added_at from co_sponsor where agent = ?1
            order by added_at, sponsor
            """,
            agent.value())
        .map(rows -> rows.stream().map(PgDeputyStore::coSponsor).toList());
  }

  private static CoSponsor coSponsor(@Nullable Object[] row) {
    OffsetDateTime at = (OffsetDateTime) Objects.requireNonNull(row[2]);
    return new CoSponsor(new NodeId((Long) row[0]), (String) row[1], at.toInstant());
  }

  /** The agent's row is locked, so that two who come at once are counted one after the other. */
  @Override
  public Uni<Boolean> add(NodeId agent, CoSponsor added, int most) {
    return Statement.select(
            Long.class, "select id from agent where id = ?1 for update", agent.value())
        .chain(
            () ->
                Statement.execute(
                    """
                    insert into co_sponsor (agent, sponsor, added_by, added_at)
                    select ?1, ?2, ?3, ?4
                    where (select count(*) from co_sponsor c
                           where c.agent = ?1 and c.sponsor <> ?2) < ?5
                    on conflict (agent, sponsor) do update set added_by = co_sponsor.added_by
                    """,
                    agent.value(),
                    added.sponsor().value(),
                    added.addedBy(),
                    added.addedAt().atOffset(ZoneOffset.UTC),
                    most))
        .map(rows -> rows == 1);
  }

  @Override
  public Uni<Boolean> remove(NodeId agent, NodeId sponsor) {
    return Statement.execute(
            "delete from co_sponsor where agent = ?1 and sponsor = ?2",
            agent.value(),
            sponsor.value())
        .map(rows -> rows == 1);
  }

  @Override
  @WithSession
  public Uni<Optional<Succession>> succession(NodeId sponsor) {
    return Statement.select(
            Object[].class, "select successor, manager from sponsor where id = ?1", sponsor.value())
        .map(rows -> rows.stream().findFirst().map(PgDeputyStore::succession));
  }

  private static Succession succession(@Nullable Object[] row) {
    return new Succession(id(row[0]), id(row[1]));
  }

  private static Optional<NodeId> id(@Nullable Object column) {
    return Optional.ofNullable(column).map(it -> new NodeId((Long) it));
  }

  @Override
  public Uni<Void> name(NodeId sponsor, Succession succession) {
    return Statement.execute(
            """
            update sponsor set successor = cast(cast(?2 as text) as bigint),
                               manager = cast(cast(?3 as text) as bigint)
            where id = ?1
            """,
            sponsor.value(),
            text(succession.successor()),
            text(succession.manager()))
        .replaceWithVoid();
  }

  private static @Nullable String text(Optional<NodeId> id) {
    return id.map(it -> Long.toString(it.value())).orElse(null);
  }
}

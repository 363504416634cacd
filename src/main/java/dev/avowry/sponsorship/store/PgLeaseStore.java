package dev.avowry.sponsorship.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.store.Statement;
import dev.avowry.sponsorship.Lease;
import dev.avowry.sponsorship.LeaseStore;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Leases by native statements. */
@ApplicationScoped
class PgLeaseStore implements LeaseStore {
  private static final String COLUMNS =
      "l.agent, a.sponsor, l.due_at, l.renewed_by, l.renewed_at, l.notices, l.lapsed";

  private static final String FROM =
      """
      from lease l join agent a on a.id = l.agent join node n on n.id = l.agent
      where n.state <> 'revoked'
      """;

  /** What was there before leases were does not lapse on the day on which they come. */
  @Override
  public Uni<Integer> assign(Duration lease, int most) {
    return Statement.execute(
        """
        with fresh as (
          select a.id, a.created_at, n.parent = a.sponsor and n.state <> 'revoked' as leased
          from agent a join node n on n.id = a.id
          where not a.leased limit ?2 for update of a skip locked
        ), noted as (
          update agent a set leased = true from fresh f where a.id = f.id
        )
        insert into lease (agent, due_at)
        select id, greatest(created_at, now() - interval '1 hour') + make_interval(secs => ?1)
        from fresh where leased
        on conflict (agent) do nothing
        """,
        (double) lease.toSeconds(),
        most);
  }

  @Override
  public Uni<Integer> letGo(int most) {
    return Statement.execute(
        """
        with gone as (
          delete from lease where agent in (
            select agent from lease where lapsed limit ?1 for update skip locked)
          returning agent
        )
        update agent a set leased = false from gone g where a.id = g.agent
        """,
        most);
  }

  @Override
  @WithSession
  public Uni<Optional<Lease>> of(NodeId agent) {
    return leases(
            "select %s from lease l join agent a on a.id = l.agent where l.agent = ?1"
                .formatted(COLUMNS),
            agent.value())
        .map(all -> all.stream().findFirst());
  }

  @Override
  public Uni<Void> renew(NodeId agent, Instant dueAt, String by, Instant at) {
    return Statement.execute(
            """
            insert into lease (agent, due_at, renewed_by, renewed_at) values (?1, ?2, ?3, ?4)
            on conflict (agent) do update
            set due_at = excluded.due_at, renewed_by = excluded.renewed_by,
                renewed_at = excluded.renewed_at, notices = 0, lapsed = false
            """,
            agent.value(),
            utc(dueAt),
            by,
            utc(at))
        .replaceWithVoid();
  }

  @Override
  @WithSession
  public Uni<Page<Lease>> page(
      Optional<NodeId> answering, Optional<Instant> dueBy, PageRequest page) {
    LeaseSql count = new LeaseSql(answering, dueBy);
    return Statement.select(
            Long.class, "select count(*) " + FROM + count.conditions(), count.values())
        .chain(
            total ->
                rows(new LeaseSql(answering, dueBy), page)
                    .map(rows -> page.page(rows, total.getFirst(), Lease::agent)));
  }

  private static Uni<List<Lease>> rows(LeaseSql sql, PageRequest page) {
    page.after().ifPresent(sql::after);
    return leases(
        "select %s %s%s order by l.due_at, l.agent limit %d"
            .formatted(COLUMNS, FROM, sql.conditions(), page.limit() + 1),
        sql.values());
  }

  @Override
  public Uni<List<Lease>> takeNotices(Instant now, int most) {
    return leases(
        """
        with due as (
          select agent, case when due_at <= ?3 then 3 when due_at <= ?2 then 2 else 1 end as number
          from lease where not lapsed and due_at <= ?1
        ), taken as (
          select l.agent, d.number from lease l join due d on d.agent = l.agent
          where l.notices < d.number limit ?4 for update of l skip locked
        ), l as (
          update lease m set notices = t.number from taken t where m.agent = t.agent returning m.*
        )
        select %s from l join agent a on a.id = l.agent
        """
            .formatted(COLUMNS),
        utc(now.plus(Lease.NOTICES.get(0))),
        utc(now.plus(Lease.NOTICES.get(1))),
        utc(now.plus(Lease.NOTICES.get(2))),
        most);
  }

  @Override
  public Uni<List<Lease>> takeLapsed(Instant now, int most) {
    return leases(
        """
        with taken as (
          select agent from lease where not lapsed and due_at <= ?1
          order by due_at, agent limit ?2 for update skip locked
        ), l as (
          update lease m set lapsed = true from taken t where m.agent = t.agent returning m.*
        )
        select %s from l join agent a on a.id = l.agent
        """
            .formatted(COLUMNS),
        utc(now),
        most);
  }

  @Override
  @WithSession
  public Uni<List<NodeId>> lapsedAndNotHalted(int most) {
    return nodes(
        """
        select l.agent from lease l join node n on n.id = l.agent
        where l.lapsed and n.state <> 'revoked' and not 'lapsed' = any (n.halts) limit ?1
        """,
        most);
  }

  @Override
  @WithSession
  public Uni<List<NodeId>> haltedForNothing(int most) {
    return nodes(
        """
        select n.id from node n
        where 'lapsed' = any (n.halts) and not exists (
          select 1 from lease l where l.agent = n.id and l.lapsed)
        limit ?1
        """,
        most);
  }

  private static Uni<List<NodeId>> nodes(String sql, int most) {
    return Statement.select(Long.class, sql, most)
        .map(ids -> ids.stream().map(NodeId::new).toList());
  }

  private static Uni<List<Lease>> leases(String sql, @Nullable Object... values) {
    return Statement.select(Object[].class, sql, values)
        .map(rows -> rows.stream().map(PgLeaseStore::lease).toList());
  }

  private static Lease lease(@Nullable Object[] row) {
    return new Lease(
        new NodeId((Long) row[0]),
        new NodeId((Long) row[1]),
        time(row[2]).orElseThrow(),
        Optional.ofNullable((String) row[3]),
        time(row[4]),
        ((Number) Objects.requireNonNull(row[5])).intValue(),
        Boolean.TRUE.equals(row[6]));
  }

  private static Optional<Instant> time(@Nullable Object column) {
    return Optional.ofNullable(column).map(it -> ((OffsetDateTime) it).toInstant());
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}

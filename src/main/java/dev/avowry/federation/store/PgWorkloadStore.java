package dev.avowry.federation.store;

import dev.avowry.federation.QuarantinedWorkload;
import dev.avowry.federation.WorkloadFilter;
import dev.avowry.federation.WorkloadStore;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.TrustId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Workloads in quarantine: written in the transaction that has the ledger's row. */
@ApplicationScoped
class PgWorkloadStore implements WorkloadStore {
  private static final String COLUMNS =
      """
      w.id, w.trusted_issuer, w.rule, w.subject, w.identity, w.state, w.adopted_as, w.decided_at,
      w.decided_by, w.created_at
      """;

  private final Pool pool;
  private final Pool lists;

  /**
   * Reads what a mint asks for, and lists.
   *
   * @param lists apart, since each of them is planned for what is asked
   */
  PgWorkloadStore(@ReactiveDataSource("minting") Pool pool, Pool lists) {
    this.pool = pool;
    this.lists = lists;
  }

  @Override
  public Uni<Optional<QuarantinedWorkload>> workload(NodeId id) {
    return pool.preparedQuery(
            "select %s from quarantined_workload w where w.id = $1".formatted(COLUMNS))
        .execute(Tuple.of(id.value()))
        .map(rows -> all(rows).stream().findFirst());
  }

  @Override
  public Uni<Page<QuarantinedWorkload>> workloads(WorkloadFilter filter, PageRequest page) {
    WorkloadSql count = new WorkloadSql(filter);
    return lists
        .preparedQuery("select count(*) as total from quarantined_workload w" + count.conditions())
        .execute(count.values())
        .map(rows -> rows.iterator().next().getLong("total"))
        .chain(
            total ->
                items(filter, page).map(items -> page.page(items, total, QuarantinedWorkload::id)));
  }

  private Uni<List<QuarantinedWorkload>> items(WorkloadFilter filter, PageRequest page) {
    WorkloadSql sql = new WorkloadSql(filter);
    page.after().ifPresent(sql::after);
    return lists
        .preparedQuery(
            "select %s from quarantined_workload w%s order by w.created_at, w.id limit %d"
                .formatted(COLUMNS, sql.conditions(), page.limit() + 1))
        .execute(sql.values())
        .map(PgWorkloadStore::all);
  }

  @Override
  public Uni<Optional<QuarantinedWorkload>> known(
      TrustId issuer, TrustId quarantine, String identity) {
    return pool.preparedQuery(
            """
            select %s from quarantined_workload w
            where w.trusted_issuer = $1 and w.identity = $2
              and (w.rule = $3 or w.state <> 'quarantined')
            order by w.state = 'quarantined' limit 1
            """
                .formatted(COLUMNS))
        .execute(Tuple.of(issuer.value(), identity, quarantine.value()))
        .map(rows -> all(rows).stream().findFirst());
  }

  @Override
  public Uni<Void> add(QuarantinedWorkload taken) {
    return execute(
            """
            insert into quarantined_workload (id, trusted_issuer, rule, subject, identity, state,
                                              created_at)
            values (?1, ?2, ?3, ?4, ?5, 'quarantined', ?6)
            """,
            taken.id().value(),
            taken.issuer().value(),
            taken.rule().value(),
            taken.subject(),
            taken.identity(),
            taken.createdAt().atOffset(ZoneOffset.UTC))
        .replaceWithVoid();
  }

  /** The lock is had first: what is read after it is what the one before has left. */
  @Override
  public Uni<Optional<QuarantinedWorkload>> workloadAlone(NodeId id) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        "select 1 from pg_advisory_xact_lock(hashtextextended(?1, 0))",
                        Integer.class)
                    .setParameter(1, "decision " + id)
                    .getSingleResult())
        .chain(() -> workload(id));
  }

  @Override
  public Uni<Void> decide(QuarantinedWorkload decided) {
    return execute(
            """
            update quarantined_workload
            set state = ?2, adopted_as = cast(cast(?3 as text) as bigint), decided_at = ?4,
                decided_by = ?5
            where id = ?1
            """,
            decided.id().value(),
            decided.state().code(),
            decided.adoptedAs().map(agent -> Long.toString(agent.value())).orElse(null),
            decided.decidedAt().orElseThrow().atOffset(ZoneOffset.UTC),
            decided.decidedBy().orElseThrow())
        .chain(
            () ->
                execute(
                    "update federation_rule set made = made - 1 where id = ?1",
                    decided.rule().value()))
        .replaceWithVoid();
  }

  private static Uni<Integer> execute(String sql, @Nullable Object... values) {
    return Panache.getSession()
        .chain(
            session -> {
              Mutiny.Query<?> query = session.createNativeQuery(sql);
              for (int i = 0; i < values.length; i++) {
                query.setParameter(i + 1, values[i]);
              }
              return query.executeUpdate();
            });
  }

  private static List<QuarantinedWorkload> all(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(PgWorkloadStore::workload).toList();
  }

  private static QuarantinedWorkload workload(Row row) {
    return new QuarantinedWorkload(
        new NodeId(row.getLong("id")),
        new TrustId(row.getLong("trusted_issuer")),
        new TrustId(row.getLong("rule")),
        row.getString("subject"),
        row.getString("identity"),
        QuarantinedWorkload.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.getLong("adopted_as")).map(NodeId::new),
        time(row.getOffsetDateTime("decided_at")),
        Optional.ofNullable(row.getString("decided_by")),
        row.getOffsetDateTime("created_at").toInstant());
  }

  private static Optional<Instant> time(@Nullable OffsetDateTime at) {
    return Optional.ofNullable(at).map(OffsetDateTime::toInstant);
  }
}

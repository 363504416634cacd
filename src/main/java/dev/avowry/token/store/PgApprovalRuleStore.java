package dev.avowry.token.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.store.Statement;
import dev.avowry.ledger.Fence;
import dev.avowry.token.Approval;
import dev.avowry.token.ApprovalRule;
import dev.avowry.token.ApprovalRuleStore;
import dev.avowry.token.ApprovalRules;
import dev.avowry.token.Approved;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Rules of approval: read on minting's own pool, since it is the mint that asks. */
@ApplicationScoped
class PgApprovalRuleStore implements ApprovalRuleStore {
  private final Pool pool;

  PgApprovalRuleStore(@ReactiveDataSource("minting") Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<ApprovalRules.Reading> read() {
    return pool.query(
            """
            select h.seq, r.scope, r.approval, r.sensitive, r.patience, r.approvers, r.changed_at
            from revocation_head h left join approval_rule r on true
            """)
        .execute()
        .map(PgApprovalRuleStore::reading);
  }

  private static ApprovalRules.Reading reading(RowSet<Row> rows) {
    Map<String, ApprovalRule> rules = new HashMap<>();
    for (Row row : rows) {
      if (row.getString("scope") != null) {
        rules.put(row.getString("scope"), rule(row));
      }
    }
    return new ApprovalRules.Reading(rules, new Fence(rows.iterator().next().getLong("seq")));
  }

  private static ApprovalRule rule(Row row) {
    return new ApprovalRule(
        row.getString("scope"),
        Approval.named(row.getString("approval")).orElseThrow(),
        row.getBoolean("sensitive"),
        Duration.ofSeconds(row.getInteger("patience")),
        humans(row.getArrayOfLongs("approvers")),
        row.getOffsetDateTime("changed_at").toInstant());
  }

  private static Set<NodeId> humans(Long[] ids) {
    return Arrays.stream(ids).map(NodeId::new).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Uni<Optional<ApprovalRule>> lock(String scope) {
    return Statement.select(
            Object[].class,
            """
            select scope, approval, sensitive, patience, array_to_string(approvers, ' '), changed_at
            from approval_rule where scope = ?1 for update
            """,
            scope)
        .map(rows -> rows.stream().findFirst().map(PgApprovalRuleStore::rule));
  }

  private static ApprovalRule rule(@Nullable Object[] row) {
    return new ApprovalRule(
        (String) required(row[0]),
        Approval.named((String) required(row[1])).orElseThrow(),
        (Boolean) required(row[2]),
        Duration.ofSeconds((Integer) required(row[3])),
        humans((String) required(row[4])),
        instant(required(row[5])));
  }

  private static Set<NodeId> humans(String spaced) {
    return Arrays.stream(spaced.split(" ", -1))
        .filter(id -> !id.isEmpty())
        .map(id -> new NodeId(Long.parseLong(id)))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Object required(@Nullable Object column) {
    return Objects.requireNonNull(column);
  }

  private static Instant instant(Object column) {
    return column instanceof OffsetDateTime at ? at.toInstant() : (Instant) column;
  }

  @Override
  public Uni<Void> put(ApprovalRule rule, Author by, boolean enforced) {
    return Statement.execute(
            """
            insert into approval_rule (scope, approval, sensitive, patience, approvers, changed_at,
                                       changed_by, person, enforced)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            on conflict (scope) do update
            set approval = excluded.approval, sensitive = excluded.sensitive,
                patience = excluded.patience, approvers = excluded.approvers,
                changed_at = excluded.changed_at, changed_by = excluded.changed_by,
                person = excluded.person, enforced = approval_rule.enforced and excluded.enforced
            """,
            rule.scope(),
            rule.approval().code(),
            rule.sensitive(),
            (int) rule.patience().toSeconds(),
            rule.approvers().stream().map(NodeId::value).toArray(Long[]::new),
            utc(rule.changedAt()),
            by.actor(),
            by.person().value(),
            enforced)
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> remove(String scope) {
    return Statement.execute("delete from approval_rule where scope = ?1", scope).replaceWithVoid();
  }

  @Override
  public Uni<Void> enforced(String scope, Instant changedAt) {
    return Statement.execute(
            "update approval_rule set enforced = true where scope = ?1 and changed_at = ?2",
            scope,
            utc(changedAt))
        .replaceWithVoid();
  }

  @Override
  public Uni<List<Unenforced>> unenforced(Instant before) {
    return pool.preparedQuery(
            """
            select scope, changed_by, person, changed_at from approval_rule
            where not enforced and changed_at < $1 order by changed_at limit 50
            """)
        .execute(Tuple.of(utc(before)))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(PgApprovalRuleStore::unenforced)
                    .toList());
  }

  private static Unenforced unenforced(Row row) {
    return new Unenforced(
        row.getString("scope"),
        new Author(row.getString("changed_by"), new NodeId(row.getLong("person"))),
        row.getOffsetDateTime("changed_at").toInstant());
  }

  @Override
  public Uni<Void> approved(NodeId grant, Approved as) {
    return Statement.execute(
            "insert into grant_approval (grant_node, approval, strong) values (?1, ?2, ?3)",
            grant.value(),
            as.approval().code(),
            as.strong())
        .replaceWithVoid();
  }

  @Override
  public Uni<Approved> approved(NodeId grant) {
    return pool.preparedQuery("select approval, strong from grant_approval where grant_node = $1")
        .execute(Tuple.of(grant.value()))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .findFirst()
                    .map(PgApprovalRuleStore::approved)
                    .orElse(Approved.BY_NOBODY_ELSE));
  }

  private static Approved approved(Row row) {
    return new Approved(
        Approval.named(row.getString("approval")).orElseThrow(), row.getBoolean("strong"));
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}

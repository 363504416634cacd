package dev.avowry.people.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.store.Statement;
import dev.avowry.people.Assignment;
import dev.avowry.people.Role;
import dev.avowry.people.RoleStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Roles of humans. */
@ApplicationScoped
class PgRoleStore implements RoleStore {
  private final Pool pool;
  private final HeededProviders heeded;

  PgRoleStore(Pool pool, HeededProviders heeded) {
    this.pool = pool;
    this.heeded = heeded;
  }

  @Override
  public Uni<Boolean> grant(NodeId human, Role role, String by, Instant now) {
    return Statement.execute(
            """
            insert into human_role (human, role, granted_by, granted_at) values (?1, ?2, ?3, ?4)
            on conflict do nothing
            """,
            human.value(),
            role.code(),
            by,
            now.atOffset(ZoneOffset.UTC))
        .map(rows -> rows == 1);
  }

  @Override
  public Uni<Boolean> remove(NodeId human, Role role) {
    return Statement.execute(
            """
            delete from human_role
            where human = ?1 and role = ?2
              and (source = 'hand' or source <> all (string_to_array(?3, ' ')))
            """,
            human.value(),
            role.code(),
            heeded.names())
        .map(rows -> rows > 0);
  }

  @Override
  public Uni<Boolean> has(NodeId human, Role role) {
    return Statement.select(
            Long.class,
            "select human from human_role where human = ?1 and role = ?2",
            human.value(),
            role.code())
        .map(rows -> !rows.isEmpty());
  }

  /** The rows are locked one after the other in one order, so that nobody waits in a circle. */
  @Override
  public Uni<Void> hold(Role role) {
    return Statement.select(
            Long.class,
            "select human from human_role where role = ?1 order by human, source for update",
            role.code())
        .replaceWithVoid();
  }

  @Override
  public Uni<Long> live(Role role, Instant now) {
    return Statement.select(
            Long.class,
            """
            select count(distinct r.human)
            from human_role r join node n on n.id = r.human
            where r.role = ?1 and n.state = 'live' and (n.expires_at is null or n.expires_at > ?2)
              and (r.source = 'hand' or r.source = any (string_to_array(?3, ' ')))
            """,
            role.code(),
            now.atOffset(ZoneOffset.UTC),
            heeded.names())
        .map(List::getFirst);
  }

  @Override
  public Uni<Page<Assignment>> all(PageRequest page) {
    return pool.query("select count(distinct human) as total from human_role")
        .execute()
        .map(rows -> rows.iterator().next().getLong("total"))
        .chain(total -> items(page).map(items -> page.page(items, total, Assignment::human)));
  }

  private Uni<List<Assignment>> items(PageRequest page) {
    return pool.preparedQuery(
            """
            select r.human, p.name, array_agg(distinct r.role) as roles, min(r.granted_at) as since
            from human_role r
            join sponsor p on p.id = r.human
            where $1::bigint is null or r.human > $1
            group by r.human, p.name
            order by r.human limit $2
            """)
        .execute(
            Tuple.tuple()
                .addValue(page.after().map(NodeId::value).orElse(null))
                .addValue(page.limit() + 1))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(PgRoleStore::of).toList());
  }

  private static Assignment of(Row row) {
    return new Assignment(
        new NodeId(row.getLong("human")),
        row.getString("name"),
        Arrays.stream(row.getArrayOfStrings("roles"))
            .map(role -> Role.named(role).orElseThrow())
            .collect(Collectors.toSet()),
        row.getOffsetDateTime("since").toInstant());
  }
}

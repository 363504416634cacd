package dev.avowry.agent.store;

import dev.avowry.agent.Death;
import dev.avowry.agent.Deaths;
import dev.avowry.kernel.CredentialId;
import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.Event;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;

/** Deaths, by the bare client: one statement for however many. */
@ApplicationScoped
class PgDeaths implements Deaths {
  private static final String EXPIRED = "expired";

  /** The first dead node from the top, of the node {@code w.node}. */
  private static final String FIRST =
      """
      with recursive up as (
        select id, parent, kind, state, state_at, state_by, state_reason, expires_at, 1 as height
        from node where id = w.node
        union all
        select p.id, p.parent, p.kind, p.state, p.state_at, p.state_by, p.state_reason,
               p.expires_at, up.height + 1
        from node p join up on p.id = up.parent
      )
      select id, kind, state, state_at, state_by, state_reason, expires_at, height
      from up where state <> 'live' or expires_at <= $2
      """;

  private static final String OF_NODES =
      """
      select w.node as wanted, d.* from unnest($1::bigint[]) w (node)
      cross join lateral (%s order by height desc limit 1) d
      """
          .formatted(FIRST);

  private static final String OF_CREDENTIALS =
      """
      select w.id as wanted, d.* from (
        select c.id, c.agent as node from credential c where c.agent = any($1)) w
      cross join lateral (
        with recursive chain as (
          select id, rides_on, state, state_at, state_by, state_reason, expires_at, 0 as height
          from credential where id = w.id
          union all
          select p.id, p.rides_on, p.state, p.state_at, p.state_by, p.state_reason, p.expires_at,
                 chain.height - 1
          from credential p join chain on p.id = chain.rides_on
        )
        select * from (
          select * from (%s) above
          union all
          select id, 'credential', state, state_at, state_by, state_reason, expires_at, height
          from chain where state <> 'live' or expires_at <= $2) dead
        order by height desc limit 1) d
      """
          .formatted(FIRST);

  private final Pool pool;
  private final Clock clock;

  PgDeaths(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  @Override
  public Uni<Map<NodeId, Death>> of(Collection<NodeId> nodes) {
    Long[] wanted = nodes.stream().map(NodeId::value).toArray(Long[]::new);
    return read(OF_NODES, wanted).map(rows -> deaths(rows, NodeId::new));
  }

  @Override
  public Uni<Map<CredentialId, Death>> ofCredentials(NodeId agent) {
    return read(OF_CREDENTIALS, new Long[] {agent.value()})
        .map(rows -> deaths(rows, CredentialId::new));
  }

  private Uni<RowSet<Row>> read(String sql, Long[] wanted) {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    return pool.preparedQuery(sql).execute(Tuple.of(wanted, now));
  }

  private static <I> Map<I, Death> deaths(RowSet<Row> rows, LongFunction<I> id) {
    Map<I, Death> deaths = new HashMap<>();
    rows.forEach(row -> deaths.put(id.apply(row.getLong("wanted")), death(row)));
    return deaths;
  }

  private static Death death(Row row) {
    String id = new NodeId(row.getLong("id")).toString();
    String kind = row.getString("kind");
    return row.getString("state").equals("live")
        ? new Death(id, kind, EXPIRED, time(row, "expires_at"), Event.ITSELF, EXPIRED)
        : new Death(
            id,
            kind,
            row.getString("state"),
            time(row, "state_at"),
            said(row, "state_by"),
            said(row, "state_reason"));
  }

  private static Instant time(Row row, String column) {
    return Objects.requireNonNull(row.getOffsetDateTime(column)).toInstant();
  }

  private static String said(Row row, String column) {
    return Optional.ofNullable(row.getString(column)).orElse("");
  }
}

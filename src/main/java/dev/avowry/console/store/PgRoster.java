package dev.avowry.console.store;

import dev.avowry.agent.AgentKind;
import dev.avowry.agent.NodeState;
import dev.avowry.console.Counted;
import dev.avowry.console.Roster;
import dev.avowry.console.RosterLine;
import dev.avowry.console.RosterQuery;
import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The roster, by the bare client. */
@ApplicationScoped
class PgRoster implements Roster {
  private final Pool pool;

  PgRoster(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<List<RosterLine>> lines(RosterQuery query, int limit) {
    RosterSql sql = RosterSql.lines(query, limit);
    return pool.preparedQuery(sql.text())
        .execute(sql.values())
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(PgRoster::line).toList());
  }

  @Override
  public Uni<Counted> count(RosterQuery query, long upTo) {
    RosterSql sql = RosterSql.count(query, upTo + 1);
    return pool.preparedQuery(sql.text())
        .execute(sql.values())
        .map(rows -> Counted.upTo(upTo, rows.iterator().next().getLong("counted")));
  }

  private static RosterLine line(Row row) {
    return new RosterLine(
        new NodeId(row.getLong("id")),
        row.getString("name"),
        AgentKind.named(row.getString("kind")).orElseThrow(),
        row.getString("purpose"),
        new NodeId(row.getLong("sponsor")),
        row.getString("sponsor_name"),
        NodeState.valueOf(row.getString("state").toUpperCase(java.util.Locale.ROOT)),
        Optional.ofNullable(row.getOffsetDateTime("expires_at")).map(at -> at.toInstant()),
        Optional.ofNullable(row.getOffsetDateTime("last_used_at")).map(at -> at.toInstant()),
        row.getOffsetDateTime("created_at").toInstant());
  }
}

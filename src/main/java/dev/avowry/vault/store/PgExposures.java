package dev.avowry.vault.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.vault.Exposure;
import dev.avowry.vault.Exposures;
import dev.avowry.vault.SecretType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Reads from the ledger itself: there is no second record that could differ from it. */
@ApplicationScoped
class PgExposures implements Exposures {
  private static final String EXPOSED =
      """
      with given as (
        select e.node as secret, max((e.detail->>'version')::integer) as given, count(*) as times,
               min(e.at) as first, max(e.at) as last, array_agg(distinct e.agent) as agents
        from ledger_event e
        where e.type = 'secret_read'
          and (e.path @> array[$1] or e.target = $1 or e.node = path_bits($1))
        group by e.node
      )
      %s
      from given join vault_secret s on s.id = given.secret join node n on n.id = s.id
      where (not $2 or (n.state <> 'revoked' and given.given >= s.version))
      """;

  private static final String COUNT = EXPOSED.formatted("select count(*)");

  private static final String ROWS =
      EXPOSED.formatted(
              """
              select s.id, s.name, s.type, s.owner, s.version, n.state = 'revoked' as destroyed,
                     given.given, given.times, given.first, given.last, given.agents
              """)
          + "and ($3::bigint is null or s.id > $3) order by s.id limit $4";

  private final Pool pool;

  PgExposures(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Page<Exposure>> of(String id, boolean open, PageRequest page) {
    Long after = page.after().map(NodeId::value).orElse(null);
    return Uni.combine()
        .all()
        .unis(
            pool.preparedQuery(COUNT).execute(Tuple.of(id, open)),
            pool.preparedQuery(ROWS).execute(Tuple.of(id, open, after, page.limit() + 1)))
        .with(
            (counted, rows) ->
                page.page(
                    SecretRows.list(rows, PgExposures::exposure),
                    counted.iterator().next().getLong(0),
                    Exposure::secret));
  }

  private static Exposure exposure(Row row) {
    return new Exposure(
        new NodeId(row.getLong("id")),
        row.getString("name"),
        SecretType.named(row.getString("type")).orElseThrow(),
        new NodeId(row.getLong("owner")),
        row.getInteger("given"),
        row.getInteger("version"),
        row.getBoolean("destroyed"),
        Arrays.stream(row.getArrayOfLongs("agents")).map(NodeId::new).collect(Collectors.toSet()),
        row.getLong("times"),
        SecretRows.at(row, "first"),
        SecretRows.at(row, "last"));
  }
}

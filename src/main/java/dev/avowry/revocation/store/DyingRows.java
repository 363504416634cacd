package dev.avowry.revocation.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.TokenId;
import dev.avowry.ledger.Fence;
import dev.avowry.revocation.Affected;
import dev.avowry.revocation.Dying;
import dev.avowry.revocation.Target;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads what an entry would end by name, each sort of it up to a limit. */
final class DyingRows {
  /** From the target down as far as authority flows; not farther than the limit asks for. */
  private static final String NODES =
      """
      with recursive live as (
        select id, kind from node
        where id = $1 and state = 'live' and (expires_at is null or expires_at > now())
        union all
        select c.id, c.kind from live p join node c on c.parent = p.id
        where c.state = 'live' and (c.expires_at is null or c.expires_at > now())
      )
      select id from live where kind = any($2) limit $3
      """;

  private final Pool pool;
  private final Target target;
  private final Fence before;
  private final int limit;

  DyingRows(Pool pool, Target target, Fence before, int limit) {
    this.pool = pool;
    this.target = target;
    this.before = before;
    this.limit = limit;
  }

  /**
   * All of it.
   *
   * @param affected how many nodes die with the target: a whole tree would be gone through to find
   *     that there is none of a kind
   */
  Uni<Dying> read(Affected affected) {
    return Uni.combine()
        .all()
        .unis(
            affected.agents() > 0 ? nodes("agent") : none(),
            affected.delegations() > 0 ? nodes("delegation", "grant") : none(),
            tokens(),
            classes("scope:"),
            classes("aud:"))
        .with(Dying::new);
  }

  private static Uni<List<String>> none() {
    return Uni.createFrom().item(List.of());
  }

  private Uni<List<String>> nodes(String... kinds) {
    return target instanceof Target.OfNode node
        ? pool.preparedQuery(NODES)
            .execute(Tuple.of(node.node().value(), kinds, limit))
            .map(rows -> each(rows, row -> new NodeId(row.getLong("id")).toString()))
        : none();
  }

  private Uni<List<String>> tokens() {
    return pool.preparedQuery(
            LiveTokens.looked(target) + "select t.jti " + LiveTokens.LIVE + "limit $3")
        .execute(Tuple.of(target.id(), before.seq(), limit))
        .map(rows -> each(rows, row -> TokenId.of(row.getUUID("jti")).value()));
  }

  private Uni<List<String>> classes(String prefix) {
    return pool.preparedQuery(
            LiveTokens.looked(target)
                + """
                select substr(c, length($3) + 1) as value
                from (select t.classes %s) dying, unnest(dying.classes) c
                where starts_with(c, $3)
                group by c order by count(*) desc, c limit $4
                """
                    .formatted(LiveTokens.LIVE))
        .execute(Tuple.of(target.id(), before.seq(), prefix, limit))
        .map(rows -> each(rows, row -> row.getString("value")));
  }

  private static List<String> each(RowSet<Row> rows, Function<Row, String> name) {
    Stream<Row> all = StreamSupport.stream(rows.spliterator(), false);
    return all.map(name).toList();
  }
}

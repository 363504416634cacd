package dev.avowry.ledger.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.EventFilter;
import dev.avowry.ledger.Hash;
import dev.avowry.ledger.History;
import dev.avowry.ledger.PlacedEvent;
import dev.avowry.ledger.Span;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The ledger, read on the pool of the registry. */
@ApplicationScoped
class PgHistory implements History {
  /**
   * Of a row {@code e} with the place {@code index}: the place, the leaf in its tile, the columns.
   */
  private static final String PLACED =
      """
      p.index,
      (select substring(t.hashes from (p.index %% 256)::int * 32 + 1 for 32)
       from ledger_tile t where t.level = 0 and t.index = p.index / 256) as hash,
      %s
      """
          .formatted(EventColumns.LINE);

  private final Pool pool;

  PgHistory(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Long> size() {
    return pool.query("select size from ledger_tree")
        .execute()
        .map(rows -> rows.iterator().next().getLong("size"));
  }

  @Override
  public Uni<List<PlacedEvent>> events(EventFilter filter, Span span) {
    HistoryQuery query = HistoryQuery.of(filter, span, PLACED);
    return read(query.sql(), query.values());
  }

  @Override
  public Uni<List<PlacedEvent>> beginnings(Collection<NodeId> nodes) {
    return read(
        """
        select %s from ledger_event e
        cross join lateral (select ledger_index_of(e.xact, e.id) as index) p
        where e.node = any($1)
          and e.type in ('sponsor_registered', 'agent_registered', 'delegation_made',
                         'grant_made', 'role_made', 'assignment_made')
          and p.index is not null
        order by p.index
        """
            .formatted(PLACED),
        Tuple.of(nodes.stream().map(NodeId::value).toArray(Long[]::new)));
  }

  @Override
  public Uni<List<PlacedEvent>> withdrawals(Collection<String> targets, long after) {
    return read(
        """
        select %s from ledger_event e
        cross join lateral (select ledger_index_of(e.xact, e.id) as index) p
        where e.target = any($1)
          and e.type in ('authority_revoked', 'authority_suspended', 'authority_resumed',
                         'authority_tightened')
          and p.index > $2
        order by p.index
        """
            .formatted(PLACED),
        Tuple.of(targets.toArray(String[]::new), after));
  }

  private Uni<List<PlacedEvent>> read(String sql, Tuple values) {
    return pool.preparedQuery(sql).execute(values).map(PgHistory::placed);
  }

  private static List<PlacedEvent> placed(RowSet<Row> rows) {
    List<PlacedEvent> events = new ArrayList<>(rows.size());
    for (Row row : rows) {
      events.add(new PlacedEvent(row.getLong("index"), hash(row), EventColumns.read(row)));
    }
    return events;
  }

  private static Optional<Hash> hash(Row row) {
    return Optional.ofNullable(row.getBuffer("hash"))
        .map(Buffer::getBytes)
        .filter(bytes -> bytes.length == Hash.LENGTH)
        .map(Hash::of);
  }
}

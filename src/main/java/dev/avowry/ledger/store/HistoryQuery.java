package dev.avowry.ledger.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.EventFilter;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Span;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The one statement for a filter and a span; made only of constants, never of input. What has an
 * index of its own is looked up by it, everything else is read in the order of the tree.
 */
final class HistoryQuery {
  private static final String IN_ORDER =
      """
      select %s from ledger_leaf p join ledger_event e on e.xact = p.xact and e.id = p.id
      where p.index > $1 and p.index < $2 %s
      order by p.index %s limit $3
      """;

  /**
   * The place is known only once the row is: it is found by halving, for each row that is given.
   */
  private static final String BY_INDEX =
      """
      select %s from (
        select * from ledger_event e
        where (e.xact, e.id) > (
                coalesce((select xact from ledger_leaf where index <= $1 order by index desc limit 1), 0),
                coalesce((select id from ledger_leaf where index <= $1 order by index desc limit 1), 0))
          and (e.xact, e.id) <= (
                (select xact from ledger_leaf where index < $2 order by index desc limit 1),
                (select id from ledger_leaf where index < $2 order by index desc limit 1))
          %s
        order by e.xact %3$s, e.id %3$s limit $3) e
      cross join lateral (select ledger_index_of(e.xact, e.id) as index) p
      where p.index is not null
      order by p.index %3$s
      """;

  private final StringBuilder conditions = new StringBuilder();
  private final List<Object> values = new ArrayList<>();
  private final String form;
  private final String order;
  private final String columns;

  private HistoryQuery(EventFilter filter, Span span, String columns) {
    boolean indexed = filter.agent().isPresent() || filter.jti().isPresent();
    this.form = indexed ? BY_INDEX : IN_ORDER;
    this.order = span.newestFirst() ? "desc" : "asc";
    this.columns = columns;
    values.addAll(List.of(span.after(), span.before(), span.limit()));
  }

  static HistoryQuery of(EventFilter filter, Span span, String columns) {
    HistoryQuery query = new HistoryQuery(filter, span, columns);
    query.and("e.agent = ?", filter.agent().map(NodeId::value));
    query.and("e.sponsor = ?", filter.sponsor().map(NodeId::value));
    query.and("e.node = ?", filter.node().map(NodeId::value));
    query.and("e.path @> array[?::text]", filter.below().map(NodeId::toString));
    filter.below().map(NodeId::value).ifPresent(query::orBelow);
    query.and("e.type = any(?::text[])", types(filter));
    query.and("e.decision = ?", filter.decision().map(it -> it.name().toLowerCase(Locale.ROOT)));
    query.and("e.jti = ?", filter.jti());
    query.and("e.at >= ?", filter.since().map(at -> at.atOffset(ZoneOffset.UTC)));
    query.and("e.at < ?", filter.until().map(at -> at.atOffset(ZoneOffset.UTC)));
    return query;
  }

  String sql() {
    return form.formatted(columns, conditions, order);
  }

  Tuple values() {
    return Tuple.wrap(values);
  }

  private void and(String condition, Optional<?> value) {
    if (value.isPresent()) {
      conditions.append(" and (").append(condition.replace("?", bind(value.get()))).append(')');
    }
  }

  /** Widens the condition before it: the tree as it is now, one range of the lineages. */
  private void orBelow(long node) {
    conditions.setLength(conditions.length() - 1);
    conditions.append(
        """
         or e.node in (
          select n.id from node r join node n
            on n.lineage >= r.lineage and n.lineage < r.lineage || '\\xff'::bytea
          where r.id = ?))"""
            .replace("?", bind(node)));
  }

  private String bind(Object value) {
    values.add(value);
    return "$" + values.size();
  }

  private static Optional<String[]> types(EventFilter filter) {
    return filter.types().isEmpty()
        ? Optional.empty()
        : Optional.of(filter.types().stream().map(EventType::code).toArray(String[]::new));
  }
}

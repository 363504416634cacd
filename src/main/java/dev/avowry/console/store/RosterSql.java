package dev.avowry.console.store;

import dev.avowry.agent.AgentKind;
import dev.avowry.console.RosterQuery;
import dev.avowry.kernel.NodeId;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The one statement for a query; made only of constants, never of input. */
final class RosterSql {
  /** Joined for its state alone. */
  private static final String NODE = " join node n on n.id = a.id";

  private final StringBuilder conditions = new StringBuilder();
  private final List<Object> values = new ArrayList<>();
  private final String text;

  private RosterSql(RosterQuery query, int limit) {
    filter(query);
    query.after().ifPresent(last -> and(beyond(query.sort()), last.value()));
    String most = bind(limit);
    this.text =
        """
        select a.id, a.name, a.kind, a.purpose, a.sponsor, s.name as sponsor_name, n.state,
               n.expires_at, a.created_at,
               (select max(c.last_used_at) from credential c where c.agent = a.id) as last_used_at
        from agent a join node n on n.id = a.id join sponsor s on s.id = a.sponsor
        where true%s
        order by %s limit %s
        """
            .formatted(conditions, order(query.sort()), most);
  }

  private RosterSql(RosterQuery query, long upTo) {
    filter(query);
    String most = bind(upTo);
    this.text =
        """
        select count(*) as counted from (
          select 1 from agent a%s where true%s limit %s) found
        """
            .formatted(query.state().map(any -> NODE).orElse(""), conditions, most);
  }

  static RosterSql lines(RosterQuery query, int limit) {
    return new RosterSql(query, limit);
  }

  static RosterSql count(RosterQuery query, long upTo) {
    return new RosterSql(query, upTo);
  }

  String text() {
    return text;
  }

  Tuple values() {
    return Tuple.wrap(values);
  }

  private void filter(RosterQuery query) {
    and("a.sponsor = ?", query.sponsor().map(NodeId::value));
    and("a.kind = ?", query.kind().map(AgentKind::code));
    and("n.state = ?", query.state().map(state -> state.name().toLowerCase(Locale.ROOT)));
    and("position(lower(?) in a.name_key) > 0", query.name());
  }

  private static String order(RosterQuery.Sort sort) {
    return switch (sort) {
      case NEWEST -> "a.created_at desc, a.id desc";
      case OLDEST -> "a.created_at, a.id";
      case NAME -> "a.name_key, a.id";
    };
  }

  /** Each side of the comparison is a row, so that the index of the order finds the place. */
  private static String beyond(RosterQuery.Sort sort) {
    return switch (sort) {
      case NEWEST -> "(a.created_at, a.id) < ((select created_at from agent where id = ?), ?)";
      case OLDEST -> "(a.created_at, a.id) > ((select created_at from agent where id = ?), ?)";
      case NAME -> "(a.name_key, a.id) > ((select name_key from agent where id = ?), ?)";
    };
  }

  private void and(String condition, Optional<?> value) {
    value.ifPresent(given -> and(condition, given));
  }

  private void and(String condition, Object value) {
    conditions.append(" and ").append(condition.replace("?", bind(value)));
  }

  private String bind(Object value) {
    values.add(value);
    return "$" + values.size();
  }
}

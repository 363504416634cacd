package dev.avowry.sponsorship.store;

import dev.avowry.kernel.NodeId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which leases are meant; made only of constants, never of input. What is not asked for is left
 * out: the database then knows how few are left.
 */
final class LeaseSql {
  private final StringBuilder conditions = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  LeaseSql(Optional<NodeId> answering, Optional<Instant> dueBy) {
    answering.ifPresent(
        it ->
            and(
                "(a.sponsor = %1$s or l.agent in"
                    + " (select c.agent from co_sponsor c where c.sponsor = %1$s))",
                it.value()));
    dueBy.ifPresent(it -> and("l.due_at <= %1$s", it.atOffset(ZoneOffset.UTC)));
  }

  /** None but those that are due after one. */
  void after(NodeId last) {
    and(
        "(l.due_at, l.agent) > (select k.due_at, k.agent from lease k where k.agent = %1$s)",
        last.value());
  }

  private void and(String condition, Object value) {
    values.add(value);
    conditions.append(" and ").append(condition.formatted("?" + values.size()));
  }

  String conditions() {
    return conditions.toString();
  }

  Object[] values() {
    return values.toArray();
  }
}

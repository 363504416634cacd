package dev.avowry.federation.store;

import dev.avowry.federation.QuarantinedWorkload;
import dev.avowry.federation.WorkloadFilter;
import dev.avowry.kernel.NodeId;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/**
 * Which workloads are meant; made only of constants, never of input. What is not asked for is left
 * out, so that an index finds the first of those that are.
 */
final class WorkloadSql {
  private final List<String> conditions = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  WorkloadSql(WorkloadFilter filter) {
    filter.state().map(QuarantinedWorkload.State::code).ifPresent(it -> and("w.state = %s", it));
    filter.issuer().ifPresent(it -> and("w.trusted_issuer = %s", it.value()));
    filter.subject().ifPresent(it -> and("position(%s in w.subject) > 0", it));
  }

  /** None but those that came after one. */
  void after(NodeId last) {
    and(
        "(w.created_at, w.id) >"
            + " ((select created_at from quarantined_workload where id = %1$s), %1$s)",
        last.value());
  }

  private void and(String condition, Object value) {
    values.add(value);
    conditions.add(condition.formatted("$" + values.size()));
  }

  String conditions() {
    return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
  }

  Tuple values() {
    return Tuple.wrap(values);
  }
}

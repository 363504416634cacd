package dev.avowry.agent.store;

import dev.avowry.agent.AgentFilter;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.PageRequest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A condition of a Panache query with its parameters; made only of constants, never of input. */
final class Condition {
  private static final String ORDER = " order by createdAt, id";

  private final StringBuilder text = new StringBuilder("1 = 1");
  private final Map<String, Object> parameters = new HashMap<>();

  static Condition any() {
    return new Condition();
  }

  /** The filter; {@code below} is the lineage of the node that it names. */
  static Condition of(AgentFilter filter, Optional<byte[]> below) {
    Condition condition = new Condition();
    filter.sponsor().ifPresent(id -> condition.and("sponsor = :sponsor", "sponsor", id.value()));
    filter.kind().ifPresent(kind -> condition.and("kind = :kind", "kind", kind.code()));
    filter
        .state()
        .map(state -> state.name().toLowerCase(Locale.ROOT))
        .ifPresent(state -> condition.and("node.state = :state", "state", state));
    filter
        .name()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .ifPresent(name -> condition.and("position(:name in lower(name)) > 0", "name", name));
    below.ifPresent(
        lineage -> {
          condition.and("node.lineage >= :begin", "begin", lineage);
          condition.and("node.lineage < :end", "end", LineageBytes.end(lineage));
        });
    return condition;
  }

  /** The same, in order of registration, from the page's key on. */
  Condition from(PageRequest page, String entity) {
    Condition from = new Condition();
    from.text.setLength(0);
    from.text.append(text);
    from.parameters.putAll(parameters);
    page.after().map(NodeId::value).ifPresent(key -> from.and(after(entity), "after", key));
    from.text.append(ORDER);
    return from;
  }

  String text() {
    return text.toString();
  }

  Map<String, Object> parameters() {
    return parameters;
  }

  private void and(String condition, String name, Object value) {
    text.append(" and ").append(condition);
    parameters.put(name, value);
  }

  private static String after(String entity) {
    return """
        (createdAt > (select k.createdAt from %1$s k where k.id = :after)
         or (createdAt = (select k.createdAt from %1$s k where k.id = :after) and id > :after))
        """
        .formatted(entity)
        .strip();
  }
}

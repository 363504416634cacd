package dev.avowry.console;

import dev.avowry.agent.AgentFilter;
import dev.avowry.agent.AgentKind;
import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Which agents are listed, and in which order.
 *
 * @param sponsor only those that this human answers for
 * @param name only those whose name contains this, whatever the case
 * @param after the last agent of the page before
 */
public record RosterQuery(
    Optional<NodeId> sponsor,
    Optional<String> name,
    Optional<AgentKind> kind,
    Optional<NodeState> state,
    Sort sort,
    Optional<NodeId> after) {
  public RosterQuery {
    // The same rules as the API's filter has.
    new AgentFilter(Optional.empty(), sponsor, kind, state, name);
  }

  /** An order that an index has, so that a page costs the same wherever it is. */
  public enum Sort {
    NEWEST,
    OLDEST,
    NAME;

    /** The code in addresses. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Reads exactly what {@link #code} writes. */
    public static Optional<Sort> named(String code) {
      return Arrays.stream(values()).filter(sort -> sort.code().equals(code)).findFirst();
    }
  }

  /** The same list from behind that agent on. */
  public RosterQuery from(NodeId last) {
    return new RosterQuery(sponsor, name, kind, state, sort, Optional.of(last));
  }
}

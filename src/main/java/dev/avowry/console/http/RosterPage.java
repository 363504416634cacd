package dev.avowry.console.http;

import dev.avowry.agent.AgentKind;
import dev.avowry.agent.Death;
import dev.avowry.agent.NodeState;
import dev.avowry.console.Counted;
import dev.avowry.console.RosterLine;
import dev.avowry.console.RosterQuery;
import dev.avowry.console.SavedView;
import dev.avowry.kernel.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A page of the list of agents.
 *
 * @param address the query of the list's address, without a place in it
 * @param deaths of those lines through which no authority flows
 * @param next the last line, where another page follows
 * @param views that the human has kept
 */
record RosterPage(
    RosterQuery query,
    String address,
    List<RosterLine> lines,
    Map<NodeId, Death> deaths,
    Counted total,
    Optional<NodeId> next,
    List<SavedView> views) {
  /** Whether authority flows through that agent, in a word. */
  public String state(RosterLine line) {
    return Shown.effective(Optional.ofNullable(deaths.get(line.id())));
  }

  /** The beginning of the query of an address further on in the list. */
  public String further() {
    return address.isEmpty() ? "" : address + '&';
  }

  /** The kinds to choose from. */
  public List<AgentKind> kinds() {
    return List.of(AgentKind.values());
  }

  /** The states to choose from. */
  public List<NodeState> states() {
    return List.of(NodeState.values());
  }

  /** The orders to choose from. */
  public List<RosterQuery.Sort> sorts() {
    return List.of(RosterQuery.Sort.values());
  }

  /** Whether it is chosen. */
  public boolean isKind(AgentKind kind) {
    return query.kind().filter(kind::equals).isPresent();
  }

  /** Whether it is chosen. */
  public boolean isState(NodeState state) {
    return query.state().filter(state::equals).isPresent();
  }

  /** Whether it is chosen. */
  public boolean isSort(RosterQuery.Sort sort) {
    return query.sort() == sort;
  }

  /** Whether only some are listed. */
  public boolean isFiltered() {
    return query.name().isPresent() || query.kind().isPresent() || query.state().isPresent();
  }
}

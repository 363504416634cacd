package dev.avowry.agent;

import dev.avowry.kernel.NodeId;
import java.util.List;
import java.util.stream.Stream;

/**
 * The live roles of an agent that is limited by roles: it holds at most what all of them together
 * allow, and nothing without any.
 */
public record HeldRoles(List<HeldRole> all) {
  /** Of an agent that has none yet. */
  public static final HeldRoles NONE = new HeldRoles(List.of());

  /**
   * A role in an agent's hands.
   *
   * @param role the role's node: an entry on it ends the tokens of all who have it
   * @param assignment the node by which this agent has it
   * @param ceiling the role's
   */
  public record HeldRole(NodeId role, NodeId assignment, Ceiling ceiling) {}

  public HeldRoles {
    all = List.copyOf(all);
  }

  /** What they allow together. */
  public Ceiling most() {
    return all.stream().map(HeldRole::ceiling).reduce(Ceiling.NOTHING, Ceiling::join);
  }

  /** What tokens depend on by them. */
  public Stream<NodeId> ids() {
    return all.stream().flatMap(held -> Stream.of(held.role(), held.assignment()));
  }
}

package dev.avowry.approval;

import dev.avowry.kernel.NodeId;
import dev.avowry.people.Role;
import dev.avowry.token.Approval;
import dev.avowry.token.ApprovalRule;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Who is who to a request.
 *
 * @param human on whose behalf it is
 * @param sponsor who answers for the agent that asks, and so asks as well
 * @param answerable the sponsor, and whoever was named to stand in
 * @param named whom the rules name as approvers
 */
record Circle(NodeId human, NodeId sponsor, Set<NodeId> answerable, Set<NodeId> named) {
  private static final Set<Role> APPROVING = Set.of(Role.ADMIN, Role.SECURITY);

  Circle {
    answerable = Set.copyOf(answerable);
    named = Set.copyOf(named);
  }

  /** As the rules make it: where more than one names approvers, whom all of them name. */
  static Circle of(
      NodeId human, NodeId sponsor, Set<NodeId> answerable, Collection<ApprovalRule> rules) {
    Set<NodeId> named = new HashSet<>();
    rules.stream()
        .filter(rule -> rule.approval().covers(Approval.ANOTHER))
        .map(ApprovalRule::approvers)
        .reduce(Circle::both)
        .ifPresent(named::addAll);
    return new Circle(human, sponsor, answerable, named);
  }

  private static Set<NodeId> both(Set<NodeId> one, Set<NodeId> other) {
    Set<NodeId> both = new HashSet<>(one);
    both.retainAll(other);
    return both;
  }

  /**
   * Whether somebody speaks as another: they have a role for it or are named, and are neither who
   * asks nor whom it is for.
   */
  boolean isAnother(NodeId who, Set<Role> roles) {
    boolean may = named.contains(who) || roles.stream().anyMatch(APPROVING::contains);
    return may && !who.equals(human) && !who.equals(sponsor);
  }
}

package dev.avowry.revocation;

import dev.avowry.agent.Ceiling;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.OrderId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What was found, changed by one order after the other: each is decided upon what those before it
 * have left.
 */
final class Ground {
  private final Map<NodeId, Branch> branches = new LinkedHashMap<>();
  private final Map<String, Leaf> leaves = new LinkedHashMap<>();
  private final Map<String, Sort> sorts = new LinkedHashMap<>();
  private final Set<OrderId> waiting;
  private final Set<NodeId> changed = new LinkedHashSet<>();
  private final Set<NodeId> tightened = new LinkedHashSet<>();
  private final Set<String> changedLeaves = new LinkedHashSet<>();
  private final Set<String> changedSorts = new LinkedHashSet<>();
  private final List<OrderId> approved = new ArrayList<>();

  Ground(Found found) {
    found.branches().forEach(branch -> branches.put(branch.id(), branch));
    found.leaves().forEach(leaf -> leaves.put(leaf.id(), leaf));
    found.sorts().forEach(sort -> sorts.put(sort.id(), sort));
    this.waiting = new HashSet<>(found.waiting());
  }

  /** The target as it stands; empty when there is no such thing. */
  Optional<Subject> subject(Target target) {
    return switch (target) {
      case Target.OfNode node ->
          Optional.ofNullable(branches.get(node.node()))
              .filter(branch -> node.kind().map(branch.kind()::equals).orElse(true))
              .map(branch -> Subject.of(branch, lineage(branch)));
      case Target.OfCredential credential -> leaf(credential.id());
      case Target.OfSigningKey key -> leaf(key.id());
      case Target.OfTrust trust -> leaf(trust.id());
      case Target.OfToken token -> leaf(token.id());
      case Target.OfClass tokens -> Optional.ofNullable(sorts.get(tokens.id())).map(Subject::of);
    };
  }

  private Optional<Subject> leaf(String id) {
    return Optional.ofNullable(leaves.get(id))
        .map(
            leaf ->
                Subject.of(
                    leaf, leaf.node().map(this::branch).map(this::lineage).orElse(List.of())));
  }

  private List<Branch> lineage(Branch branch) {
    List<Branch> upwards = new ArrayList<>();
    Optional<Branch> next = Optional.of(branch);
    while (next.isPresent()) {
      upwards.add(next.get());
      next = next.get().parent().map(this::branch);
    }
    return upwards.reversed();
  }

  /** Gives the target its new state. A token has none of its own: its entry says it all. */
  void set(Target target, Status status) {
    switch (target) {
      case Target.OfNode node -> put(branch(node.node()).in(status));
      case Target.OfCredential credential -> change(credential.id(), status);
      case Target.OfSigningKey key -> change(key.id(), status);
      case Target.OfTrust trust -> change(trust.id(), status);
      case Target.OfToken token ->
          leaves.computeIfPresent(token.id(), (id, leaf) -> leaf.in(status));
      case Target.OfClass tokens -> {
        sorts.computeIfPresent(tokens.id(), (id, sort) -> sort.in(status));
        changedSorts.add(tokens.id());
      }
    }
  }

  private void change(String leaf, Status status) {
    leaves.computeIfPresent(leaf, (id, found) -> found.in(status));
    changedLeaves.add(leaf);
  }

  /** Adds to the tallies of the nodes. */
  void tally(List<NodeId> nodes, long agents, long delegations) {
    nodes.forEach(node -> put(branch(node).counting(agents, delegations)));
  }

  /** Brings a node's ceiling down. */
  void tighten(NodeId node, Ceiling ceiling) {
    branches.put(node, branch(node).under(ceiling));
    tightened.add(node);
  }

  /** Whether a kept order waited until now; it does no more. */
  boolean release(OrderId order) {
    boolean waited = waiting.remove(order);
    if (waited) {
      approved.add(order);
    }
    return waited;
  }

  private Branch branch(NodeId node) {
    return Objects.requireNonNull(branches.get(node));
  }

  private void put(Branch branch) {
    branches.put(branch.id(), branch);
    changed.add(branch.id());
  }

  Ruling.Changes changes() {
    return new Ruling.Changes(
        changed.stream().map(this::branch).toList(),
        tightened.stream().map(this::branch).toList(),
        changedLeaves.stream().map(id -> Objects.requireNonNull(leaves.get(id))).toList(),
        changedSorts.stream().map(id -> Objects.requireNonNull(sorts.get(id))).toList(),
        approved);
  }
}

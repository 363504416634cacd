package dev.avowry.revocation;

import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What was found, changed by one order after the other: each is decided upon what those before it
 * have left.
 */
final class Ground {
  private final Map<NodeId, Branch> branches = new LinkedHashMap<>();
  private final Map<String, Leaf> leaves = new LinkedHashMap<>();
  private final Map<NodeId, Branch> changed = new LinkedHashMap<>();
  private final Map<String, Leaf> changedCredentials = new LinkedHashMap<>();

  Ground(Found found) {
    found.branches().forEach(branch -> branches.put(branch.id(), branch));
    found.leaves().forEach(leaf -> leaves.put(leaf.id(), leaf));
  }

  /** The target as it stands; empty when there is no such thing. */
  Optional<Subject> subject(Target target) {
    return switch (target) {
      case Target.OfNode node ->
          Optional.ofNullable(branches.get(node.node()))
              .filter(branch -> node.kind().map(branch.kind()::equals).orElse(true))
              .map(branch -> Subject.of(branch, lineage(branch)));
      case Target.OfCredential credential -> leaf(credential.id());
      case Target.OfToken token -> leaf(token.id());
    };
  }

  private Optional<Subject> leaf(String id) {
    return Optional.ofNullable(leaves.get(id)).map(leaf -> Subject.of(leaf, lineage(leaf.node())));
  }

  private List<Branch> lineage(NodeId node) {
    return lineage(Objects.requireNonNull(branches.get(node)));
  }

  private List<Branch> lineage(Branch branch) {
    List<Branch> upwards = new ArrayList<>();
    Optional<Branch> next = Optional.of(branch);
    while (next.isPresent()) {
      upwards.add(next.get());
      next = next.get().parent().map(parent -> Objects.requireNonNull(branches.get(parent)));
    }
    return upwards.reversed();
  }

  /** Gives the target its new state. A token has none of its own: its entry says it all. */
  void set(Target target, NodeState state, Optional<Mark> mark) {
    switch (target) {
      case Target.OfNode node -> put(branch(node.node()).in(state, mark));
      case Target.OfCredential credential -> {
        Leaf leaf = Objects.requireNonNull(leaves.get(credential.id())).in(state, mark);
        leaves.put(leaf.id(), leaf);
        changedCredentials.put(leaf.id(), leaf);
      }
      case Target.OfToken token ->
          leaves.computeIfPresent(token.id(), (id, leaf) -> leaf.in(state, mark));
    }
  }

  /** Adds to the tallies of the nodes. */
  void tally(List<NodeId> nodes, long agents, long delegations) {
    nodes.forEach(node -> put(branch(node).counting(agents, delegations)));
  }

  private Branch branch(NodeId node) {
    return Objects.requireNonNull(branches.get(node));
  }

  private void put(Branch branch) {
    branches.put(branch.id(), branch);
    changed.put(branch.id(), branch);
  }

  Collection<Branch> changedBranches() {
    return changed.values();
  }

  Collection<Leaf> changedCredentials() {
    return changedCredentials.values();
  }
}

package dev.avowry.revocation;

import dev.avowry.agent.NodeKind;
import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import java.util.List;
import java.util.Optional;

/**
 * A target as it stands when its order is carried out.
 *
 * @param id the id that an entry would carry
 * @param kind what it is, as far as it matters here
 * @param status of the node, credential, trust or class; of a token whether it was revoked before
 * @param lineage sponsor first; ends with the node itself, a credential's agent, or the node under
 *     which a token was minted; empty for trust and for a class of tokens, which hang on no node
 * @param ended of a class: the entry that ended all there is of it
 */
record Subject(String id, Kind kind, Status status, List<Branch> lineage, Optional<Mark> ended) {
  /** What a target is. */
  enum Kind {
    /** The last node of its lineage. */
    NODE,
    /** What has nothing below it. */
    LEAF,
    /** A class of tokens. */
    CLASS
  }

  static Subject of(Branch branch, List<Branch> lineage) {
    return new Subject(
        branch.id().toString(), Kind.NODE, branch.status(), lineage, Optional.empty());
  }

  static Subject of(Leaf leaf, List<Branch> lineage) {
    return new Subject(leaf.id(), Kind.LEAF, leaf.status(), lineage, Optional.empty());
  }

  static Subject of(Sort sort) {
    return new Subject(sort.id(), Kind.CLASS, sort.status(), List.of(), sort.ended());
  }

  NodeState state() {
    return status.state();
  }

  boolean isClass() {
    return kind == Kind.CLASS;
  }

  boolean isNode() {
    return kind == Kind.NODE;
  }

  /** Whether it reaches across every tree. */
  boolean hangsOnNothing() {
    return lineage.isEmpty();
  }

  boolean isSponsor() {
    return isNode() && node().kind() == NodeKind.SPONSOR;
  }

  /** Who has it above them, sponsor first; what the target itself is comes last. */
  List<NodeId> ids() {
    return lineage.stream().map(Branch::id).toList();
  }

  /** The node that it is or hangs on, if on any. */
  Branch node() {
    return lineage.getLast();
  }

  /** The nodes above the one that it is or hangs on, sponsor first. */
  List<Branch> above() {
    return lineage.subList(0, Math.max(0, lineage.size() - 1));
  }

  /** The tally of a node; nothing else has one. */
  long liveAgents() {
    return isNode() ? node().liveAgents() : 0;
  }

  /** The tally of a node; nothing else has one. */
  long liveDelegations() {
    return isNode() ? node().liveDelegations() : 0;
  }
}

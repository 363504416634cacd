package dev.avowry.agent;

/** What a node of the tree is. */
public enum NodeKind {
  /** A human who answers; a root of the tree. */
  SPONSOR,
  /** A registered non-human identity. */
  AGENT,
  /** The edge that a token exchange adds: this authority, in the hands of that agent. */
  DELEGATION,
  /** What a human has lent to an agent by their consent; directly below the human. */
  GRANT,
  /** A named ceiling for agents; a root of a tree of its own. */
  ROLE,
  /** That an agent has a role; directly below the role. */
  ASSIGNMENT;

  /** Whether it limits agents, and is nobody's account. */
  public boolean isOfRoles() {
    return this == ROLE || this == ASSIGNMENT;
  }

  /** Whether it is somebody's authority in an agent's hands, and nobody by itself. */
  public boolean isInHands() {
    return this == DELEGATION || this == GRANT || this == ASSIGNMENT;
  }
}

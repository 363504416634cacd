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
  ASSIGNMENT,
  /** A place for secrets; a root of a tree of its own. */
  FOLDER,
  /** What is kept sealed for agents; a root of a tree of its own, or directly below a folder. */
  SECRET,
  /** That an agent, or all below it, may have what is kept; directly below the secret or folder. */
  ACCESS;

  /** Whether it limits agents or is kept for them, and is nobody's account. */
  public boolean isThing() {
    return switch (this) {
      case ROLE, ASSIGNMENT, FOLDER, SECRET, ACCESS -> true;
      case SPONSOR, AGENT, DELEGATION, GRANT -> false;
    };
  }

  /** Whether it is something in an agent's hands, and nobody by itself. */
  public boolean isInHands() {
    return switch (this) {
      case DELEGATION, GRANT, ASSIGNMENT, ACCESS -> true;
      case SPONSOR, AGENT, ROLE, FOLDER, SECRET -> false;
    };
  }
}

package dev.avowry.agent;

/**
 * Whether authority flows through a node of itself; its ancestors matter as much.
 *
 * <pre>
 *          suspend
 *   LIVE ----------> SUSPENDED
 *    |  <----------      |
 *    |     resume        |
 *    | revoke            | revoke
 *    +------> REVOKED <--+          nothing leaves it
 * </pre>
 */
public enum NodeState {
  /** Authority flows. */
  LIVE,
  /** Nothing is minted below until it is resumed; older tokens stay dead. */
  SUSPENDED,
  /** Nothing is ever minted below again. */
  REVOKED
}

package dev.avowry.canary;

import dev.avowry.kernel.NodeId;
import dev.avowry.key.KeyMaterial;

/**
 * The canary's agents below one sponsor: one at the root, and one below it that acts on its behalf.
 * They are registered once and used again by every run, since ids are for ever.
 *
 * @param sponsor who answers
 * @param root the agent whose end ends the chain
 * @param below the agent that gets its tokens by exchange
 * @param key by which both prove themselves: they are the same software
 */
record Chain(NodeId sponsor, NodeId root, NodeId below, KeyMaterial key) {
  /** The scope of its tokens, which no operation asks for. */
  static final String SCOPE = "canary:probe";

  /** How many agents end with the root. */
  static final int AGENTS = 2;
}

package dev.avowry.sponsorship;

import dev.avowry.kernel.NodeId;
import java.util.Optional;

/**
 * Which hand-overs are wanted; absent means all.
 *
 * @param concerning only those that this human gives or is asked to take
 * @param orphaned only those that nobody is asked to take
 */
public record HandOverFilter(
    Optional<NodeId> concerning,
    Optional<NodeId> agent,
    Optional<NodeId> giver,
    Optional<NodeId> receiver,
    Optional<HandOver.State> state,
    boolean orphaned) {
  /** The same as far as it concerns this human. */
  HandOverFilter concerning(Optional<NodeId> human) {
    return new HandOverFilter(human, agent, giver, receiver, state, orphaned);
  }

  /** What a human is asked to take. */
  static HandOverFilter waitingFor(NodeId sponsor) {
    return new HandOverFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(sponsor),
        Optional.of(HandOver.State.OFFERED),
        false);
  }
}

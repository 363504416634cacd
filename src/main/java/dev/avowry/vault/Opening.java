package dev.avowry.vault;

import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Hold;
import dev.avowry.web.Caller;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A secret with all that decides whether somebody may have it, as one statement read them.
 *
 * @param folder the state of its folder; live when it is in none
 * @param version the one that was asked for; empty when there is none of that number
 * @param accesses those in the hands of somebody on the caller's path
 * @param used of an access of which the uses are counted: how many were recorded
 * @param recorded the highest version that the ledger knows
 * @param latest the highest number that the ledger knows of what was done with the version for the
 *     purpose
 * @param asOf the fence at which it was read
 */
public record Opening(
    Secret secret,
    NodeState folder,
    Optional<Version> version,
    List<Access> accesses,
    Map<NodeId, Integer> used,
    int recorded,
    OptionalLong latest,
    Fence asOf) {
  public Opening {
    accesses = List.copyOf(accesses);
    used = Map.copyOf(used);
  }

  /**
   * By which access the caller may do that now, if by any: one that is for it, of those one that is
   * not used up, of those one that has no end to its uses, and of those the one with the longest
   * lease.
   */
  Optional<Access> allowing(Caller caller, Errand<?> errand, Instant now) {
    return isLive()
        ? accesses.stream()
            .filter(access -> access.allows(caller, errand.use(), now))
            .max(
                Comparator.comparing(
                        (Access access) -> errand.isWithin(access.conditions().within()))
                    .thenComparing(access -> !isUsedUp(access))
                    .thenComparing(access -> access.conditions().most().isEmpty())
                    .thenComparing(access -> access.conditions().lease()))
        : Optional.empty();
  }

  private boolean isLive() {
    return secret.state() == NodeState.LIVE && folder == NodeState.LIVE;
  }

  private boolean isUsedUp(Access access) {
    return access.conditions().most().map(most -> usesOf(access) >= most).orElse(false);
  }

  int usesOf(Access access) {
    return used.getOrDefault(access.id(), 0);
  }

  /** What having it by that access rests on. */
  Hold hold(Access access) {
    Set<String> ids = new HashSet<>();
    ids.add(secret.id().toString());
    ids.add(access.id().toString());
    secret.folder().map(NodeId::toString).ifPresent(ids::add);
    return new Hold(ids, asOf);
  }
}

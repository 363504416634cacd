package dev.avowry.vault;

import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.Envelope;
import dev.avowry.key.Envelopes;
import dev.avowry.key.SealBroken;
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

  /** Whether there is something that is kept still. */
  boolean isKept() {
    return secret.state() != NodeState.REVOKED && folder != NodeState.REVOKED;
  }

  /**
   * What is secret of the version. What was put back to before a version that the ledger knows is
   * not opened for anybody. Refused with {@link Reason#CONFLICT} when it was destroyed.
   */
  SecretFields open(Envelopes envelopes) {
    if (secret.version() < recorded) {
      throw new SealBroken(
          "the vault has an older version of %s than the ledger".formatted(secret.id()));
    }
    return version
        .flatMap(it -> it.envelope().map(envelope -> open(envelopes, it, envelope)))
        .orElseThrow(() -> Refusal.refused(Reason.CONFLICT, "the version was destroyed"));
  }

  private SecretFields open(Envelopes envelopes, Version sealed, Envelope envelope) {
    return SecretFields.read(
        envelopes.open(envelope, secret.purposeOf(sealed.number(), sealed.bindings())));
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

package dev.avowry.agent;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/**
 * Moves an agent with everything below it from one sponsor to another. Ids stay, and nothing is
 * alive below the agent while some of its nodes name the one sponsor and some the other: it is
 * halted by {@link Halt#HAND_OVER} from the first step to the last. So a step can be as small as a
 * waiting revocation likes, and a tree as large as it likes.
 *
 * <p>What would reduce authority is not done here: it is said, and done by whoever asks, through
 * the door.
 */
@ApplicationScoped
public class Resettlement {
  /** Some milliseconds of the fence's lock, which revocations wait for. */
  private static final int BATCH = 1_000;

  private final RegistryStore registry;
  private final ResettlementStore store;
  private final Ledger ledger;
  private final Clock clock;

  Resettlement(RegistryStore registry, ResettlementStore store, Ledger ledger, Clock clock) {
    this.registry = registry;
    this.store = store;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** What comes next. */
  public sealed interface Step {
    /** The agent has to be suspended by {@link dev.avowry.agent.Halt#HAND_OVER} first. */
    record MustHalt() implements Step {}

    /** The agent has to come down first to what it held in effect: it gains nothing by moving. */
    record MustTighten(Ceiling ceiling) implements Step {}

    /** The agent has to be revoked first: the sponsor that it leaves was, and so is it for ever. */
    record MustRevoke() implements Step {}

    /** Some of it is done. */
    record Underway() implements Step {}

    /** It is where it is to be. */
    record Arrived() implements Step {}
  }

  /**
   * Makes room for the agent below its next sponsor. Refused when it has no place there: {@link
   * Reason#SPONSOR_NOT_LIVE}, {@link Reason#CEILING_EXCEEDED}, {@link Reason#CONFLICT} when either
   * side is ended for ever.
   */
  @WithTransaction
  public Uni<Void> reserve(NodeId agent, NodeId to) {
    return ledger
        .enterShared()
        .chain(() -> lineage(agent))
        .chain(
            moving ->
                lineage(to)
                    .invoke(next -> Attachment.requirePlace(moving, next, clock.instant()))
                    .chain(next -> store.takeRoom(to, next.effective().maxChildren())))
        .invoke(Resettlement::requireRoom)
        .replaceWithVoid();
  }

  /** Does one step under the fence's lock, or says what has to be done before. Idempotent. */
  @WithTransaction
  public Uni<Step> advance(NodeId agent, NodeId to) {
    return ledger
        .enterShared()
        .chain(() -> lineage(agent))
        .chain(
            moving ->
                store.isHalted(agent, Halt.HAND_OVER).chain(halted -> advance(moving, halted, to)));
  }

  private Uni<Step> advance(Lineage moving, boolean halted, NodeId to) {
    if (moving.sponsor().id().equals(to)) {
      return Uni.createFrom().item(new Step.Arrived());
    }
    return obstacle(moving, halted)
        .map(step -> Uni.createFrom().item(step))
        .orElseGet(() -> move(moving.node(), to));
  }

  static Optional<Step> obstacle(Lineage moving, boolean halted) {
    boolean dead = moving.node().state() == NodeState.REVOKED;
    if (!dead && moving.sponsor().state() == NodeState.REVOKED) {
      return Optional.of(new Step.MustRevoke());
    }
    if (!dead && !halted) {
      return Optional.of(new Step.MustHalt());
    }
    return !dead && !moving.byCeilings().equals(moving.node().ceiling())
        ? Optional.of(new Step.MustTighten(moving.byCeilings()))
        : Optional.empty();
  }

  private Uni<Step> move(Node top, NodeId to) {
    return store
        .rewrite(top, to, BATCH)
        .chain(
            rewritten ->
                rewritten > 0
                    ? Uni.createFrom().item(new Step.Underway())
                    : store.attach(top, to).replaceWith(new Step.Arrived()));
  }

  private Uni<Lineage> lineage(NodeId id) {
    return registry
        .lineage(id)
        .map(
            found ->
                found.orElseThrow(
                    () -> Refusal.refused(Reason.NOT_FOUND, "there is no such agent or sponsor")));
  }

  private static void requireRoom(boolean taken) {
    if (!taken) {
      throw Refusal.refused(Reason.CEILING_EXCEEDED, Attachment.FULL);
    }
  }
}

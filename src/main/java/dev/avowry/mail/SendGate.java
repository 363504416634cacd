package dev.avowry.mail;

import dev.avowry.agent.Directory;
import dev.avowry.agent.Lineage;
import dev.avowry.agent.NodeState;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a message may still go out: its agent and all above it live, and it may write to whom it
 * goes, as of this transaction, which a commit that stops it or takes that away cannot overtake.
 */
@ApplicationScoped
class SendGate {
  private final OutgoingStore store;
  private final AllowanceStore allowances;
  private final SendEnds ends;
  private final Directory directory;
  private final Ledger ledger;
  private final RelayConfig config;
  private final Clock clock;

  SendGate(
      OutgoingStore store,
      AllowanceStore allowances,
      SendEnds ends,
      Directory directory,
      Ledger ledger,
      RelayConfig config,
      Clock clock) {
    this.store = store;
    this.allowances = allowances;
    this.ends = ends;
    this.directory = directory;
    this.ledger = ledger;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Whether there is any use in asking the relay. What is not to be sent is over by it, or waits.
   */
  @WithTransaction
  Uni<Boolean> mayGo(Outgoing message, List<Address> recipients) {
    return judged(message, recipients);
  }

  /**
   * The same as the last step before the relay is given it, on record; once that is durable the
   * message may be with the relay, whatever happens.
   *
   * @param lease for how long nobody else begins with it
   */
  @WithTransaction
  Uni<Boolean> handOver(Outgoing message, List<Address> recipients, Duration lease) {
    return judged(message, recipients)
        .chain(may -> may ? store.handOver(message, lease) : Uni.createFrom().item(false))
        .call(
            ours ->
                ours
                    ? ends.append(
                        message,
                        EventType.MAIL_SENDING,
                        Map.of("attempt", Integer.toString(message.attempts() + 1)))
                    : Uni.createFrom().voidItem());
  }

  private Uni<Boolean> judged(Outgoing message, List<Address> recipients) {
    return ledger
        .enterShared()
        .chain(() -> directory.lineage(message.agent()))
        .map(Optional::orElseThrow)
        .chain(lineage -> judged(message, recipients, lineage));
  }

  private Uni<Boolean> judged(Outgoing message, List<Address> recipients, Lineage lineage) {
    if (lineage.nodes().stream().anyMatch(node -> node.state() == NodeState.REVOKED)) {
      return ends.cancel(message, "revoked").replaceWith(false);
    }
    if (lineage.firstDead(clock.instant()).isPresent()) {
      return freeze(message).replaceWith(false);
    }
    return isAllowed(message, recipients)
        .call(
            allowed ->
                allowed
                    ? Uni.createFrom().voidItem()
                    : ends.cancel(message, "not_allowed").replaceWithVoid());
  }

  /** Until its agent is resumed, or it is too late. */
  private Uni<Boolean> freeze(Outgoing message) {
    return ends.isLate(message)
        ? ends.fail(message, message.replies(), "too_late")
        : store.putOff(message, config.retryAfter());
  }

  private Uni<Boolean> isAllowed(Outgoing message, List<Address> recipients) {
    return allowances
        .lock(message.agent())
        .chain(
            allowance ->
                allowance.filter(it -> it.allows(recipients)).isEmpty()
                    ? Uni.createFrom().item(false)
                    : store
                        .placeSince(message, message.queuedAt().minus(QueueWriter.DAY))
                        .map(place -> place <= allowance.get().perDay()));
  }
}

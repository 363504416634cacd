package dev.avowry.rotation;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.Ledger;
import dev.avowry.vault.Secret;
import dev.avowry.vault.Successors;
import dev.avowry.web.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/**
 * Each change of a rotator with its row of the ledger, for whoever was found to keep the secret.
 */
@ApplicationScoped
class RotatorWriter {
  private final RotatorStore store;
  private final Successors successors;
  private final Ledger ledger;
  private final RunNames names;
  private final Clock clock;

  RotatorWriter(
      RotatorStore store, Successors successors, Ledger ledger, RunNames names, Clock clock) {
    this.store = store;
    this.successors = successors;
    this.ledger = ledger;
    this.names = names;
    this.clock = clock;
  }

  @WithTransaction
  Uni<Void> set(NodeId secret, Plan plan, Caller by) {
    return store
        .put(secret, plan, by.actor().toString(), clock.instant())
        .invoke(RotatorWriter::requireIdle)
        .chain(() -> leave(secret, plan))
        .chain(() -> ledger.append(RotationEvents.set(secret, plan, by)));
  }

  /** A password that was given up is of use to who goes on with the role, and to nobody else. */
  private Uni<Void> leave(NodeId secret, Plan plan) {
    return plan.method() instanceof Method.PostgreSql
        ? Uni.createFrom().voidItem()
        : successors.putAside(secret);
  }

  @WithTransaction
  Uni<Void> remove(NodeId secret, Caller by) {
    return store
        .remove(secret, clock.instant())
        .chain(removed -> removed ? forget(secret, by) : requireNone(secret));
  }

  /** The next password stays until there is another version: the server may have it. */
  private Uni<Void> forget(NodeId secret, Caller by) {
    return successors.rest(secret).chain(() -> ledger.append(RotationEvents.removed(secret, by)));
  }

  private Uni<Void> requireNone(NodeId secret) {
    return store.find(secret).invoke(found -> requireIdle(found.isEmpty())).replaceWithVoid();
  }

  @WithTransaction
  Uni<Void> begin(Secret secret, Caller by) {
    String run = names.next();
    return store
        .find(secret.id())
        .map(found -> found.orElseThrow(Rotators::none))
        .chain(any -> store.begin(secret.id(), run, secret.version(), Cause.ASKED, clock.instant()))
        .chain(begun -> begun ? begun(secret, run, by) : Uni.createFrom().voidItem());
  }

  private Uni<Void> begun(Secret secret, String run, Caller by) {
    return successors
        .resume(secret.id())
        .chain(() -> ledger.append(RotationEvents.asked(secret.id(), secret.version(), run, by)));
  }

  private static void requireIdle(boolean idle) {
    if (!idle) {
      throw Refusal.refused(Reason.CONFLICT, "the secret is being replaced: wait until it is");
    }
  }
}

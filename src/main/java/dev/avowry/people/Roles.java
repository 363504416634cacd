package dev.avowry.people;

import dev.avowry.agent.Directory;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import dev.avowry.web.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/**
 * Gives humans roles and takes them. Nobody gives or takes their own: for that there is a second
 * person. A role that was taken is gone with the next request of any session.
 */
@ApplicationScoped
public class Roles {
  private final RoleStore store;
  private final Directory directory;
  private final Ledger ledger;
  private final Clock clock;

  Roles(RoleStore store, Directory directory, Ledger ledger, Clock clock) {
    this.store = store;
    this.directory = directory;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Who has which role. */
  public Uni<Page<Assignment>> all(PageRequest page) {
    return store.all(page);
  }

  /** Gives a human a role; given again, it stays as it is. */
  @WithTransaction
  public Uni<Void> grant(NodeId human, Role role, Caller by) {
    requireAnother(human, by);
    return requireHuman(human)
        .chain(() -> store.grant(human, role, by.actor().toString(), clock.instant()))
        .chain(given -> given ? record(EventType.ROLE_GRANTED, human, role, by) : nothing());
  }

  /**
   * Takes a role from a human; taken again, it stays taken. Refused for the last administrator,
   * after whom nobody could let anybody in, and where the groups of a provider give it, which would
   * give it again.
   */
  @WithTransaction
  public Uni<Void> remove(NodeId human, Role role, Caller by) {
    requireAnother(human, by);
    return store
        .hold(role)
        .chain(() -> store.remove(human, role))
        .call(taken -> taken ? requireOneLeft(role) : nothing())
        .call(() -> store.has(human, role).invoke(Roles::requireGone))
        .chain(taken -> taken ? record(EventType.ROLE_REMOVED, human, role, by) : nothing());
  }

  /** Whether a human is an administrator, and nobody else who is live is one. */
  @WithTransaction
  public Uni<Boolean> isLastAdministrator(NodeId human) {
    return store
        .has(human, Role.ADMIN)
        .chain(
            has ->
                has
                    ? store.live(Role.ADMIN, clock.instant()).map(live -> live <= 1)
                    : Uni.createFrom().item(false));
  }

  private Uni<Void> requireHuman(NodeId human) {
    return directory
        .sponsor(human)
        .invoke(
            found -> {
              if (found.isEmpty()) {
                throw Refusal.refused(Reason.NOT_FOUND, "there is no such sponsor");
              }
            })
        .replaceWithVoid();
  }

  private static void requireAnother(NodeId human, Caller by) {
    if (human.equals(by.sponsor())) {
      throw Refusal.refused(Reason.INSUFFICIENT_SCOPE, "nobody gives or takes roles of their own");
    }
  }

  private static void requireGone(boolean still) {
    if (still) {
      throw Refusal.refused(
          Reason.CONFLICT, "they have it by their groups: take them out of the group there");
    }
  }

  /** Whoever is suspended lets nobody in: they count neither before nor after. */
  private Uni<Void> requireOneLeft(Role role) {
    return role == Role.ADMIN
        ? store.live(role, clock.instant()).invoke(Roles::requireSome).replaceWithVoid()
        : nothing();
  }

  private static void requireSome(long left) {
    if (left < 1) {
      throw Refusal.refused(Reason.CONFLICT, "the last administrator stays one");
    }
  }

  private Uni<Void> record(EventType type, NodeId human, Role role, Caller by) {
    Origin origin = by.origin();
    return ledger.append(
        Event.of(type, by.actor().toString(), origin)
            .onNode(human)
            .under(human)
            .onTarget(role.code()));
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}

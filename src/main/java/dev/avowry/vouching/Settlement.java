package dev.avowry.vouching;

import dev.avowry.kernel.Origin;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import dev.avowry.people.Roles;
import dev.avowry.sponsorship.DepartureCause;
import dev.avowry.sponsorship.Departures;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * What follows of a refusal: the human has left, or it is only told. The door comes before the row,
 * so that what fails in between is asked and settled once more.
 */
@ApplicationScoped
class Settlement {
  private static final Logger LOG = Logger.getLogger(Settlement.class);
  private static final Origin ORIGIN = Origin.itself("vouching");

  private final PledgeStore store;
  private final Watched watched;
  private final Departures departures;
  private final Roles roles;
  private final Ledger ledger;

  Settlement(
      PledgeStore store, Watched watched, Departures departures, Roles roles, Ledger ledger) {
    this.store = store;
    this.watched = watched;
    this.departures = departures;
    this.roles = roles;
    this.ledger = ledger;
  }

  /** Heeds that a provider has refused somebody. */
  Uni<Void> settle(Pledge pledge) {
    return watched.onlyWarns(pledge.provider())
        ? close(pledge, "told").replaceWithVoid()
        : roles
            .isLastAdministrator(pledge.human())
            .chain(last -> last ? spare(pledge) : sendAway(pledge));
  }

  /** Whoever is sent away by a conclusion can be let in again by somebody: nobody would be left. */
  private static Uni<Void> spare(Pledge pledge) {
    LOG.errorf(
        "a provider refuses the last administrator, who is not suspended for it: provider=%s"
            + " human=%s",
        pledge.provider(), pledge.human());
    return Uni.createFrom().voidItem();
  }

  /** Who has signed in meanwhile is here. */
  private Uni<Void> sendAway(Pledge pledge) {
    return departures
        .leave(pledge.human(), DepartureCause.SIGN_IN_REFUSED, actor(pledge), ORIGIN)
        .chain(() -> close(pledge, "suspended"))
        .chain(closed -> closed ? Uni.createFrom().voidItem() : letBack(pledge));
  }

  private Uni<Void> letBack(Pledge pledge) {
    return departures.comeBack(
        pledge.human(), EnumSet.of(DepartureCause.SIGN_IN_REFUSED), actor(pledge), ORIGIN);
  }

  private Uni<Boolean> close(Pledge pledge, String consequence) {
    return Panache.withTransaction(
        () ->
            store
                .settle(pledge)
                .call(
                    settled ->
                        settled
                            ? ledger.append(refused(pledge, consequence))
                            : Uni.createFrom().voidItem()));
  }

  private static Event refused(Pledge pledge, String consequence) {
    return Event.of(EventType.PROVIDER_REFUSED, actor(pledge), ORIGIN)
        .onNode(pledge.human())
        .under(pledge.human())
        .with(Map.of("consequence", consequence));
  }

  private static String actor(Pledge pledge) {
    return Watched.actor(pledge.provider());
  }
}

package dev.avowry.sponsorship;

import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What is written of a human who leaves or returns, each time with its row of the ledger. */
@ApplicationScoped
class DepartureBook {
  private final DepartureStore store;
  private final HandOverStore handOvers;
  private final Ledger ledger;
  private final SponsorshipConfig config;
  private final Clock clock;

  DepartureBook(
      DepartureStore store,
      HandOverStore handOvers,
      Ledger ledger,
      SponsorshipConfig config,
      Clock clock) {
    this.store = store;
    this.handOvers = handOvers;
    this.config = config;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Writes that they have left. Who has left already left as it was written then, unless this says
   * it with more weight: then nobody who said less brings them back. Who was only concluded to have
   * left leaves when somebody says it.
   */
  @WithTransaction
  Uni<Departure> left(NodeId sponsor, DepartureCause cause, By by, Optional<Instant> asOf) {
    Instant now = clock.instant();
    Departure departure =
        new Departure(sponsor, cause, by.actor(), by.human(), now, asOf.orElse(now));
    return store
        .add(departure)
        .chain(
            added ->
                added
                    ? begin(departure, by).replaceWith(departure)
                    : store
                        .open(sponsor)
                        .chain(known -> again(known.orElse(departure), departure, by)));
  }

  private Uni<Departure> again(Departure known, Departure said, By by) {
    if (!said.cause().outweighs(known.cause())) {
      return once(known, said);
    }
    if (known.cause().isConclusion()) {
      return store.restate(said).chain(() -> begin(said, by)).replaceWith(said);
    }
    Departure restated =
        new Departure(
            known.sponsor(), said.cause(), said.by(), said.person(), known.at(), said.asOf());
    return store.restate(restated).chain(() -> record(restated, by)).replaceWith(restated);
  }

  /** Whoever says the same again says it as of later: what they said in between is old. */
  private Uni<Departure> once(Departure known, Departure said) {
    boolean later =
        said.by().equals(known.by())
            && said.cause() == known.cause()
            && said.asOf().isAfter(known.asOf());
    Departure now = later ? known.asOf(said.asOf()) : known;
    return later ? store.restate(now).replaceWith(now) : Uni.createFrom().item(known);
  }

  /**
   * What they had offered is due from now on; what they were to take, others are asked to. Of what
   * is only concluded nothing follows that signing in again could not undo.
   */
  private Uni<Void> begin(Departure departure, By by) {
    return departure.cause().isConclusion() ? record(departure, by) : giveAway(departure, by);
  }

  private Uni<Void> giveAway(Departure departure, By by) {
    return handOvers
        .becomeDepartures(departure.sponsor(), departure.at().plus(config.acknowledgeWithin()))
        .chain(() -> handOvers.passAll(departure.sponsor()))
        .chain(() -> record(departure, by));
  }

  private Uni<Void> record(Departure departure, By by) {
    return ledger.append(
        of(EventType.SPONSOR_LEFT, departure.sponsor(), by)
            .with(Map.of("cause", departure.cause().code())));
  }

  /** What became of somebody who is said to be back. */
  enum Return {
    /** They stay away: it is not for this one to say so. */
    AWAY,
    /** They were not away, by the book. */
    HERE,
    /** They were, and are back. */
    BACK
  }

  /** Whether they are gone. */
  @WithTransaction
  Uni<Boolean> isGone(NodeId sponsor) {
    return store.open(sponsor).map(Optional::isPresent);
  }

  /**
   * Writes that they are back, if they were away and it is for this one to say so. What nobody has
   * taken yet is theirs again.
   *
   * @param theirs whether a departure is theirs to end
   */
  @WithTransaction
  Uni<Return> returned(NodeId sponsor, Predicate<Departure> theirs, By by) {
    return store
        .open(sponsor)
        .chain(
            open ->
                open.filter(theirs.negate()).isPresent()
                    ? Uni.createFrom().item(Return.AWAY)
                    : store
                        .end(sponsor, by.actor(), clock.instant())
                        .call(ended -> ended ? resume(sponsor, by) : nothing())
                        .map(ended -> ended ? Return.BACK : Return.HERE));
  }

  private Uni<Void> resume(NodeId sponsor, By by) {
    return handOvers
        .withdrawDepartures(sponsor, new HandOverStore.Answer(by.actor(), clock.instant()))
        .chain(() -> ledger.append(of(EventType.SPONSOR_RETURNED, sponsor, by)));
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }

  private static Event of(EventType type, NodeId sponsor, By by) {
    return Event.of(type, by.actor(), by.origin()).onNode(sponsor).under(sponsor);
  }
}

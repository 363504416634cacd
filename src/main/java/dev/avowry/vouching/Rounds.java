package dev.avowry.vouching;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Looks for rounds that are due, and makes those of several providers one after the other. */
@ApplicationScoped
class Rounds {
  private static final Logger LOG = Logger.getLogger(Rounds.class);

  private final Watched watched;
  private final RoundStore rounds;
  private final PledgeStore pledges;
  private final Round round;
  private final VouchingMeters meters;

  Rounds(
      Watched watched, RoundStore rounds, PledgeStore pledges, Round round, VouchingMeters meters) {
    this.watched = watched;
    this.rounds = rounds;
    this.pledges = pledges;
    this.round = round;
    this.meters = meters;
  }

  @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> tick() {
    return watched.names().isEmpty() ? Uni.createFrom().voidItem() : turn();
  }

  /** Makes the rounds that are due and nobody else's. */
  Uni<Void> turn() {
    return Multi.createFrom()
        .iterable(watched.names())
        .onItem()
        .transformToUniAndConcatenate(provider -> quietly(round(provider)))
        .collect()
        .last()
        .chain(() -> quietly(rounds.held().invoke(meters::held).replaceWithVoid()));
  }

  private Uni<Void> round(String provider) {
    return rounds
        .begin(provider, Round.LEASE)
        .chain(
            begun ->
                begun
                    .map(number -> round.make(provider, number))
                    .orElseGet(() -> Uni.createFrom().voidItem()));
  }

  /** Of whom nobody is asked any more nothing is kept. */
  @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return quietly(pledges.dropAllBut(watched.names()));
  }

  private static Uni<Void> quietly(Uni<Void> what) {
    return what.onFailure()
        .invoke(failure -> LOG.warnf("providers could not be asked: cause=%s", failure))
        .onFailure()
        .recoverWithNull();
  }
}

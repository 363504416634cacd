package dev.avowry.vouching;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * One round: everybody whom a provider let in is asked about once, then what it refused is looked
 * at as a whole, and heeded or not. Whichever replica goes on with it after another died asks about
 * nobody a second time.
 */
@ApplicationScoped
class Round {
  private static final Logger LOG = Logger.getLogger(Round.class);

  /** Longer than some questions can take, all of them in vain. */
  static final Duration LEASE = Duration.ofMinutes(5);

  private static final int SOME = 20;

  /** A provider that is down is tried again sooner than on another day. */
  private static final Duration LATER = Duration.ofHours(1);

  private static final double JITTER = 0.1;

  private final RoundStore rounds;
  private final PledgeStore pledges;
  private final Questions questions;
  private final Settlement settlement;
  private final VouchingConfig config;
  private final VouchingMeters meters;
  private final SecureRandom random;
  private final Clock clock;

  Round(
      RoundStore rounds,
      PledgeStore pledges,
      Questions questions,
      Settlement settlement,
      VouchingConfig config,
      VouchingMeters meters,
      SecureRandom random,
      Clock clock) {
    this.rounds = rounds;
    this.pledges = pledges;
    this.questions = questions;
    this.settlement = settlement;
    this.config = config;
    this.meters = meters;
    this.random = random;
    this.clock = clock;
  }

  /** How asking some of them went. */
  private enum Step {
    /** There may be more. */
    MORE,
    /** There are no more. */
    DONE,
    /** Not one clear answer: whoever is left would wait for nothing. */
    IN_VAIN,
    /** The round is another replica's by now. */
    LOST
  }

  /** Makes it, from wherever it is. */
  Uni<Void> make(String provider, long number) {
    return Multi.createBy()
        .repeating()
        .uni(() -> some(provider, number))
        .whilst(step -> step == Step.MORE)
        .collect()
        .last()
        .chain(
            step ->
                step == Step.LOST
                    ? Uni.createFrom().voidItem()
                    : conclude(provider, number, step == Step.IN_VAIN));
  }

  private Uni<Step> some(String provider, long number) {
    return rounds
        .extend(provider, number, LEASE)
        .chain(
            ours ->
                ours
                    ? pledges.take(provider, number, SOME).chain(this::ask)
                    : Uni.createFrom().item(Step.LOST));
  }

  private Uni<Step> ask(List<Pledge> taken) {
    return taken.isEmpty()
        ? Uni.createFrom().item(Step.DONE)
        : questions.ask(taken).map(clear -> clear ? Step.MORE : Step.IN_VAIN);
  }

  private Uni<Void> conclude(String provider, long number, boolean inVain) {
    return pledges
        .tally(provider, number)
        .chain(tally -> judge(provider, number, tally))
        .call(() -> lookForSilence(provider))
        .chain(held -> rounds.end(provider, number, held, next(inVain)));
  }

  private Uni<Boolean> judge(String provider, long number, Tally tally) {
    boolean held = new Brake(config.mostRefused()).holds(tally);
    if (held) {
      LOG.errorf(
          "a provider refuses so many that none of it is heeded: provider=%s refused=%d"
              + " answered=%d; see avowry.vouching.most-refused",
          provider, tally.refused(), tally.answered());
      return Uni.createFrom().item(true);
    }
    return settleAll(provider, number).replaceWith(false);
  }

  private Uni<Void> settleAll(String provider, long number) {
    return pledges
        .refusedIn(provider, number)
        .chain(
            all ->
                Multi.createFrom()
                    .iterable(all)
                    .onItem()
                    .transformToUniAndConcatenate(settlement::settle)
                    .collect()
                    .last())
        .replaceWithVoid();
  }

  private Uni<Void> lookForSilence(String provider) {
    return pledges
        .silentSince(provider, clock.instant().minus(config.silence()))
        .invoke(count -> meters.silent(provider, count))
        .invoke(
            count -> {
              if (count > 0) {
                LOG.warnf(
                    "a provider has said nothing clear for too long: provider=%s humans=%d",
                    provider, count);
              }
            })
        .replaceWithVoid();
  }

  private Duration next(boolean inVain) {
    Duration every = config.every();
    if (inVain && LATER.compareTo(every) < 0) {
      return LATER;
    }
    double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
    return Duration.ofMillis((long) (every.toMillis() * factor));
  }
}

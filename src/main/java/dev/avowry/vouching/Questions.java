package dev.avowry.vouching;

import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.SealBroken;
import dev.avowry.key.Sealer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Asks about some people, and writes each answer down as it comes: a provider that replaces a token
 * with each answer would refuse the old one the next time.
 */
@ApplicationScoped
class Questions {
  private static final Logger LOG = Logger.getLogger(Questions.class);

  /** Enough for a hundred thousand people in half an hour, and little for a provider. */
  private static final int AT_ONCE = 4;

  private final ProviderLine line;
  private final PledgeStore store;
  private final Sealer sealer;
  private final VouchingMeters meters;
  private final Clock clock;

  Questions(
      ProviderLine line, PledgeStore store, Sealer sealer, VouchingMeters meters, Clock clock) {
    this.line = line;
    this.store = store;
    this.sealer = sealer;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Asks about each.
   *
   * @return whether there was any clear answer
   */
  Uni<Boolean> ask(List<Pledge> some) {
    return Multi.createFrom()
        .iterable(some)
        .onItem()
        .transformToUni(this::ask)
        .merge(AT_ONCE)
        .collect()
        .asList()
        .map(answers -> answers.stream().anyMatch(it -> !(it instanceof Answer.Unclear)));
  }

  private Uni<Answer> ask(Pledge pledge) {
    SecretBytes token;
    try {
      token = sealer.open(pledge.token(), Pledge.purpose(pledge.human(), pledge.provider()));
    } catch (SealBroken broken) {
      return heed(pledge, new Answer.Unclear(String.valueOf(broken.getMessage()), false));
    }
    return line.ask(pledge, token).chain(answer -> heed(pledge, answer));
  }

  private Uni<Answer> heed(Pledge pledge, Answer answer) {
    meters.answered(pledge.provider(), answer);
    Uni<Void> written =
        switch (answer) {
          case Answer.Vouches(var next) ->
              store.good(
                  pledge,
                  next.map(
                      it -> sealer.seal(it, Pledge.purpose(pledge.human(), pledge.provider()))),
                  clock.instant());
          case Answer.Refuses refuses when pledge.doubtful() -> lost(pledge);
          case Answer.Refuses(String why) -> {
            LOG.warnf(
                "a provider refuses somebody: provider=%s human=%s cause=%s",
                pledge.provider(), pledge.human(), why);
            yield store.refused(pledge);
          }
          case Answer.Unclear(String why, boolean doubtful) -> {
            LOG.infof(
                "a provider gave no clear answer: provider=%s human=%s cause=%s",
                pledge.provider(), pledge.human(), why);
            yield store.unclear(pledge, doubtful || pledge.doubtful());
          }
        };
    return written.replaceWith(answer);
  }

  /** The token may have been replaced by an answer that never arrived: that proves nothing. */
  private Uni<Void> lost(Pledge pledge) {
    LOG.warnf(
        "what somebody is asked about by is lost until they sign in: provider=%s human=%s",
        pledge.provider(), pledge.human());
    return store.spent(pledge);
  }
}

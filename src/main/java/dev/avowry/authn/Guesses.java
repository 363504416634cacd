package dev.avowry.authn;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Nobody fails without end: when a budget is used up, what follows from the same network is refused
 * unlooked at until the minute is over. A client that has proven itself from there before is looked
 * at nevertheless, and from elsewhere there is another budget: failing for a client locks nobody
 * out but oneself.
 *
 * <p>Each replica counts for itself. The memory is bounded, whatever strangers come from.
 */
@ApplicationScoped
class Guesses {
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MOST_REMEMBERED = 100_000;

  private final GuessConfig config;
  private final Clock clock;
  private final Cache<Guesser, Tally> ofClients = remembering();
  private final Cache<String, Tally> ofNetworks = remembering();
  private final Cache<Guesser, Boolean> proven = remembering();

  Guesses(GuessConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /** Failures since the window began. */
  private record Tally(Instant began, int failures) {
    Tally oneMore(Instant now) {
      return isOver(now) ? new Tally(now, 1) : new Tally(began, failures + 1);
    }

    boolean isOver(Instant now) {
      return !now.isBefore(began.plus(WINDOW));
    }
  }

  /** Decides unless the budget is used up; a proof that fails takes from it. */
  <T> Uni<T> guard(Guesser who, Supplier<Uni<T>> decision) {
    boolean spent = isSpent(who);
    if (spent && proven.getIfPresent(who) == null) {
      return Uni.createFrom().failure(tooMany());
    }
    return Uni.createFrom()
        .deferred(decision::get)
        .onFailure(Guesses::isFailedProof)
        .transform(
            failure -> {
              count(who);
              return spent ? tooMany() : failure;
            });
  }

  /** Who it is has been proven from there. */
  void remember(Guesser who) {
    proven.put(who, true);
  }

  private boolean isSpent(Guesser who) {
    return isSpent(ofClients.getIfPresent(who), config.failuresPerClient())
        || isSpent(ofNetworks.getIfPresent(who.network()), config.failuresPerAddress());
  }

  private boolean isSpent(@Nullable Tally tally, int budget) {
    return tally != null && !tally.isOver(clock.instant()) && tally.failures() >= budget;
  }

  private void count(Guesser who) {
    Instant now = clock.instant();
    Tally first = new Tally(now, 1);
    ofNetworks.asMap().merge(who.network(), first, (known, any) -> known.oneMore(now));
    if (who.client().isPresent()) {
      ofClients.asMap().merge(who, first, (known, any) -> known.oneMore(now));
    }
  }

  private static boolean isFailedProof(Throwable failure) {
    return failure instanceof Refused refused
        && refused.refusal().reason() == Reason.INVALID_CLIENT;
  }

  private static Refused tooMany() {
    return Refusal.refused(
        Reason.TOO_MANY_REQUESTS,
        "client authentication has failed too often from this address; try again in a minute");
  }

  private static <K, V> Cache<K, V> remembering() {
    return Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();
  }
}

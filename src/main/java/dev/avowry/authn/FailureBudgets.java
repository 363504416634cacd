package dev.avowry.authn;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Nobody fails without end: when a budget is used up, what follows from the same network is refused
 * unlooked at until the window is over. Who has proven themself from there before is looked at
 * nevertheless, and from elsewhere there is another budget: failing for somebody locks nobody out
 * but oneself.
 *
 * <p>Each replica counts for itself. The memory is bounded, whatever strangers come from.
 *
 * @param <G> who guesses, equal to whoever shares the budget
 */
public final class FailureBudgets<G extends Guessing> {
  private static final int MOST_REMEMBERED = 100_000;

  private final Duration window;
  private final int perSubject;
  private final int perNetwork;
  private final Predicate<Refusal> isFailedProof;
  private final Refusal tooMany;
  private final Clock clock;
  private final Cache<G, Tally> ofSubjects = remembering();
  private final Cache<String, Tally> ofNetworks = remembering();
  private final Cache<G, Boolean> proven = remembering();

  /**
   * Budgets of their own.
   *
   * @param window how long a failure counts
   * @param perSubject failures of one subject from one network in that time
   * @param perNetwork failures of whatever subjects from one network in that time
   * @param isFailedProof which refusals count
   * @param tooMany what is answered when a budget is used up
   */
  public FailureBudgets(
      Duration window,
      int perSubject,
      int perNetwork,
      Predicate<Refusal> isFailedProof,
      Refusal tooMany,
      Clock clock) {
    this.window = window;
    this.perSubject = perSubject;
    this.perNetwork = perNetwork;
    this.isFailedProof = isFailedProof;
    this.tooMany = tooMany;
    this.clock = clock;
  }

  /** Failures since the window began. */
  private record Tally(Instant began, int failures) {
    Tally oneMore(Duration window, Instant now) {
      return isOver(window, now) ? new Tally(now, 1) : new Tally(began, failures + 1);
    }

    boolean isOver(Duration window, Instant now) {
      return !now.isBefore(began.plus(window));
    }
  }

  /** Decides unless the budget is used up; a proof that fails takes from it. */
  public <T> Uni<T> guard(G who, Supplier<Uni<T>> decision) {
    boolean spent = isSpent(who);
    if (spent && !knows(who)) {
      return Uni.createFrom().failure(tooMany.refused());
    }
    return Uni.createFrom()
        .deferred(decision::get)
        .onFailure(this::isFailure)
        .transform(
            failure -> {
              count(who);
              return spent ? tooMany.refused() : failure;
            });
  }

  /** Who it is has been proven from there. */
  public void remember(G who) {
    proven.put(who, true);
  }

  /** Whether who it is has been proven from there. */
  public boolean knows(G who) {
    return proven.getIfPresent(who) != null;
  }

  private boolean isSpent(G who) {
    return isSpent(ofSubjects.getIfPresent(who), perSubject)
        || isSpent(ofNetworks.getIfPresent(who.network()), perNetwork);
  }

  private boolean isSpent(@Nullable Tally tally, int budget) {
    return tally != null && !tally.isOver(window, clock.instant()) && tally.failures() >= budget;
  }

  private void count(G who) {
    Instant now = clock.instant();
    Tally first = new Tally(now, 1);
    ofNetworks.asMap().merge(who.network(), first, (known, any) -> known.oneMore(window, now));
    if (who.subject().isPresent()) {
      ofSubjects.asMap().merge(who, first, (known, any) -> known.oneMore(window, now));
    }
  }

  private boolean isFailure(Throwable failure) {
    return failure instanceof Refused refused && isFailedProof.test(refused.refusal());
  }

  private static <K, V> Cache<K, V> remembering() {
    return Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();
  }
}

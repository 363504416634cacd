package dev.avowry.authn;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

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

  private final Predicate<Refusal> isFailedProof;
  private final Refusal tooMany;
  private final Tallies<G> ofSubjects;
  private final Tallies<String> ofNetworks;
  private final Cache<G, Boolean> proven =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

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
    this.ofSubjects = new Tallies<>(window, perSubject, clock);
    this.ofNetworks = new Tallies<>(window, perNetwork, clock);
    this.isFailedProof = isFailedProof;
    this.tooMany = tooMany;
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
    // To write what is known would cost each request more than to look: a cache orders its writes.
    if (!knows(who)) {
      proven.put(who, true);
    }
  }

  /** Whether who it is has been proven from there. */
  public boolean knows(G who) {
    return proven.getIfPresent(who) != null;
  }

  private boolean isSpent(G who) {
    return ofSubjects.isSpent(who) || ofNetworks.isSpent(who.network());
  }

  private void count(G who) {
    ofNetworks.count(who.network());
    if (who.subject().isPresent()) {
      ofSubjects.count(who);
    }
  }

  private boolean isFailure(Throwable failure) {
    return failure instanceof Refused refused && isFailedProof.test(refused.refusal());
  }
}

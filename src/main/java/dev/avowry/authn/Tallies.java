package dev.avowry.authn;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often something happened of late with each: in windows that begin with the first time. Each
 * replica counts for itself. The memory is bounded, whoever comes.
 *
 * @param <K> with whom, equal to whoever shares the budget
 */
public final class Tallies<K> {
  private static final int MOST_REMEMBERED = 100_000;

  private final Duration window;
  private final int most;
  private final Clock clock;
  private final Cache<K, Tally> tallies =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

  /**
   * Budgets that nobody has used yet.
   *
   * @param window how long each time counts
   * @param most how often it may happen in that time
   */
  public Tallies(Duration window, int most, Clock clock) {
    this.window = window;
    this.most = most;
    this.clock = clock;
  }

  /** How often since the window began. */
  private record Tally(Instant began, int times) {
    Tally oneMore(Duration window, Instant now) {
      return isOver(window, now) ? new Tally(now, 1) : new Tally(began, times + 1);
    }

    boolean isOver(Duration window, Instant now) {
      return !now.isBefore(began.plus(window));
    }
  }

  /** Whether it has happened as often as it may. */
  public boolean isSpent(K who) {
    @Nullable Tally tally = tallies.getIfPresent(who);
    return tally != null && !tally.isOver(window, clock.instant()) && tally.times() >= most;
  }

  /** It has happened once more; false when that was more often than it may. */
  public boolean count(K who) {
    Instant now = clock.instant();
    return tallies
            .asMap()
            .merge(who, new Tally(now, 1), (known, any) -> known.oneMore(window, now))
            .times()
        <= most;
  }
}

package dev.avowry.bench;

import dev.avowry.bench.gate.Watchers;
import dev.avowry.bench.target.Withdrawals;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Revokes at a steady rate and keeps how long each resource server took to refuse.
 *
 * <p>Nobody outside sees the moment of the commit. It lies between the order's being sent and its
 * being answered; so the time since the order is more than that since the commit, and the time
 * since the answer is less. Whoever refused before the answer came counts as 0 there.
 */
final class Refusals {
  private static final int DIGITS = 3;
  private static final int WARM_UP = 5;

  private final Withdrawals withdrawals;
  private final Watchers watchers;
  private final long period;
  private final Histogram sinceOrder = new Histogram(DIGITS);
  private final Histogram sinceAnswer = new Histogram(DIGITS);
  private int revoked;

  /**
   * @param perSecond how often something is revoked, unless the last is not refused everywhere yet
   */
  Refusals(Withdrawals withdrawals, Watchers watchers, double perSecond) {
    this.withdrawals = withdrawals;
    this.watchers = watchers;
    this.period = (long) (1e9 / perSecond);
  }

  /** Some that do not count. */
  void warmUp() throws IOException {
    for (int i = 0; i < WARM_UP; i++) {
      revoke(armed());
    }
    revoked = 0;
    sinceOrder.reset();
    sinceAnswer.reset();
  }

  /**
   * One after the other, until it is enough; at least one.
   *
   * @return how many
   */
  int until(AtomicBoolean over) throws IOException {
    long due = System.nanoTime();
    do {
      var withdrawal = armed();
      for (long ahead = due - System.nanoTime(); ahead > 0; ahead = due - System.nanoTime()) {
        LockSupport.parkNanos(ahead);
      }
      due = Math.max(due, System.nanoTime() - period) + period;
      revoke(withdrawal);
    } while (!over.get());
    return revoked;
  }

  private Withdrawals.Withdrawal armed() throws IOException {
    var withdrawal = withdrawals.next();
    watchers.arm(withdrawal.token());
    return withdrawal;
  }

  private void revoke(Withdrawals.Withdrawal withdrawal) throws IOException {
    long ordered = System.nanoTime();
    withdrawal.order().run();
    long answered = System.nanoTime();
    revoked++;
    for (long refused : watchers.refusals()) {
      if (refused < ordered) {
        throw new ScenarioFailed("a token was refused before it was revoked");
      }
      sinceOrder.recordValue((refused - ordered) / 1_000);
      sinceAnswer.recordValue(Math.max(0, refused - answered) / 1_000);
    }
  }

  /** A row of figures. */
  void row(Table table, String how, double tokensPerSecond) {
    table.row(
        how,
        tokensPerSecond,
        Integer.toString(revoked),
        "%,d".formatted(sinceOrder.getTotalCount()),
        millis(sinceOrder, 50),
        millis(sinceOrder, 99),
        millis(sinceOrder, 100),
        millis(sinceAnswer, 50),
        millis(sinceAnswer, 99),
        millis(sinceAnswer, 100));
  }

  private static double millis(Histogram times, double percentile) {
    return times.getValueAtPercentile(percentile) / 1_000.0;
  }

  @Override
  public String toString() {
    return "%d revoked, refused after p50 %.1f p99 %.1f longest %.1f ms"
        .formatted(
            revoked, millis(sinceOrder, 50), millis(sinceOrder, 99), millis(sinceOrder, 100));
  }
}

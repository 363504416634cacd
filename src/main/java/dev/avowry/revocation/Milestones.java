package dev.avowry.revocation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When the last entries were durable, and when the stream of this replica had them: by the clock of
 * this process that never goes back, {@link System#nanoTime}.
 *
 * <p>An order of another replica is known here by its publication only. The stream may have an
 * entry before its order hears that it is durable: the notification was faster.
 */
@ApplicationScoped
public class Milestones {
  /** A storm of a few seconds. */
  private static final int KEPT = 1_024;

  private final Timer commits;
  private final Timer publications;
  private final Map<Long, Passed> entries =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Passed> eldest) {
          return size() > KEPT;
        }
      };

  Milestones(MeterRegistry meters) {
    this.commits =
        LatencyTimer.named("avowry.revocation.commit")
            .description("from an order's arrival until its entry was durable")
            .register(meters);
    this.publications =
        LatencyTimer.named("avowry.revocation.publish")
            .description("from then until the entry was signed and given to the stream")
            .register(meters);
  }

  /**
   * What is known of an entry, in nanoseconds of {@link System#nanoTime}.
   *
   * @param durable when the order that made it was told that it is durable
   * @param published when it was signed and handed to those who write it to readers; empty while
   *     nobody reads the stream here
   */
  public record Passed(Optional<Long> durable, Optional<Long> published) {
    static final Passed NOTHING = new Passed(Optional.empty(), Optional.empty());

    /** From durable to published; not before the order knew. */
    public Optional<Duration> publication() {
      return durable.flatMap(from -> published.map(to -> Duration.ofNanos(Math.max(0, to - from))));
    }
  }

  /** What is known of the entry. */
  public synchronized Passed of(long seq) {
    return entries.getOrDefault(seq, Passed.NOTHING);
  }

  /** An order that arrived then has its entry now. */
  void durable(long seq, long arrived) {
    long now = System.nanoTime();
    commits.record(Duration.ofNanos(now - arrived));
    note(seq, now, null);
  }

  /** The stream has the entry now. */
  void published(long seq) {
    note(seq, null, System.nanoTime());
  }

  private synchronized void note(long seq, @Nullable Long durable, @Nullable Long published) {
    Passed before = of(seq);
    Passed after =
        new Passed(
            before.durable().or(() -> Optional.ofNullable(durable)),
            before.published().or(() -> Optional.ofNullable(published)));
    entries.put(seq, after);
    if (before.publication().isEmpty()) {
      after.publication().ifPresent(publications::record);
    }
  }
}

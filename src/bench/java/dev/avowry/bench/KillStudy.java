package dev.avowry.bench;

import dev.avowry.bench.load.Load;
import dev.avowry.bench.load.Workload;
import dev.avowry.bench.target.Avowry;
import dev.avowry.bench.target.AvowryApi;
import dev.avowry.bench.target.Client;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.Histogram;

/** How long a kill takes, commit and answer included, while mints take all that the machine has. */
final class KillStudy {
  private static final int DIGITS = 3;

  private final Avowry avowry;
  private final Track track;
  private final Options options;
  private final Progress progress;

  KillStudy(Avowry avowry, Track track, Options options, Progress progress) {
    this.avowry = avowry;
    this.track = track;
    this.options = options;
    this.progress = progress;
  }

  void report(Report report) throws InterruptedException {
    Client minting = avowry.api().register("who mints while others are stopped", "read");
    Workload mints = avowry.minting(() -> minting);
    Round warm = mint(mints, options.warmUp(), 0);
    Table table =
        new Table("mints meanwhile", "tokens/s", "kills", "p50 ms", "p99 ms", "longest ms");
    row(table, "none", 0, idle());
    AtomicBoolean over = new AtomicBoolean();
    try (ExecutorService killer = Executors.newSingleThreadExecutor()) {
      Future<Histogram> kills = killer.submit(() -> kill(over));
      Round round;
      try {
        round = mint(mints, options.round().multipliedBy(2), warm.perSecond());
      } finally {
        over.set(true);
      }
      row(table, "as many as there can be", round.perSecond(), kills.get());
    } catch (ExecutionException e) {
      throw new ScenarioFailed("a kill failed: " + e.getCause());
    }
    report.section("Kills while mints saturate the machine", table);
  }

  private void row(Table table, String load, double perSecond, Histogram kills) {
    table.row(
        load,
        perSecond,
        kills.getTotalCount(),
        millis(kills, 50),
        millis(kills, 99),
        kills.getMaxValue() / 1_000.0);
    progress.says(
        "kill            p99 %.1f ms of %d kills beside %,.0f tokens/s"
            .formatted(millis(kills, 99), kills.getTotalCount(), perSecond));
  }

  private Round mint(Workload mints, Duration length, double rate) throws InterruptedException {
    return track.run(avowry, mints, new Load.ClosedLoop(options.connections(), length), rate);
  }

  private Histogram idle() throws InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    try (ExecutorService killer = Executors.newSingleThreadExecutor()) {
      Future<Histogram> kills = killer.submit(() -> kill(over));
      Thread.sleep(options.round());
      over.set(true);
      return kills.get();
    } catch (ExecutionException e) {
      throw new ScenarioFailed("a kill failed: " + e.getCause());
    }
  }

  /** Suspends one agent again and again; only the suspension is timed. In microseconds. */
  private Histogram kill(AtomicBoolean over) {
    AvowryApi api = avowry.api();
    String victim = api.register("who is stopped", "read").id();
    String administrator = api.administratorToken();
    Histogram kills = new Histogram(DIGITS);
    while (!over.get()) {
      long begun = System.nanoTime();
      var _ = api.order(administrator, "agent", victim, "suspend", false);
      kills.recordValue((System.nanoTime() - begun) / 1_000);
      var _ = api.order(administrator, "agent", victim, "resume", false);
    }
    return kills;
  }

  private static double millis(Histogram kills, double percentile) {
    return kills.getValueAtPercentile(percentile) / 1_000.0;
  }
}

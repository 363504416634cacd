package dev.avowry.bench;

import dev.avowry.bench.load.Generator;
import dev.avowry.bench.load.Load;
import dev.avowry.bench.load.Sample;
import dev.avowry.bench.load.Workload;
import dev.avowry.bench.target.Avowry;
import dev.avowry.verifier.KnownEntries;
import dev.avowry.verifier.Verifier;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * That the list is bounded by the rate of revocations and the lifetime of an entry, however many
 * were revoked, and that who followed it all along has what the whole list has.
 */
final class SoakStudy {
  private static final int BRANCHES = 100;

  /** Enough that orders meet, and share a commit, when the machine is busy with other things. */
  private static final int CONNECTIONS = 32;

  private static final int SAMPLES = 20;

  private final Avowry avowry;
  private final BulkRows rows;
  private final Options.Withdrawing options;
  private final Progress progress;
  private final AtomicReference<String> administrator;

  SoakStudy(Avowry avowry, Options options, Progress progress) {
    this.avowry = avowry;
    this.rows = new BulkRows(avowry.postgres());
    this.options = options.withdrawing();
    this.progress = progress;
    this.administrator = new AtomicReference<>(avowry.api().administratorToken());
  }

  void report(Report report) throws SQLException, InterruptedException {
    Iterator<String> leaves = leaves().iterator();
    Workload revocations = avowry.api().revoking(leaves, administrator::get);
    Duration length =
        Duration.ofMillis((long) (options.soakNodes() * 1_000.0 / options.soakPerSecond()));
    try (Generator generator = new Generator();
        Verifier follower = Verifier.of(avowry.api().issuer()).build().start()) {
      Load load = new Load.ConstantRate(CONNECTIONS, length, options.soakPerSecond());
      CompletableFuture<Sample> over = new CompletableFuture<>();
      Thread.ofPlatform().name("soak").start(() -> run(generator, revocations, load, over));
      SoakSamples samples = new SoakSamples(avowry, rows, follower, progress);
      for (int i = 0; i < SAMPLES && !over.isDone(); i++) {
        Thread.sleep(length.dividedBy(SAMPLES));
        administrator.set(avowry.api().administratorToken());
        samples.take();
      }
      Sample sample = ended(over);
      samples.take();
      report.section(
          "The list in a soak", samples.table(), orders(sample), bound(samples), agreed(follower));
    }
  }

  private List<String> leaves() throws SQLException {
    String root = avowry.api().register("root of a soak", "read").id();
    rows.tree(root, BRANCHES, Math.ceilDiv(options.soakNodes(), BRANCHES) + 1, avowry.key());
    return rows.leaves(root);
  }

  private static void run(
      Generator generator, Workload workload, Load load, CompletableFuture<Sample> over) {
    try {
      over.complete(generator.run(workload, load));
    } catch (InterruptedException | RuntimeException e) {
      over.completeExceptionally(e);
    }
  }

  private static Sample ended(CompletableFuture<Sample> over) {
    try {
      return over.join();
    } catch (CompletionException e) {
      throw new ScenarioFailed("the revocations did not come to their end: " + e.getCause());
    }
  }

  private String orders(Sample sample) {
    if (sample.failed() > 0) {
      throw new ScenarioFailed(
          "%d revocations failed, the first with: %s"
              .formatted(sample.failed(), sample.firstFailure().orElse("no answer")));
    }
    return "%,d nodes were revoked at %.1f a second; an order was answered in %.1f ms (p50), %.1f ms (p99), %.1f ms at the most."
        .formatted(
            sample.answered(),
            sample.perSecond(),
            sample.millis(50),
            sample.millis(99),
            sample.millis(100));
  }

  private String bound(SoakSamples samples) {
    return "Rate times lifetime is %,.0f entries (%.0f a second, %d s each); the longest list had %,d. No list had more than was revoked in the %d s before it."
        .formatted(
            options.soakPerSecond() * SoakSamples.ENTRY.toSeconds(),
            options.soakPerSecond(),
            SoakSamples.ENTRY.toSeconds(),
            samples.mostEntries(),
            SoakSamples.ENTRY.toSeconds());
  }

  /** The one has followed the stream from the first revocation on, the other knows nothing yet. */
  private String agreed(Verifier follower) throws InterruptedException {
    try (Verifier fresh = Verifier.of(avowry.api().issuer()).withoutStream().build().start()) {
      KnownEntries whole = SoakSamples.caughtUp(fresh, avowry.api().list());
      KnownEntries followed = SoakSamples.caughtUp(follower, avowry.api().list());
      if (!followed.liveWith(whole).equals(whole.liveWith(whole))) {
        throw new ScenarioFailed("who followed has other entries than the whole list");
      }
      return "A verifier that had followed the stream all along had the same %,d entries as one that fetched the whole list, and %,d older ones that it had not dropped yet."
          .formatted(whole.liveWith(whole).size(), followed.size() - whole.size());
    }
  }
}

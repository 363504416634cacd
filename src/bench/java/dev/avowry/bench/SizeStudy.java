package dev.avowry.bench;

import dev.avowry.bench.load.Load;
import dev.avowry.bench.machine.Heap;
import dev.avowry.bench.target.Avowry;
import dev.avowry.bench.target.AvowryApi;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** What mints and revocations cost when there are many agents. */
final class SizeStudy {
  private static final int HOT = 1_000;
  private static final int LEAVES = 20;
  private static final int SUSPENSIONS = 5;

  private final Avowry avowry;
  private final BulkRows rows;
  private final Track track;
  private final Options options;
  private final Progress progress;

  private final Table mints =
      new Table(
          "agents there are",
          "asked of",
          "tokens/s",
          "tokens/CPU-s",
          "p50 ms",
          "p99 ms",
          "ledger rows/s",
          "heap in use");
  private final Table kills =
      new Table(
          "nodes in the tree", "revoke a leaf ms", "suspend the root ms", "revoke the root ms");

  SizeStudy(Avowry avowry, Track track, Options options, Progress progress) {
    this.avowry = avowry;
    this.rows = new BulkRows(avowry.postgres());
    this.track = track;
    this.options = options;
    this.progress = progress;
  }

  void report(Report report) throws SQLException, InterruptedException {
    Duration warmUp = options.warmUp();
    for (int size : options.sizes()) {
      measure(size, warmUp);
      // The machine code is there by now; what a larger number of agents changes is found soon.
      warmUp = options.round();
    }
    report.section("Cost against the number of agents", mints);
    report.section("Revocation against the size of the tree", kills);
  }

  private void measure(int size, Duration warmUp) throws SQLException, InterruptedException {
    AvowryApi api = avowry.api();
    String root = api.register("root of " + size, "read").id();
    // As many branches as there are leaves on each, or ten times fewer.
    int branches = (int) Math.pow(10, (int) (Math.log10(size) / 2));
    rows.tree(root, branches, size / branches - 1, avowry.key());
    List<String> ids = rows.below(root);
    progress.says("size            wrote %,d agents".formatted(ids.size()));
    List<String> hot = ids.subList(0, Math.min(HOT, ids.size()));
    double rate = mint(hot, warmUp, 0).perSecond();
    mints("%,d".formatted(hot.size()), hot, rate);
    if (hot.size() < ids.size()) {
      mints("all of %,d".formatted(ids.size()), ids, rate);
    }
    kills(root, ids);
  }

  private void mints(String asked, List<String> ids, double rate)
      throws SQLException, InterruptedException {
    long before = rows.ledgerRows();
    Round round = mint(ids, options.round(), rate);
    double events = (rows.ledgerRows() - before) * 1e9 / round.sample().elapsed().toNanos();
    long heap = Heap.afterCollection(avowry.server().processes().java());
    mints.row(
        "%,d".formatted(rows.agents()),
        asked,
        round.perSecond(),
        round.perCpuSecond(),
        round.sample().millis(50),
        round.sample().millis(99),
        events,
        Text.mebibytes(heap));
    progress.says(
        "size            tokens for %-15s %,8.0f/s %,8.0f/CPU-s"
            .formatted(asked, round.perSecond(), round.perCpuSecond()));
  }

  private Round mint(List<String> ids, Duration length, double rate) throws InterruptedException {
    AvowryApi api = avowry.api();
    var workload =
        avowry.minting(() -> api.client(ids.get(ThreadLocalRandom.current().nextInt(ids.size()))));
    return track.run(avowry, workload, new Load.ClosedLoop(options.connections(), length), rate);
  }

  private void kills(String root, List<String> ids) {
    String administrator = avowry.api().administratorToken();
    double[] leaf = new double[Math.min(LEAVES, ids.size())];
    for (int i = 0; i < leaf.length; i++) {
      leaf[i] = millis(administrator, ids.get(i), "revoke");
    }
    double[] suspended = new double[SUSPENSIONS];
    for (int i = 0; i < SUSPENSIONS; i++) {
      suspended[i] = millis(administrator, root, "suspend");
      millis(administrator, root, "resume");
    }
    double revoked = millis(administrator, root, "revoke");
    kills.row("%,d".formatted(ids.size() + 1), Spread.of(leaf), Spread.of(suspended), revoked);
    progress.says(
        "size            revoked the root of %,d in %.1f ms".formatted(ids.size(), revoked));
  }

  private double millis(String administrator, String id, String mode) {
    long begun = System.nanoTime();
    var _ = avowry.api().order(administrator, "agent", id, mode, false);
    return (System.nanoTime() - begun) / 1e6;
  }
}

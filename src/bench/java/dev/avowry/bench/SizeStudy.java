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
          "nodes in the tree",
          "revoke a leaf ms",
          "suspend the root: a verifier knows, ms",
          "suspend the root: answered, ms",
          "revoke the root: a verifier knows, ms",
          "revoke the root: answered, ms",
          "entries it took");

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

  private void kills(String root, List<String> ids) throws InterruptedException {
    String administrator = avowry.api().administratorToken();
    double[] leaf = new double[Math.min(LEAVES, ids.size())];
    double[] known = new double[SUSPENSIONS];
    double[] suspended = new double[SUSPENSIONS];
    try (Kills orders = new Kills(avowry.api(), administrator)) {
      for (int i = 0; i < leaf.length; i++) {
        leaf[i] = orders.time(ids.get(i), "revoke").answered();
      }
      for (int i = 0; i < SUSPENSIONS; i++) {
        Kills.Times times = orders.time(root, "suspend");
        known[i] = times.known();
        suspended[i] = times.answered();
        var _ = avowry.api().order(administrator, "agent", root, "resume", false);
      }
      Kills.Times revoked = orders.time(root, "revoke");
      kills.row(
          "%,d".formatted(ids.size() + 1),
          Spread.of(leaf),
          Spread.of(known),
          Spread.of(suspended),
          revoked.known(),
          revoked.answered(),
          Long.toString(revoked.entries()));
      progress.says(
          "size            root of %,d: suspended %s, answered %s; %s"
              .formatted(ids.size(), Spread.of(known), Spread.of(suspended), revoked));
    }
  }
}

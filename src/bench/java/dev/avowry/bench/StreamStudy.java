package dev.avowry.bench;

import dev.avowry.bench.load.Load;
import dev.avowry.bench.load.Workload;
import dev.avowry.bench.target.Avowry;
import dev.avowry.bench.target.Client;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a thousand readers of the stream of revocations take from mints. Rounds with and without
 * them are measured in pairs, the one first that was last before: what changes slowly, the
 * machine's other load or the compiler's work, is in both.
 */
final class StreamStudy {
  private static final int READERS = 1_000;

  /** Of one a second: two that a busy machine brings at once are seen as one. */
  private static final double HEARTBEATS_A_SECOND = 0.5;

  private final Avowry avowry;
  private final Track track;
  private final Options options;
  private final Progress progress;
  private final List<Round> alone = new ArrayList<>();
  private final List<Round> beside = new ArrayList<>();
  private double bytes;

  StreamStudy(Avowry avowry, Track track, Options options, Progress progress) {
    this.avowry = avowry;
    this.track = track;
    this.options = options;
    this.progress = progress;
  }

  void report(Report report) throws InterruptedException {
    Client client = avowry.api().register("who mints while others read", "read");
    Workload mints = avowry.minting(() -> client);
    double rate = track.run(avowry, mints, load(options.warmUp()), 0).perSecond();
    for (int i = 0; i < options.rounds(); i++) {
      if (i % 2 == 0) {
        alone.add(round(mints, rate));
        beside.add(besideReaders(mints, rate));
      } else {
        beside.add(besideReaders(mints, rate));
        alone.add(round(mints, rate));
      }
    }
    double held = held();
    Spread kept = kept();
    progress.says("streams         mints keep %s beside %,d readers".formatted(kept, READERS));
    report.section("Mints beside readers of the stream", table(kept), told(held));
  }

  private Table table(Spread kept) {
    Table table =
        new Table("readers of the stream", "tokens a CPU-s", "tokens a second", "p50 ms", "p99 ms");
    row(table, "none", alone);
    row(table, "%,d".formatted(READERS), beside);
    table.row("share, pair by pair", kept, "", "", "");
    return table;
  }

  private static void row(Table table, String readers, List<Round> rounds) {
    table.row(
        readers,
        Spread.of(rounds, Round::perCpuSecond),
        Spread.of(rounds, Round::perSecond),
        Spread.of(rounds, round -> round.sample().millis(50)),
        Spread.of(rounds, round -> round.sample().millis(99)));
  }

  private Spread kept() {
    double[] shares = new double[alone.size()];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = beside.get(i).perCpuSecond() / alone.get(i).perCpuSecond();
    }
    return Spread.of(shares);
  }

  private String told(double held) {
    return "Each reader was sent %.0f bytes a second, in the mean of %d rounds. To hold %,d of them and send them their heartbeats took %.1f ms of processor time a second, without mints."
        .formatted(bytes / options.rounds(), options.rounds(), READERS, held);
  }

  /** Milliseconds of processor time a second that readers take while nothing else is asked. */
  private double held() throws InterruptedException {
    Duration without = Track.idle(avowry, options.round());
    try (StreamReaders readers = StreamReaders.open(avowry.server().address(), READERS)) {
      readers.awaitAll();
      Duration with = Track.idle(avowry, options.round());
      return (double) with.minus(without).toMillis() / options.round().toSeconds();
    } catch (IOException e) {
      throw new ScenarioFailed("the stream could not be read: " + e);
    }
  }

  private Round besideReaders(Workload mints, double rate) throws InterruptedException {
    try (StreamReaders readers = StreamReaders.open(avowry.server().address(), READERS)) {
      readers.awaitAll();
      long before = readers.bytes();
      long heartbeats = readers.heartbeats();
      Round round = round(mints, rate);
      double seconds = round.sample().elapsed().toNanos() / 1e9;
      double each = (readers.bytes() - before) / seconds / READERS;
      bytes += each;
      double beats = (readers.heartbeats() - heartbeats) / seconds / READERS;
      if (readers.open() < READERS || beats < HEARTBEATS_A_SECOND) {
        throw new ScenarioFailed(
            "%d readers were kept, and sent %.2f heartbeats a second each"
                .formatted(readers.open(), beats));
      }
      return round;
    } catch (IOException e) {
      throw new ScenarioFailed("the stream could not be read: " + e);
    }
  }

  private Round round(Workload mints, double rate) throws InterruptedException {
    return track.run(avowry, mints, load(options.round()), rate);
  }

  private Load load(Duration length) {
    return new Load.ClosedLoop(options.connections(), length);
  }
}

package dev.avowry.bench;

import dev.avowry.bench.load.Load;
import dev.avowry.bench.load.Workload;
import dev.avowry.bench.target.Avowry;
import dev.avowry.bench.target.Client;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a thousand readers of the stream of revocations take from mints. */
final class StreamStudy {
  private static final int READERS = 1_000;

  private final Avowry avowry;
  private final Track track;
  private final Options options;
  private final Progress progress;

  StreamStudy(Avowry avowry, Track track, Options options, Progress progress) {
    this.avowry = avowry;
    this.track = track;
    this.options = options;
    this.progress = progress;
  }

  void report(Report report) throws InterruptedException {
    Client client = avowry.api().register("who mints while others read", "read");
    Workload mints = avowry.minting(() -> client);
    Round warm = track.run(avowry, mints, load(options.warmUp()), 0);
    List<Round> alone = new ArrayList<>();
    List<Round> beside = new ArrayList<>();
    long sent = 0;
    for (int i = 0; i < options.rounds(); i++) {
      alone.add(round(mints, warm));
      try (StreamReaders readers = StreamReaders.open(avowry.server().address(), READERS)) {
        beside.add(round(mints, warm));
        sent += readers.bytes();
        if (readers.open() < READERS) {
          throw new ScenarioFailed("only %d readers were kept".formatted(readers.open()));
        }
      } catch (IOException e) {
        throw new ScenarioFailed("the stream could not be read: " + e);
      }
    }
    Spread without = Spread.of(alone, Round::perCpuSecond);
    Spread with = Spread.of(beside, Round::perCpuSecond);
    double share = with.median() / without.median();
    Table table = new Table("readers of the stream", "tokens a CPU-s", "tokens a second");
    table.row("none", without, Spread.of(alone, Round::perSecond));
    table.row("%,d".formatted(READERS), with, Spread.of(beside, Round::perSecond));
    table.row("share", share, "");
    progress.says("stream          mints keep %.3f beside %,d readers".formatted(share, READERS));
    report.section(
        "Mints beside readers of the stream",
        table,
        "The readers were sent %,d bytes in %d rounds.".formatted(sent, options.rounds()));
  }

  private Round round(Workload mints, Round warm) throws InterruptedException {
    return track.run(avowry, mints, load(options.round()), warm.perSecond());
  }

  private Load load(Duration length) {
    return new Load.ClosedLoop(options.connections(), length);
  }
}

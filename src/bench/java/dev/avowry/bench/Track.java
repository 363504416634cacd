package dev.avowry.bench;

import dev.avowry.bench.load.Generator;
import dev.avowry.bench.load.Load;
import dev.avowry.bench.load.Sample;
import dev.avowry.bench.load.Workload;
import dev.avowry.bench.machine.CpuClock;
import dev.avowry.bench.target.Target;
import java.time.Duration;

/** Runs rounds, each with what it cost. */
final class Track implements AutoCloseable {
  // A closed loop may turn out faster than the round before; the rest is signed while the clock
  // runs, in the generator's own time.
  private static final double MARGIN = 1.2;

  private final Generator generator = new Generator();

  /**
   * One round.
   *
   * @param rate how many requests a second to make in advance
   * @throws ScenarioFailed an answer was wrong, or there was none
   */
  Round run(Target target, Workload workload, Load load, double rate) throws InterruptedException {
    workload.requests().prepare((int) (rate * MARGIN * load.length().toMillis() / 1_000));
    Duration server = server(target);
    Duration database = database(target);
    Duration own = CpuClock.ofThisProcess();
    Sample sample = generator.run(workload, load);
    if (sample.failed() > 0 || sample.answered() == 0) {
      throw new ScenarioFailed(
          "%s: %d of %d requests failed, the first with: %s; its log is %s"
              .formatted(
                  target.name(),
                  sample.failed(),
                  sample.failed() + sample.answered(),
                  sample.firstFailure().orElse("no answer"),
                  target.server().output()));
    }
    return new Round(
        sample,
        server(target).minus(server),
        database(target).minus(database),
        CpuClock.ofThisProcess().minus(own));
  }

  /** The processor time of server and database in that long, with nothing asked of them. */
  static Duration idle(Target target, Duration length) throws InterruptedException {
    Duration before = server(target).plus(database(target));
    Thread.sleep(length);
    return server(target).plus(database(target)).minus(before);
  }

  private static Duration server(Target target) {
    return target.server().processes().cpu();
  }

  private static Duration database(Target target) {
    return target.database().map(it -> it.processes().cpu()).orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    generator.close();
  }
}

package dev.avowry.bench;

import dev.avowry.bench.load.Load;
import dev.avowry.bench.target.Scenario;
import dev.avowry.bench.target.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One scenario on all targets that have it, in turns: what disturbs the machine for a while
 * disturbs all of them.
 */
final class Comparison {
  private final Track track;
  private final Options options;
  private final Progress progress;

  Comparison(Track track, Options options, Progress progress) {
    this.track = track;
    this.options = options;
    this.progress = progress;
  }

  /** Warm-up, the rounds of the closed loop, then a constant rate. */
  List<Measured> run(Scenario scenario, List<Target> targets) throws InterruptedException {
    Map<Target, List<Round>> closed = new LinkedHashMap<>();
    Map<Target, Double> rates = new LinkedHashMap<>();
    for (Target target : targets) {
      Round warmUp = round(scenario, target, closed(options.warmUp()), 0, "warm-up");
      rates.put(target, warmUp.perSecond());
      closed.put(target, new ArrayList<>());
    }
    for (int i = 1; i <= options.rounds(); i++) {
      for (Map.Entry<Target, List<Round>> entry : closed.entrySet()) {
        Target target = entry.getKey();
        double rate = rates.getOrDefault(target, 0.0);
        entry.getValue().add(round(scenario, target, closed(options.round()), rate, "round " + i));
      }
    }
    List<Measured> measured = new ArrayList<>();
    for (Map.Entry<Target, List<Round>> entry : closed.entrySet()) {
      Round constant = constant(scenario, entry.getKey(), entry.getValue());
      measured.add(new Measured(scenario, entry.getKey().name(), entry.getValue(), constant));
    }
    return measured;
  }

  private Load closed(Duration length) {
    return new Load.ClosedLoop(options.connections(), length);
  }

  private Round constant(Scenario scenario, Target target, List<Round> closed)
      throws InterruptedException {
    double half = Spread.of(closed, Round::perSecond).median() / 2;
    double rate = options.rate() > 0 ? options.rate() : half;
    Load load = new Load.ConstantRate(options.connections(), options.round(), rate);
    return round(scenario, target, load, rate, "%,.0f a second".formatted(rate));
  }

  private Round round(Scenario scenario, Target target, Load load, double rate, String which)
      throws InterruptedException {
    Round round = track.run(target, target.workload(scenario), load, rate);
    progress.says(
        "%-15s %-12s %-15s %,8.0f/s %,8.0f/CPU-s  p50 %.2f p99 %.2f p99.9 %.2f ms"
            .formatted(
                scenario.code(),
                target.name(),
                which,
                round.perSecond(),
                round.perCpuSecond(),
                round.sample().millis(50),
                round.sample().millis(99),
                round.sample().millis(99.9)));
    return round;
  }
}

package dev.avowry.bench;

import dev.avowry.bench.gate.GateProcess;
import dev.avowry.bench.gate.Introspecting;
import dev.avowry.bench.gate.Watchers;
import dev.avowry.bench.gate.Way;
import dev.avowry.bench.load.Load;
import dev.avowry.bench.load.Workload;
import dev.avowry.bench.target.Avowry;
import dev.avowry.bench.target.Keycloak;
import dev.avowry.bench.target.Target;
import dev.avowry.bench.target.Withdrawals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How long it takes from the order to revoke until each of a hundred resource servers refuses,
 * while tokens are issued at half of the highest rate.
 */
final class ArrivalStudy {
  /** A round of requests would see too few revocations. */
  private static final int LONGER = 3;

  private final Track track;
  private final Options options;
  private final Progress progress;
  private final Path folder;
  private final Table table =
      new Table(
          "how each resource server learns",
          "tokens/s meanwhile",
          "revoked",
          "refusals",
          "p50 ms",
          "p99 ms",
          "longest ms",
          "since the answer: p50 ms",
          "p99 ms",
          "longest ms");

  ArrivalStudy(Track track, Options options, Progress progress, Path folder) {
    this.track = track;
    this.options = options;
    this.progress = progress;
    this.folder = folder;
  }

  void report(Report report, List<Target> targets) throws InterruptedException {
    List<String> told = new ArrayList<>();
    for (Target target : targets) {
      switch (target) {
        case Avowry avowry -> of(avowry);
        case Keycloak keycloak -> {
          of(keycloak);
          told.add(OfflineStudy.told(keycloak, progress));
        }
        default -> {}
      }
    }
    report.section(
        "From the order to the refusal, at %d resource servers"
            .formatted(options.withdrawing().verifiers()),
        table,
        String.join("\n\n", told));
  }

  private void of(Avowry avowry) throws InterruptedException {
    Withdrawals agents = avowry.withdrawals();
    double half = half(avowry, agents.meanwhile());
    for (int i = 1; i <= options.rounds(); i++) {
      round(avowry, "stream, round " + i, agents, gates(avowry, Way.STREAM), half);
      round(
          avowry,
          "stream, by Corretto, round " + i,
          agents,
          gates(avowry, Way.STREAM_BY_CORRETTO),
          half);
    }
    round(avowry, "list polled each second", agents, gates(avowry, Way.POLL), half);
    round(avowry, "status list, by its ttl", agents, gates(avowry, Way.STATUS_LIST), half);
    round(avowry, "introspection", agents, introspecting(agents), half);
  }

  private void of(Keycloak keycloak) throws InterruptedException {
    Withdrawals clients = keycloak.disabledClients();
    double half = half(keycloak, clients.meanwhile());
    round(keycloak, "introspection, client disabled", clients, introspecting(clients), half);
    Withdrawals tokens = keycloak.revokedTokens();
    round(keycloak, "introspection, token revoked", tokens, introspecting(tokens), half);
  }

  private Watchers gates(Avowry avowry, Way way) {
    try {
      return GateProcess.start(
          way,
          avowry.api().issuer(),
          options.withdrawing().verifiers(),
          folder.resolve("gates-%s.log".formatted(way)));
    } catch (IOException e) {
      throw new ScenarioFailed("the gates did not start: " + e);
    }
  }

  private Watchers introspecting(Withdrawals asked) {
    return new Introspecting(asked::question, options.withdrawing().verifiers());
  }

  /** Half of the highest rate, or the one that was asked for; warm in either case. */
  private double half(Target target, Workload mints) throws InterruptedException {
    Load load = new Load.ClosedLoop(options.connections(), options.warmUp());
    double highest = track.run(target, mints, load, 0).perSecond();
    return options.rate() > 0 ? options.rate() : highest / 2;
  }

  private void round(
      Target target, String how, Withdrawals withdrawals, Watchers watchers, double rate)
      throws InterruptedException {
    try (watchers) {
      Refusals refusals = new Refusals(withdrawals, watchers, options.withdrawing().perSecond());
      refusals.warmUp();
      Round round = beside(refusals, target, withdrawals.meanwhile(), rate);
      refusals.row(table, target.name() + ", " + how, round.perSecond());
      progress.says("arrival         %s, %s: %s".formatted(target.name(), how, refusals));
    } catch (IOException e) {
      throw new ScenarioFailed("the resource servers failed: " + e);
    }
  }

  private Round beside(Refusals refusals, Target target, Workload mints, double rate)
      throws InterruptedException {
    Load load =
        new Load.ConstantRate(options.connections(), options.round().multipliedBy(LONGER), rate);
    AtomicBoolean over = new AtomicBoolean();
    try (ExecutorService revoking = Executors.newSingleThreadExecutor()) {
      Future<?> revoked = revoking.submit(() -> refusals.until(over));
      try {
        return track.run(target, mints, load, rate);
      } finally {
        over.set(true);
        revoked.get();
      }
    } catch (ExecutionException e) {
      throw new ScenarioFailed("a revocation failed: " + e.getCause());
    }
  }
}

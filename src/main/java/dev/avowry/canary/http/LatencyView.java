package dev.avowry.canary.http;

import dev.avowry.canary.Latency;
import dev.avowry.canary.Latency.Spread;
import dev.avowry.canary.Passage;
import dev.avowry.canary.Passage.Stages;
import dev.avowry.canary.Run;
import dev.avowry.canary.Verdict;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the canary has found, on the wire. Times are milliseconds. */
public record LatencyView(
    Optional<RunView> last,
    WindowView window,
    List<VerifierView> items,
    long total,
    Optional<String> next) {
  static LatencyView of(Latency latency) {
    return new LatencyView(
        latency.last().map(RunView::of),
        WindowView.of(latency.window()),
        latency.verifiers().items().stream().map(VerifierView::of).toList(),
        latency.verifiers().total(),
        latency.verifiers().next());
  }

  /** The last run. */
  public record RunView(
      long run,
      Instant at,
      Optional<Long> seq,
      Optional<BigDecimal> commitMs,
      Optional<BigDecimal> publishMs,
      Optional<String> problem) {
    static RunView of(Latency.LastRun run) {
      return new RunView(
          run.number(),
          run.at(),
          run.kill().map(Run.Kill::seq),
          run.kill().map(Run.Kill::commit).map(LatencyView::millis),
          run.kill().flatMap(Run.Kill::publish).map(LatencyView::millis),
          run.problem());
    }
  }

  /** The runs that are kept. */
  public record WindowView(
      long runs,
      Optional<Instant> since,
      Optional<SpreadView> commit,
      Optional<SpreadView> publish) {
    static WindowView of(Latency.Window window) {
      return new WindowView(
          window.runs(),
          window.since(),
          window.commit().map(SpreadView::of),
          window.publish().map(SpreadView::of));
    }
  }

  /** How a phase was spread. */
  public record SpreadView(BigDecimal p50Ms, BigDecimal p99Ms, BigDecimal maxMs) {
    static SpreadView of(Spread spread) {
      return new SpreadView(millis(spread.p50()), millis(spread.p99()), millis(spread.max()));
    }
  }

  /** One verifier. */
  public record VerifierView(
      String verifier,
      String name,
      Optional<SightingView> last,
      Map<String, Long> outcomes,
      Optional<SpreadView> total,
      Optional<SpreadView> receive,
      Optional<SpreadView> apply,
      Optional<SpreadView> refusal) {
    static VerifierView of(Latency.OfVerifier verifier) {
      return new VerifierView(
          verifier.id().toString(),
          verifier.name(),
          verifier.last().map(SightingView::of),
          verifier.outcomes(),
          verifier.total().map(SpreadView::of),
          verifier.stages().map(stages -> SpreadView.of(stages.receive())),
          verifier.stages().map(stages -> SpreadView.of(stages.apply())),
          verifier.stages().map(stages -> SpreadView.of(stages.refusal())));
    }
  }

  /** What it did last. */
  public record SightingView(
      long run,
      Instant at,
      String resource,
      String outcome,
      Optional<String> why,
      Optional<BigDecimal> totalMs,
      Optional<BigDecimal> receiveMs,
      Optional<BigDecimal> applyMs,
      Optional<BigDecimal> refusalMs,
      Optional<BigDecimal> roundTripMs) {
    static SightingView of(Latency.LastSighting last) {
      Optional<Passage> passage = passage(last.verdict());
      Optional<Stages> stages = passage.flatMap(Passage::stages);
      return new SightingView(
          last.run(),
          last.at(),
          last.resource(),
          last.verdict().code(),
          why(last.verdict()),
          passage.map(Passage::total).map(LatencyView::millis),
          stages.map(Stages::receive).map(LatencyView::millis),
          stages.map(Stages::apply).map(LatencyView::millis),
          stages.map(Stages::refusal).map(LatencyView::millis),
          passage.map(Passage::roundTrip).map(LatencyView::millis));
    }

    private static Optional<Passage> passage(Verdict verdict) {
      return verdict instanceof Verdict.Refused(Passage passage)
          ? Optional.of(passage)
          : Optional.empty();
    }

    private static Optional<String> why(Verdict verdict) {
      return switch (verdict) {
        case Verdict.NotLetIn(String why) -> Optional.of(why);
        case Verdict.Unreachable(String why) -> Optional.of(why);
        case Verdict.Refused refused -> Optional.empty();
        case Verdict.NeverRefused never -> Optional.empty();
      };
    }
  }

  /** To the microsecond. */
  private static BigDecimal millis(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos(), 6).setScale(3, RoundingMode.DOWN);
  }
}

package dev.avowry.canary;

import dev.avowry.canary.Run.Sighting;
import dev.avowry.revocation.LatencyTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/** What runs have found: kept, counted, and said aloud where somebody has to look. */
@ApplicationScoped
class Sightings {
  private static final Logger LOG = Logger.getLogger(Sightings.class);
  private static final String PHASE = "avowry.canary.phase";

  private final CanaryStore store;
  private final MeterRegistry meters;

  Sightings(CanaryStore store, MeterRegistry meters) {
    this.store = store;
    this.meters = meters;
  }

  /** Keeps what the run found. That it could not be kept does not unsay it. */
  Uni<Void> keep(Run run) {
    count(run);
    say(run);
    return store
        .keep(run)
        .onFailure()
        .invoke(failure -> LOG.warnf("a canary's run could not be kept: cause=%s", failure))
        .onFailure()
        .recoverWithNull();
  }

  private void count(Run run) {
    meters
        .counter("avowry.canary.runs", "outcome", run.kill().isPresent() ? "made" : "failed")
        .increment();
    run.kill()
        .ifPresent(
            kill -> {
              time("commit", kill.commit());
              kill.publish().ifPresent(took -> time("publish", took));
            });
    for (Sighting sighting : run.sightings()) {
      meters.counter("avowry.canary.sightings", "outcome", sighting.verdict().code()).increment();
      if (sighting.verdict() instanceof Verdict.Refused(Passage passage)) {
        time(passage);
      }
    }
  }

  private void time(Passage passage) {
    time("total", passage.total());
    passage
        .stages()
        .ifPresent(
            stages -> {
              time("receive", stages.receive());
              time("apply", stages.apply());
              time("refusal", stages.refusal());
            });
  }

  private void time(String phase, Duration took) {
    LatencyTimer.named(PHASE)
        .description("how long a revocation takes, as the canary found")
        .tag("phase", phase)
        .register(meters)
        .record(took);
  }

  private static void say(Run run) {
    run.problem()
        .ifPresent(why -> LOG.warnf("the canary had no run: run=%d cause=%s", run.number(), why));
    for (Sighting sighting : run.sightings()) {
      switch (sighting.verdict()) {
        case Verdict.Refused refused -> {}
        case Verdict.NeverRefused never ->
            LOG.errorf(
                "a verifier lets in what is dead: verifier=%s resource=%s run=%d",
                sighting.verifier(), sighting.resource(), run.number());
        case Verdict.NotLetIn(String why) -> unknown(run, sighting, why);
        case Verdict.Unreachable(String why) -> unknown(run, sighting, why);
      }
    }
  }

  private static void unknown(Run run, Sighting sighting, String why) {
    LOG.warnf(
        "a verifier could not be tried: verifier=%s outcome=%s run=%d cause=%s",
        sighting.verifier(), sighting.verdict().code(), run.number(), why);
  }
}

package dev.avowry.canary;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Refused;
import dev.avowry.revocation.Milestones;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One run: a chain of tokens, its end at the root, and what each verifier made of it. Whatever goes
 * wrong is a run too, which says so.
 */
@ApplicationScoped
class Canary {
  /** A run whose replica is gone for longer than this was never ended; another may begin. */
  static final Duration LONGEST = Duration.ofSeconds(60);

  /** It has given up by then, and can still say so. */
  private static final Duration PATIENCE = LONGEST.minusSeconds(10);

  private final Chains chains;
  private final Root root;
  private final Visits visits;
  private final Milestones milestones;
  private final Sightings sightings;
  private final CanaryConfig config;
  private final Clock clock;

  Canary(
      Chains chains,
      Root root,
      Visits visits,
      Milestones milestones,
      Sightings sightings,
      CanaryConfig config,
      Clock clock) {
    this.chains = chains;
    this.root = root;
    this.visits = visits;
    this.milestones = milestones;
    this.sightings = sightings;
    this.config = config;
    this.clock = clock;
  }

  /** Makes the run, and keeps what it found. */
  Uni<Run> run(long number, NodeId sponsor) {
    Instant at = clock.instant();
    Origin origin = Origin.itself("canary-" + number);
    return chains
        .below(sponsor, origin)
        .chain(chain -> found(chain, origin))
        .map(found -> found.run(number, at))
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .onFailure()
        .recoverWithItem(failure -> Run.failed(number, at, why(failure)))
        .call(sightings::keep);
  }

  private Uni<Found> found(Chain chain, Origin origin) {
    return root.recover(chain, origin)
        .chain(() -> visits.begin(chain, origin))
        .chain(begun -> end(chain, begun, origin));
  }

  /** They are asked from the order on: who refuses early is found early. */
  private Uni<Found> end(Chain chain, List<Visit> begun, Origin origin) {
    long ordered = System.nanoTime();
    return Uni.combine()
        .all()
        .unis(kill(chain, origin, ordered), refusals(begun))
        .with((kill, ended) -> new Found(completed(kill), begun, ended));
  }

  private Uni<List<Visit.Ended>> refusals(List<Visit> begun) {
    return Multi.createFrom()
        .iterable(begun)
        .select()
        .when(visit -> Uni.createFrom().item(visit instanceof Visit.Open))
        .onItem()
        .transformToUni(visit -> ((Visit.Open) visit).refusal(config.patience()))
        .merge(Math.max(1, begun.size()))
        .collect()
        .asList();
  }

  /** What is known of the entry is asked for at once: a storm of others would push it out. */
  private Uni<Kill> kill(Chain chain, Origin origin, long ordered) {
    return root.end(chain, origin)
        .map(carried -> carried.mark().orElseThrow().seq())
        .map(seq -> new Kill(seq, ordered, milestones.of(seq)));
  }

  private Kill completed(Kill kill) {
    return kill.completed(milestones.of(kill.seq()));
  }

  private static String why(Throwable failure) {
    return switch (failure) {
      case Refused refused -> refused.refusal().detail();
      case IllegalStateException broken -> String.valueOf(broken.getMessage());
      default -> failure.getClass().getSimpleName();
    };
  }

  /** All that was seen. */
  private record Found(Kill kill, List<Visit> begun, List<Visit.Ended> ended) {
    Run run(long number, Instant at) {
      List<Run.Sighting> all = new ArrayList<>();
      ended.forEach(each -> all.add(each.sighting(kill)));
      for (Visit visit : begun) {
        if (visit instanceof Visit.Over over) {
          all.add(over.sighting());
        }
      }
      return new Run(number, at, Optional.of(kill.measured()), Optional.empty(), all);
    }
  }
}

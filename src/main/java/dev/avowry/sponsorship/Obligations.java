package dev.avowry.sponsorship;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What waits for one human: to be taken, to be renewed, to be accepted. */
@ApplicationScoped
public class Obligations {
  /** As many of each as somebody looks at; how many there are is said. */
  private static final PageRequest SHOWN = new PageRequest(Optional.empty(), 50);

  private final HandOverStore handOvers;
  private final LeaseStore leases;
  private final AwaitingStore awaiting;
  private final Clock clock;

  Obligations(HandOverStore handOvers, LeaseStore leases, AwaitingStore awaiting, Clock clock) {
    this.handOvers = handOvers;
    this.leases = leases;
    this.awaiting = awaiting;
    this.clock = clock;
  }

  /**
   * All of it.
   *
   * @param handOvers that they are asked to take
   * @param leases that lapse within the time of the first notice, or have lapsed
   * @param agents that others registered for them and that wait for their word
   */
  public record Due(Page<HandOver> handOvers, Page<Lease> leases, List<NodeId> agents) {
    public Due {
      agents = List.copyOf(agents);
    }
  }

  /** Of this sponsor, for themselves and for administrators. */
  public Uni<Due> of(NodeId sponsor, By by) {
    by.requireFor(sponsor);
    return handOvers
        .page(HandOverFilter.waitingFor(sponsor), SHOWN)
        .chain(
            offered ->
                leases
                    .page(
                        Optional.of(sponsor),
                        Optional.of(clock.instant().plus(Lease.NOTICES.getFirst())),
                        SHOWN)
                    .chain(
                        lapsing ->
                            awaiting
                                .agents(sponsor, SHOWN.limit())
                                .map(agents -> new Due(offered, lapsing, agents))));
  }
}

package dev.avowry.consent;

import dev.avowry.agent.Agent;
import dev.avowry.kernel.NodeId;
import dev.avowry.sponsorship.CoSponsor;
import dev.avowry.sponsorship.DeputyStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The humans who answer for an agent: its sponsor, and whoever was named to stand in. */
@ApplicationScoped
public class Answerable {
  private final DeputyStore deputies;

  Answerable(DeputyStore deputies) {
    this.deputies = deputies;
  }

  /** As of now; in the transaction that is under way, if one is. */
  public Uni<Set<NodeId>> of(Agent agent) {
    return deputies.coSponsors(agent.id()).map(others -> with(agent.node().sponsor(), others));
  }

  private static Set<NodeId> with(NodeId sponsor, List<CoSponsor> others) {
    Set<NodeId> all = new HashSet<>();
    all.add(sponsor);
    others.forEach(other -> all.add(other.sponsor()));
    return Set.copyOf(all);
  }
}

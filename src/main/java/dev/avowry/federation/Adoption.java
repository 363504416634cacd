package dev.avowry.federation;

import dev.avowry.agent.NewAgent;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.util.ArrayList;
import java.util.List;

/**
 * What a workload is to be from now on.
 *
 * @param sponsor who is to answer for it
 * @param agent the agent that it is to be
 * @param narrowing what else has to hold for the workload, besides who it is
 */
public record Adoption(NodeId sponsor, NewAgent agent, List<Condition> narrowing) {
  public Adoption {
    narrowing = List.copyOf(narrowing);
  }

  /** The conditions of the rule that names the workload and no other. */
  List<Condition> conditions(Profile profile, QuarantinedWorkload workload) {
    if (narrowing.stream().anyMatch(each -> each.claim().equals(profile.identity()))) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST,
          "conditions: %s is the workload's own already".formatted(profile.identity()));
    }
    List<Condition> all = new ArrayList<>();
    all.add(new Condition(profile.identity(), workload.identity()));
    all.addAll(narrowing);
    return all;
  }
}

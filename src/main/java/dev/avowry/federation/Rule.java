package dev.avowry.federation;

import dev.avowry.agent.AgentKind;
import dev.avowry.agent.AskedCeiling;
import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.TrustId;
import java.time.Instant;
import java.util.List;

/**
 * Which workloads of an outside issuer are which agent.
 *
 * @param id stands in the path of every token that is minted by it
 * @param conditions all of which hold for the workload
 * @param outcome what it is then
 */
public record Rule(
    TrustId id,
    TrustId issuer,
    List<Condition> conditions,
    Outcome outcome,
    NodeState state,
    Instant createdAt) {
  public Rule {
    conditions = List.copyOf(conditions);
  }

  /** What a workload is to which a rule applies. */
  public sealed interface Outcome {}

  /** An agent that is there. */
  public record IsAgent(NodeId agent) implements Outcome {}

  /**
   * An agent of its own, made when it comes for the first time.
   *
   * @param most how many may ever be made
   * @param made how many have been
   */
  public record MakesAgent(NodeId sponsor, AgentKind kind, AskedCeiling ceiling, int most, int made)
      implements Outcome {
    private static final int MOST = 100_000;

    public MakesAgent {
      if (most < 1 || most > MOST) {
        throw Refusal.refused(Reason.INVALID_REQUEST, "makes.at_most must be from 1 to " + MOST);
      }
    }
  }

  /** Whether all of its conditions hold. */
  boolean appliesTo(Workload workload) {
    return conditions.stream().allMatch(condition -> condition.holds(workload));
  }

  /**
   * Refuses a rule that would take in workloads of anybody: it needs a condition on who the
   * workload is; one that makes agents may instead say whose.
   */
  static void check(Profile profile, List<Condition> conditions, Outcome outcome) {
    List<String> unknown =
        conditions.stream().map(Condition::claim).filter(it -> !profile.knows(it)).toList();
    if (!unknown.isEmpty()) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST,
          "conditions: the profile %s has no such claim".formatted(profile.code()));
    }
    boolean named =
        conditions.stream()
            .filter(it -> profile.naming().contains(it.claim()))
            .anyMatch(it -> it.isExact() || (outcome instanceof MakesAgent && it.isSelective()));
    boolean grouped =
        outcome instanceof MakesAgent
            && conditions.stream()
                .anyMatch(it -> profile.grouping().contains(it.claim()) && it.isExact());
    if (!named && !grouped) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST,
          "a rule needs a condition on the subject: %s, in full"
              .formatted(String.join(" or ", profile.naming().stream().sorted().toList())));
    }
  }
}

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

  /**
   * A small agent of its own, for a workload that no other rule applies to, until somebody adopts
   * or rejects it.
   *
   * @param how {@link MakesAgent#most} is how many may wait at once, {@link MakesAgent#made} how
   *     many do
   */
  public record Quarantine(MakesAgent how) implements Outcome {}

  boolean isQuarantine() {
    return outcome instanceof Quarantine;
  }

  /** Whether all of its conditions hold. */
  boolean appliesTo(Workload workload) {
    return conditions.stream().allMatch(condition -> condition.holds(workload));
  }

  /**
   * Refuses a rule that would take in workloads of anybody: it needs a condition on who the
   * workload is; one that makes agents may instead say whose. A quarantine takes whom nobody named,
   * and says whose where its platform is everybody's.
   */
  static void check(Profile profile, List<Condition> conditions, Outcome outcome) {
    if (profile.speaksOfHumans()) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST,
          "an issuer of identity assertions has no rules: sponsors are registered with its issuer and"
              + " their subject");
    }
    List<String> unknown =
        conditions.stream().map(Condition::claim).filter(it -> !profile.knows(it)).toList();
    if (!unknown.isEmpty()) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST,
          "conditions: the profile %s has no such claim".formatted(profile.code()));
    }
    if (outcome instanceof Quarantine) {
      checkQuarantine(profile, conditions);
    } else {
      checkSubject(profile, conditions, outcome);
    }
  }

  /**
   * Who speaks for everybody's workloads may not fill our tree with them: it has to be said whose.
   */
  private static void checkQuarantine(Profile profile, List<Condition> conditions) {
    boolean grouped =
        conditions.stream().anyMatch(it -> profile.grouping().contains(it.claim()) && it.isExact());
    if (profile.speaksForEverybody() && !grouped) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST,
          "a quarantine of this profile needs a condition on the owner: %s, in full"
              .formatted(String.join(" or ", profile.grouping())));
    }
  }

  private static void checkSubject(Profile profile, List<Condition> conditions, Outcome outcome) {
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

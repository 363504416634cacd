package dev.avowry.token;

import dev.avowry.agent.Text;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.web.OwnScopes;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * What it takes that a scope is given, at whatever resource server.
 *
 * @param scope which
 * @param approval whose word it takes
 * @param sensitive whether who gives it has to have proven who they are a moment ago, by two
 *     factors
 * @param patience how long they have to answer
 * @param approvers humans who may speak as another, besides those who have a role for it
 * @param changedAt when it was last said
 */
public record ApprovalRule(
    String scope,
    Approval approval,
    boolean sensitive,
    Duration patience,
    Set<NodeId> approvers,
    Instant changedAt) {
  /** How long a human may be given at the least: shorter than that nobody reads. */
  public static final Duration SHORTEST = Duration.ofSeconds(30);

  /** And at the most. */
  public static final Duration LONGEST = Duration.ofDays(1);

  private static final int MOST_APPROVERS = 50;

  public ApprovalRule {
    approvers = Set.copyOf(approvers);
    Text.scope(scope);
    require(
        !OwnScopes.RESERVED.contains(scope) && IdentityScope.named(scope).isEmpty(),
        "a scope that is never lent, or is no authority, cannot be approved: " + scope);
    require(
        patience.compareTo(SHORTEST) >= 0 && patience.compareTo(LONGEST) <= 0,
        "timeout must be from %d to %d seconds"
            .formatted(SHORTEST.toSeconds(), LONGEST.toSeconds()));
    require(
        approvers.size() <= MOST_APPROVERS,
        "a rule names at most " + MOST_APPROVERS + " approvers");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.refused(Reason.INVALID_REQUEST, otherwise);
    }
  }

  /** Whether a token with the scope has to come of something that a human has lent. */
  public boolean takesGrant() {
    return approval != Approval.NONE;
  }

  /** Whether a grant that was approved so may be used for the scope. */
  public boolean isMetBy(Approved given) {
    return given.approval().covers(approval) && (given.strong() || !sensitive);
  }

  /** Whether something that met the other does not meet this. */
  boolean isStricterThan(ApprovalRule other) {
    return !other.approval().covers(approval) || (sensitive && !other.sensitive());
  }

  /** Whether there might as well be no rule, but for how long it gives. */
  boolean asksNothing() {
    return !takesGrant() && !sensitive;
  }
}

package dev.avowry.revocation;

/**
 * What an order ends, or would end.
 *
 * @param agents live agents, the target included when it is one
 * @param delegations live delegations, the target included when it is one
 * @param liveTokens tokens that have not expired
 * @param liveTokensCapped whether there are more tokens than were counted
 */
public record Affected(long agents, long delegations, long liveTokens, boolean liveTokensCapped) {
  /** How many tokens are counted at the most: a kill does not wait for an exact large number. */
  public static final int TOKENS_COUNTED = 10_000;

  static final Affected NOTHING = new Affected(0, 0, 0, false);

  boolean endsNodes() {
    return agents + delegations > 0;
  }

  Affected withTokens(long found) {
    return new Affected(
        agents, delegations, Math.min(found, TOKENS_COUNTED), found > TOKENS_COUNTED);
  }

  Affected withTokensUncounted() {
    return new Affected(agents, delegations, 0, true);
  }
}

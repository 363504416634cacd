package dev.avowry.revocation;

/**
 * What an order ends, or would end.
 *
 * @param agents live agents, the target included when it is one
 * @param delegations live delegations, the target included when it is one
 * @param liveTokens tokens that have not expired
 * @param liveTokensCapped whether there may be more, since so many are looked at and no more: a
 *     kill does not wait for an exact large number
 */
public record Affected(long agents, long delegations, long liveTokens, boolean liveTokensCapped) {
  static final Affected NOTHING = new Affected(0, 0, 0, false);

  Affected withTokens(Counted counted) {
    return new Affected(agents, delegations, counted.live(), counted.more());
  }

  Affected withTokensUncounted() {
    return new Affected(agents, delegations, 0, true);
  }
}

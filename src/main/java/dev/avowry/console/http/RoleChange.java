package dev.avowry.console.http;

import dev.avowry.agent.Ceiling;

/** Which way a role's ceiling would go: what goes up is given, what comes down is ordered. */
enum RoleChange {
  /** It stays where it is. */
  NOTHING,
  /** Agents that have it may have more; tokens that are out stay as they are. */
  WIDENS,
  /** It comes down: one entry ends the older tokens of all who have it. */
  TIGHTENS,
  /** One part goes up and another comes down, which are two steps. */
  BOTH;

  static RoleChange of(Ceiling before, Ceiling after) {
    if (before.equals(after)) {
      return NOTHING;
    }
    if (before.isWithin(after)) {
      return WIDENS;
    }
    return after.isWithin(before) ? TIGHTENS : BOTH;
  }
}

package dev.avowry.console.http;

import dev.avowry.agent.AgentRole;
import dev.avowry.revocation.Preview;
import java.util.Optional;

/**
 * What is asked before something becomes of a role.
 *
 * @param verb what the button says
 * @param meaning what it means
 * @param place where the form is sent to, below the role
 * @param form what was typed, to be sent once more
 * @param change which way it was said to go
 * @param preview what would end; empty where nothing ends
 */
record RoleOrderPage(
    AgentRole role,
    String verb,
    String meaning,
    String place,
    RoleForm form,
    RoleChange change,
    Optional<Preview> preview) {
  private static final String WIDER =
      "Agents that have it may have more from now on. Tokens that are out stay as they are.";

  private static final String TIGHTER =
      "One entry ends the older tokens of all who have it. New ones are within the new ceiling.";

  static RoleOrderPage widening(AgentRole role, RoleForm form) {
    return new RoleOrderPage(
        role, "Widen it", WIDER, "change", form, RoleChange.WIDENS, Optional.empty());
  }

  static RoleOrderPage tightening(AgentRole role, RoleForm form, Preview preview) {
    return new RoleOrderPage(
        role, "Tighten it", TIGHTER, "change", form, RoleChange.TIGHTENS, Optional.of(preview));
  }

  static RoleOrderPage taking(AgentRole role, String place, String agent, Preview preview) {
    return new RoleOrderPage(
        role,
        "Take it",
        agent + " has the role no more. Tokens that it had by it die, and those of all below it.",
        place,
        new RoleForm(),
        RoleChange.TIGHTENS,
        Optional.of(preview));
  }
}

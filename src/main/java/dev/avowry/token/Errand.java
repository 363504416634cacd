package dev.avowry.token;

import dev.avowry.agent.AuthorizationDetails;
import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Lineage;
import dev.avowry.authn.AuthenticatedClient;
import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.Hold;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an agent is to do for a human, and nobody between the two.
 *
 * @param client the agent
 * @param authority by which it does it: the human's node first
 * @param ceiling within which
 * @param audience where
 * @param scopes what
 * @param authorizationDetails what in particular
 * @param requestedActor who may do it for the agent
 * @param word whose word it is that the human wants it, where that is not the human's own
 */
record Errand(
    AuthenticatedClient client,
    Lineage authority,
    Ceiling ceiling,
    String audience,
    Set<String> scopes,
    AuthorizationDetails authorizationDetails,
    Optional<NodeId> requestedActor,
    Optional<Word> word) {
  /**
   * Somebody's word.
   *
   * @param id whose
   * @param hold on their being trusted
   */
  record Word(String id, Hold hold) {}

  NodeId human() {
    return authority.sponsor().id();
  }

  /** The human; whose word it is; what was given to the agent; and all that the agent stands on. */
  List<String> path() {
    Set<String> path = new LinkedHashSet<>();
    path.add(human().toString());
    word.ifPresent(it -> path.add(it.id()));
    path.add(authority.node().id().toString());
    path.addAll(client.client().lineage().path());
    path.addAll(client.evidence().path());
    return List.copyOf(path);
  }

  List<Hold> holds() {
    List<Hold> holds = new ArrayList<>(client.holds());
    word.ifPresent(it -> holds.add(it.hold()));
    holds.add(authority.hold());
    return holds;
  }
}

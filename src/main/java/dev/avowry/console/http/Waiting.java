package dev.avowry.console.http;

import dev.avowry.approval.Question;
import dev.avowry.kernel.NodeId;
import dev.avowry.revocation.KeptOrder;
import dev.avowry.sponsorship.HandOver;
import dev.avowry.sponsorship.Lease;
import dev.avowry.sponsorship.Obligations;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What waits for the word of a human.
 *
 * @param questions that agents ask
 * @param orders that reach across every tree and wait for a second person
 * @param due what their sponsorships ask of them
 * @param names of the agents in it
 */
record Waiting(
    List<Question> questions,
    List<KeptOrder> orders,
    Obligations.Due due,
    Map<NodeId, String> names) {
  Waiting {
    questions = List.copyOf(questions);
    orders = List.copyOf(orders);
    names = Map.copyOf(names);
  }

  /** The agents that it is about. */
  static Collection<NodeId> agents(Obligations.Due due) {
    return Stream.of(
            due.handOvers().items().stream().map(HandOver::agent),
            due.leases().items().stream().map(Lease::agent),
            due.agents().stream())
        .flatMap(each -> each)
        .toList();
  }

  /** What an agent is called. */
  public String name(NodeId agent) {
    return names.getOrDefault(agent, agent.toString());
  }

  /** Whether there is nothing. */
  public boolean isNothing() {
    return questions.isEmpty()
        && orders.isEmpty()
        && due.handOvers().items().isEmpty()
        && due.leases().items().isEmpty()
        && due.agents().isEmpty();
  }
}

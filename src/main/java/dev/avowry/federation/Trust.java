package dev.avowry.federation;

import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Hold;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An outside issuer with its live rules, as one statement read them.
 *
 * @param rules the oldest first
 * @param asOf the fence at which they were read
 */
public record Trust(TrustedIssuer issuer, List<Rule> rules, Fence asOf) {
  public Trust {
    rules = List.copyOf(rules);
  }

  boolean isLive() {
    return issuer.state() == NodeState.LIVE;
  }

  /**
   * The one rule by which the workload is an agent; empty when there is none. Two that disagree are
   * no answer: the request has to name the agent. The quarantine is for those whom no rule names,
   * whatever agent the request asks for.
   */
  Optional<Rule> ruleFor(Workload workload, Optional<NodeId> client) {
    List<Rule> all = rules.stream().filter(rule -> rule.appliesTo(workload)).toList();
    List<Rule> naming = all.stream().filter(rule -> !rule.isQuarantine()).toList();
    return naming.isEmpty() ? quarantine(all, workload) : agreed(naming, client);
  }

  /** What could not be named by a rule later could never be adopted. */
  private Optional<Rule> quarantine(List<Rule> applying, Workload workload) {
    return applying.stream().findFirst().filter(any -> issuer.profile().canName(workload));
  }

  private static Optional<Rule> agreed(List<Rule> naming, Optional<NodeId> client) {
    List<Rule> applying =
        naming.stream().filter(rule -> client.map(id -> mayBe(rule, id)).orElse(true)).toList();
    if (applying.stream().map(Trust::agreement).distinct().count() > 1) {
      throw Refusal.refused(
          Reason.INVALID_CLIENT,
          "the outside token was refused: rules for several agents apply, name one by client_id");
    }
    return applying.stream().findFirst();
  }

  /** What a mint by the rule rests on. */
  Hold hold(Rule rule) {
    return new Hold(Set.of(issuer.id().toString(), rule.id().toString()), asOf);
  }

  /** What a mint rests on that no rule is needed for. */
  Hold hold() {
    return new Hold(Set.of(issuer.id().toString()), asOf);
  }

  /** Whose agent a rule makes is known only afterwards. */
  private static boolean mayBe(Rule rule, NodeId client) {
    return !(rule.outcome() instanceof Rule.IsAgent is) || is.agent().equals(client);
  }

  /** Rules for one agent agree; those that make agents make one each. */
  private static Object agreement(Rule rule) {
    return rule.outcome() instanceof Rule.IsAgent is ? is : rule.id();
  }
}

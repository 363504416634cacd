package dev.avowry.approval;

import dev.avowry.agent.Agent;
import dev.avowry.agent.Client;
import dev.avowry.agent.Directory;
import dev.avowry.consent.Answerable;
import dev.avowry.token.ApprovalRule;
import dev.avowry.token.ApprovalRules;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Ballots as they stand: by the rules as they are now, and who answers for the agent now. */
@ApplicationScoped
class Ballots {
  private final ApprovalStore store;
  private final ApprovalRules rules;
  private final Answerable answerable;
  private final Directory directory;

  Ballots(ApprovalStore store, ApprovalRules rules, Answerable answerable, Directory directory) {
    this.store = store;
    this.rules = rules;
    this.answerable = answerable;
    this.directory = directory;
  }

  /** A request's ballot, and the agent that asks. */
  record Held(ApprovalRequest request, Agent agent, Ballot ballot) {}

  Uni<Held> of(ApprovalRequest request) {
    return directory
        .agent(request.agent())
        .map(found -> found.map(Client::agent).orElseThrow())
        .chain(agent -> rules.of(request.scopes()).chain(asked -> held(request, agent, asked)));
  }

  private Uni<Held> held(ApprovalRequest request, Agent agent, Set<ApprovalRule> asked) {
    return answerable
        .of(agent)
        .map(humans -> Circle.of(request.human(), agent.node().sponsor(), humans, asked))
        .chain(circle -> store.voices(request.id()).map(said -> Ballot.of(circle, asked, said)))
        .map(ballot -> new Held(request, agent, ballot));
  }
}

package dev.avowry.approval;

import dev.avowry.agent.Agent;
import dev.avowry.agent.Directory;
import dev.avowry.consent.Answerable;
import dev.avowry.kernel.ApprovalId;
import dev.avowry.kernel.NodeId;
import dev.avowry.token.ApprovalRules;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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
    return of(List.of(request)).map(List::getFirst);
  }

  /** The ballots of several, in their order, with few questions to the database for all of them. */
  Uni<List<Held>> of(List<ApprovalRequest> requests) {
    return directory
        .agents(requests.stream().map(ApprovalRequest::agent).collect(Collectors.toSet()))
        .chain(
            agents ->
                store
                    .voices(requests.stream().map(ApprovalRequest::id).toList())
                    .chain(voices -> each(requests, agents, voices)));
  }

  private Uni<List<Held>> each(
      List<ApprovalRequest> requests,
      Map<NodeId, Agent> agents,
      Map<ApprovalId, List<Voice>> voices) {
    return Multi.createFrom()
        .iterable(requests)
        .onItem()
        .transformToUniAndConcatenate(
            request ->
                held(
                    request,
                    Optional.ofNullable(agents.get(request.agent())).orElseThrow(),
                    voices.getOrDefault(request.id(), List.of())))
        .collect()
        .asList();
  }

  private Uni<Held> held(ApprovalRequest request, Agent agent, List<Voice> said) {
    return rules
        .of(request.scopes())
        .chain(
            asked ->
                answerable
                    .of(agent)
                    .map(
                        humans -> Circle.of(request.human(), agent.node().sponsor(), humans, asked))
                    .map(circle -> new Held(request, agent, Ballot.of(circle, asked, said))));
  }
}

package dev.avowry.approval;

import dev.avowry.agent.Agent;
import dev.avowry.approval.ApprovalRequest.State;
import dev.avowry.token.Approval;
import java.util.List;

/**
 * A request as one human sees it.
 *
 * @param agent that asks
 * @param state as of now
 * @param needed whose word it takes
 * @param sensitive whether a yes takes a sign-in of just now, by two factors
 * @param voices what was said so far
 * @param isOpen whether it waits for this human's word
 */
public record Question(
    ApprovalRequest request,
    Agent agent,
    State state,
    Approval needed,
    boolean sensitive,
    List<Voice> voices,
    boolean isOpen) {
  public Question {
    voices = List.copyOf(voices);
  }
}

package dev.avowry.console.http;

import dev.avowry.approval.ApprovalRequest;
import dev.avowry.approval.Question;
import dev.avowry.approval.Voice;
import dev.avowry.kernel.NodeId;
import dev.avowry.token.IdentityScope;
import java.util.List;
import java.util.Optional;

/**
 * What a human is told before they answer an agent, and afterwards.
 *
 * @param answers who answers for the agent, by name
 * @param human on whose behalf it wants to act, by name
 * @param me who looks
 */
record QuestionPage(Question question, String answers, String human, NodeId me) {
  /** What it asks. */
  public ApprovalRequest request() {
    return question.request();
  }

  /** Whether it is worth looking again. */
  public boolean isPending() {
    return question.state() == ApprovalRequest.State.PENDING;
  }

  /** Whether it is for who looks. */
  public boolean isForMe() {
    return request().human().equals(me);
  }

  /** What it wants to be allowed, in order. */
  public List<String> scopes() {
    return IdentityScope.without(request().scopes()).stream().sorted().toList();
  }

  /** What it would know of the human, in words. */
  public String facts() {
    StringBuilder facts = new StringBuilder("who that is, by a number of Avowry's own");
    if (request().scopes().contains(IdentityScope.PROFILE.code())) {
      facts.append("; the name");
    }
    if (request().scopes().contains(IdentityScope.EMAIL.code())) {
      facts.append("; the e-mail address");
    }
    return facts.toString();
  }

  /** Whether it may come back without anybody, as long as that lasts. */
  public boolean comesBack() {
    return request().scopes().contains(IdentityScope.OFFLINE_ACCESS.code())
        && question.agent().redirects().refreshes();
  }

  /** Whose word it takes, in words. */
  public String takes() {
    return switch (question.needed()) {
      case NONE -> human + " alone decides.";
      case SPONSOR -> "It takes a human who answers for the agent.";
      case ANOTHER ->
          "It takes another person: security or an administrator, or whom the rule names.";
      case TWO -> "It takes two people, one of whom may answer for the agent.";
    };
  }

  /** What has become of it, in words. */
  public String outcome() {
    return switch (question.state()) {
      case PENDING ->
          mine().isPresent() ? "You have said yes. It takes more." : "It waits for your word.";
      case APPROVED ->
          mine().isPresent() ? "Approved, by you as well." : "Others have approved it.";
      case REFUSED ->
          mine().filter(voice -> !voice.approves()).isPresent()
              ? "Refused, by you."
              : "Somebody else has refused it.";
      case EXPIRED -> "It is too late: its time is over, and nothing was given.";
    };
  }

  private Optional<Voice> mine() {
    return question.voices().stream().filter(voice -> voice.human().equals(me)).findFirst();
  }
}

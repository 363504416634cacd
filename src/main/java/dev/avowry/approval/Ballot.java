package dev.avowry.approval;

import dev.avowry.approval.ApprovalRequest.State;
import dev.avowry.kernel.NodeId;
import dev.avowry.token.Approval;
import dev.avowry.token.ApprovalRule;
import dev.avowry.token.Approved;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Whose word a request takes, and what was said. Whose authority it is has to say yes in any case;
 * one no of anybody whose word it takes ends it.
 *
 * @param needed the strictest of the rules for its scopes
 * @param sensitive whether a yes takes a sign-in of just now, by two factors
 */
record Ballot(Circle circle, Approval needed, boolean sensitive, List<Voice> voices) {
  Ballot {
    voices = List.copyOf(voices);
  }

  static Ballot of(Circle circle, Collection<ApprovalRule> rules, List<Voice> voices) {
    return new Ballot(
        circle,
        rules.stream().map(ApprovalRule::approval).reduce(Approval.NONE, Ballot::stricter),
        rules.stream().anyMatch(ApprovalRule::sensitive),
        voices);
  }

  private static Approval stricter(Approval one, Approval other) {
    return one.covers(other) ? one : other;
  }

  /** The same with one voice more. */
  Ballot with(Voice voice) {
    List<Voice> more = new ArrayList<>(voices);
    more.add(voice);
    return new Ballot(circle, needed, sensitive, more);
  }

  /** Whether it is theirs to speak, whether or not they have. */
  boolean concerns(NodeId who, boolean another) {
    boolean answers = circle.answerable().contains(who);
    return who.equals(circle.human())
        || (answers && (needed == Approval.SPONSOR || needed == Approval.TWO))
        || (another && needed.covers(Approval.ANOTHER));
  }

  boolean hasSpoken(NodeId who) {
    return voices.stream().anyMatch(voice -> voice.human().equals(who));
  }

  /** What follows from what was said so far. */
  State outcome() {
    if (voices.stream().anyMatch(voice -> !voice.approves())) {
      return State.REFUSED;
    }
    return reaches(needed) ? State.APPROVED : State.PENDING;
  }

  /** As what it is approved: as much as was said, which may be more than was needed. */
  Approved reached() {
    Approval most =
        Arrays.stream(Approval.values()).filter(this::reaches).reduce(Approval.NONE, (a, b) -> b);
    return new Approved(most, voices.stream().allMatch(Voice::strong));
  }

  private boolean reaches(Approval approval) {
    return says(voice -> voice.human().equals(circle.human()))
        && switch (approval) {
          case NONE -> true;
          case SPONSOR -> says(this::answers);
          case ANOTHER -> says(Voice::another);
          case TWO -> says(Voice::another) && speakers().size() >= 2;
        };
  }

  /** Different humans who speak for the agent, or as another. */
  private Set<NodeId> speakers() {
    return voices.stream()
        .filter(voice -> voice.approves() && (voice.another() || answers(voice)))
        .map(Voice::human)
        .collect(Collectors.toSet());
  }

  private boolean answers(Voice voice) {
    return circle.answerable().contains(voice.human());
  }

  private boolean says(Predicate<Voice> who) {
    return voices.stream().filter(Voice::approves).anyMatch(who);
  }
}

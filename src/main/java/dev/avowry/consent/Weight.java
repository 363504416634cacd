package dev.avowry.consent;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.token.ApprovalRule;
import dev.avowry.token.Approved;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one human's consent is worth, beside what the rules ask for.
 *
 * @param rules for what is asked for
 * @param given as what it is approved when they consent
 * @param isFresh whether they have proven who they are a moment ago, by however many factors
 */
public record Weight(Set<ApprovalRule> rules, Approved given, boolean isFresh) {
  public Weight {
    rules = Set.copyOf(rules);
  }

  /**
   * A scope, and what its rule means for this human.
   *
   * @param sufficient whether their consent is enough
   * @param note the rule in words; empty where there is none
   */
  public record Weighed(String scope, boolean sufficient, String note) {}

  /** Whether they would have to prove who they are once more before they can consent. */
  public boolean isStale() {
    return !isFresh && rules.stream().anyMatch(ApprovalRule::sensitive);
  }

  /** Refused when a scope takes more than their word; what it takes instead is said. */
  void require() {
    rules.stream()
        .filter(rule -> !rule.isMetBy(given))
        .findFirst()
        .ifPresent(
            rule -> {
              throw Refusal.refused(
                  Reason.ACCESS_DENIED,
                  "the scope %s %s: ask at /bc-authorize".formatted(rule.scope(), words(rule)));
            });
  }

  /** Each of the scopes, in order. */
  public List<Weighed> of(Collection<String> scopes) {
    return scopes.stream().sorted().map(this::weighed).toList();
  }

  private Weighed weighed(String scope) {
    Optional<ApprovalRule> rule = rules.stream().filter(it -> it.scope().equals(scope)).findFirst();
    return new Weighed(
        scope, rule.map(it -> it.isMetBy(given)).orElse(true), rule.map(Weight::words).orElse(""));
  }

  private static String words(ApprovalRule rule) {
    String whose =
        switch (rule.approval()) {
          case NONE -> "";
          case SPONSOR -> "takes the word of a human who answers for the agent";
          case ANOTHER -> "takes the word of another person";
          case TWO -> "takes the word of two people";
        };
    String how = "a sign-in of just now, by two factors";
    if (!rule.sensitive()) {
      return whose;
    }
    return whose.isEmpty() ? "takes " + how : whose + ", and " + how;
  }
}

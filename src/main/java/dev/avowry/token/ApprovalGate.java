package dev.avowry.token;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.ledger.Hold;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * No token carries a scope that takes somebody's word unless it comes of a grant for which that
 * word was given, or of a token that carries it already.
 */
@ApplicationScoped
class ApprovalGate {
  private final ApprovalRules rules;

  ApprovalGate(ApprovalRules rules) {
    this.rules = rules;
  }

  /**
   * What has been let through.
   *
   * @param ruled those of its scopes that only come of a grant
   * @param hold on there being no stricter rules
   */
  record Passed(Set<String> ruled, Hold hold) {
    static Passed of(ApprovalRules.Reading reading, Collection<String> scopes) {
      return new Passed(takingGrant(reading, scopes), reading.hold(scopes));
    }
  }

  /** Lets a template through, or refuses; nothing is refused upon memory. */
  Uni<Passed> pass(Template token) {
    Set<String> scopes = token.claims().scopes();
    return rules
        .reading(scopes, reading -> reading.of(scopes).isEmpty() || token.parent().isPresent())
        .call(reading -> require(token, reading.of(scopes)))
        .map(reading -> Passed.of(reading, scopes));
  }

  private Uni<?> require(Template token, Set<ApprovalRule> asked) {
    // What a token of ours carries was given to it; had the rule become stricter, it would be dead.
    if (asked.isEmpty() || token.parent().isPresent()) {
      return Uni.createFrom().voidItem();
    }
    return token
        .lent()
        .map(lent -> rules.approved(lent.loan().grant()).invoke(given -> require(asked, given)))
        .orElseGet(
            () -> {
              requireNone(asked);
              return Uni.createFrom().nullItem();
            });
  }

  private static void require(Set<ApprovalRule> asked, Approved given) {
    asked.stream()
        .filter(rule -> !rule.isMetBy(given))
        .findFirst()
        .ifPresent(
            rule -> {
              throw refused(rule, "was approved by fewer than its rule asks for now");
            });
  }

  private static void requireNone(Set<ApprovalRule> asked) {
    asked.stream()
        .filter(ApprovalRule::takesGrant)
        .findFirst()
        .ifPresent(
            rule -> {
              throw refused(rule, "is given only with a human's approval");
            });
  }

  private static Refused refused(ApprovalRule rule, String why) {
    return Refusal.refused(
        Reason.INVALID_SCOPE, "the scope %s %s: ask at /bc-authorize".formatted(rule.scope(), why));
  }

  /** The scopes that can be had without anybody's word, of those that nobody asked for by name. */
  Uni<Set<String>> unruled(Set<String> scopes) {
    return rules
        .reading(scopes, reading -> takingGrant(reading, scopes).isEmpty())
        .map(reading -> without(scopes, takingGrant(reading, scopes)));
  }

  private static Set<String> takingGrant(ApprovalRules.Reading reading, Collection<String> scopes) {
    return reading.of(scopes).stream()
        .filter(ApprovalRule::takesGrant)
        .map(ApprovalRule::scope)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Set<String> without(Set<String> scopes, Set<String> ruled) {
    return scopes.stream()
        .filter(scope -> !ruled.contains(scope))
        .collect(Collectors.toUnmodifiableSet());
  }
}

package dev.avowry.broker;

import dev.avowry.broker.Sending.Authority;
import dev.avowry.token.ApprovalRule;
import dev.avowry.token.ApprovalRules;
import dev.avowry.web.Caller;
import dev.avowry.web.OwnScopes;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Set;

/**
 * What an agent's token is good for. A grant that takes a human's word is of no use as long as no
 * rule says whose word the scope for it takes; a rule has ended the tokens that were given without,
 * so that with one there is none that a human has not approved.
 */
@ApplicationScoped
class Authorities {
  private final ApprovalRules rules;

  Authorities(ApprovalRules rules) {
    this.rules = rules;
  }

  Uni<Set<Authority>> of(Caller by) {
    Set<Authority> plain =
        by.has(OwnScopes.VAULT_USE) ? EnumSet.of(Authority.PLAIN) : EnumSet.noneOf(Authority.class);
    return by.has(OwnScopes.VAULT_USE_APPROVED)
        ? rules.of(Set.of(OwnScopes.VAULT_USE_APPROVED)).map(found -> with(plain, found))
        : Uni.createFrom().item(plain);
  }

  private static Set<Authority> with(Set<Authority> plain, Set<ApprovalRule> found) {
    Set<Authority> all = EnumSet.copyOf(plain);
    if (found.stream().anyMatch(ApprovalRule::takesGrant)) {
      all.add(Authority.APPROVED);
    }
    return all;
  }
}

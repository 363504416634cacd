package dev.avowry.token;

import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Hold;
import dev.avowry.ledger.KnownEntries;
import dev.avowry.revocation.TokenClass;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What it takes that a scope is given.
 *
 * <p>Remembered, and made safe by the fence: a rule that became stricter has ended all tokens with
 * its scope by an entry, which breaks the hold that a mint is given, so that it is read again. Of a
 * rule that became milder there is no entry; so that nothing is refused upon memory.
 */
@ApplicationScoped
public class ApprovalRules {
  /**
   * What was read.
   *
   * @param rules by scope
   * @param asOf the head as the same statement saw it
   */
  public record Reading(Map<String, ApprovalRule> rules, Fence asOf) {
    public Reading {
      rules = Map.copyOf(rules);
    }

    /** The rules for some of the scopes. */
    public Set<ApprovalRule> of(Collection<String> scopes) {
      return rules.values().stream()
          .filter(rule -> scopes.contains(rule.scope()))
          .collect(Collectors.toUnmodifiableSet());
    }

    /** What rests on there being no stricter rules for the scopes. */
    Hold hold(Collection<String> scopes) {
      return new Hold(
          scopes.stream()
              .map(scope -> TokenClass.ofScope(scope).id())
              .collect(Collectors.toUnmodifiableSet()),
          asOf);
    }
  }

  private final ApprovalRuleStore store;
  private final KnownEntries known;
  private volatile @Nullable Reading memory;

  ApprovalRules(ApprovalRuleStore store, KnownEntries known) {
    this.store = store;
    this.known = known;
  }

  /** The rules for some of the scopes, as the database has them. */
  public Uni<Set<ApprovalRule>> of(Collection<String> scopes) {
    return read().map(reading -> reading.of(scopes));
  }

  /** As what a grant was approved. */
  public Uni<Approved> approved(NodeId grant) {
    return store.approved(grant);
  }

  /** Notes as what a grant was approved, in the transaction that made it. */
  public Uni<Void> approved(NodeId grant, Approved as) {
    return store.approved(grant, as);
  }

  /** All rules as they are remembered where they please, else as the database has them. */
  Uni<Reading> reading(Collection<String> scopes, Predicate<Reading> pleases) {
    Reading remembered = memory;
    return remembered != null && known.stands(remembered.hold(scopes)) && pleases.test(remembered)
        ? Uni.createFrom().item(remembered)
        : read();
  }

  Uni<Reading> read() {
    return store.read().invoke(this::remember);
  }

  private void remember(Reading reading) {
    memory = reading;
  }
}

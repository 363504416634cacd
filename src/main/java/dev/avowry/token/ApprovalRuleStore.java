package dev.avowry.token;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps rules of approval, and as what grants were approved. */
public interface ApprovalRuleStore {
  /** All rules with the head of the entries, as one statement saw them. */
  Uni<ApprovalRules.Reading> read();

  /** The rule for a scope, locked until the end of the transaction that is under way. */
  Uni<Optional<ApprovalRule>> lock(String scope);

  /**
   * Writes a rule in place of the one that was there, in the transaction that is under way.
   *
   * @param enforced false when what was minted under a weaker one has still to be ended
   */
  Uni<Void> put(ApprovalRule rule, Author by, boolean enforced);

  /** Removes a rule in the transaction that is under way. */
  Uni<Void> remove(String scope);

  /** Notes that what was minted under a weaker rule has been ended, unless it changed since. */
  Uni<Void> enforced(String scope, Instant changedAt);

  /** Rules of which that is still to be done, though they are older than that. */
  Uni<List<Unenforced>> unenforced(Instant before);

  /** Notes as what a grant was approved, in the transaction that is under way. */
  Uni<Void> approved(NodeId grant, Approved as);

  /** As what a grant was approved. */
  Uni<Approved> approved(NodeId grant);

  /**
   * Who says what the rule is.
   *
   * @param actor as the ledger names them
   * @param person the human who answers for the actor
   */
  record Author(String actor, NodeId person) {}

  /** A rule whose entry is missing. */
  record Unenforced(String scope, Author by, Instant changedAt) {}
}

package dev.avowry.token;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import dev.avowry.revocation.Cause;
import dev.avowry.revocation.Mode;
import dev.avowry.revocation.Order;
import dev.avowry.revocation.Requester;
import dev.avowry.revocation.Revocations;
import dev.avowry.revocation.Target;
import dev.avowry.revocation.TokenClass;
import dev.avowry.web.Caller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Says what it takes that a scope is given. When a rule that is stricter than the one before is
 * answered with success, no token with its scope lives that was minted before: they are ended
 * through the door.
 */
@ApplicationScoped
public class ApprovalRuleBook {
  private static final Logger LOG = Logger.getLogger(ApprovalRuleBook.class);

  /** More than this nobody has in mind, and each mint has them in memory. */
  private static final int MOST = 1_000;

  /** How long whoever writes a rule has to end the tokens, before another replica does. */
  private static final Duration OWN_TURN = Duration.ofSeconds(10);

  private final ApprovalRuleStore store;
  private final ApprovalRules rules;
  private final Revocations revocations;
  private final Ledger ledger;
  private final Clock clock;

  ApprovalRuleBook(
      ApprovalRuleStore store,
      ApprovalRules rules,
      Revocations revocations,
      Ledger ledger,
      Clock clock) {
    this.store = store;
    this.rules = rules;
    this.revocations = revocations;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** All rules, by scope. */
  public Uni<List<ApprovalRule>> all() {
    return rules
        .read()
        .map(
            reading ->
                reading.rules().values().stream()
                    .sorted(Comparator.comparing(ApprovalRule::scope))
                    .toList());
  }

  /** Makes a rule, or puts it in place of the one for the same scope. */
  public Uni<ApprovalRule> put(ApprovalRule rule, Caller by) {
    return rules
        .read()
        .invoke(reading -> requireRoom(reading, rule))
        .chain(() -> Panache.withTransaction(() -> write(rule, by)))
        .call(stricter -> stricter ? end(rule.scope(), rule.changedAt(), by) : done())
        .replaceWith(rule);
  }

  private static void requireRoom(ApprovalRules.Reading reading, ApprovalRule rule) {
    if (reading.rules().size() >= MOST && !reading.rules().containsKey(rule.scope())) {
      throw Refusal.refused(Reason.CONFLICT, "there are " + MOST + " rules already");
    }
  }

  /** Whether it is stricter than what was there. */
  private Uni<Boolean> write(ApprovalRule rule, Caller by) {
    return store
        .lock(rule.scope())
        .map(before -> before.map(rule::isStricterThan).orElseGet(() -> !rule.asksNothing()))
        .call(stricter -> store.put(rule, author(by), !stricter))
        .call(() -> ledger.append(event(EventType.APPROVAL_RULE_SET, rule, by)));
  }

  /** Removes a rule: the scope is given like any other from then on. */
  public Uni<Void> remove(String scope, Caller by) {
    return Panache.withTransaction(
        () ->
            store
                .lock(scope)
                .map(found -> found.orElseThrow(ApprovalRuleBook::unknown))
                .call(() -> store.remove(scope))
                .chain(rule -> ledger.append(event(EventType.APPROVAL_RULE_REMOVED, rule, by))));
  }

  private Uni<?> end(String scope, Instant changedAt, Caller by) {
    return end(new ApprovalRuleStore.Unenforced(scope, author(by), changedAt), by.origin());
  }

  /** The entry first: cut off between the two, another ends them once more. */
  private Uni<?> end(ApprovalRuleStore.Unenforced rule, Origin origin) {
    Order order =
        Order.of(
            new Target.OfClass(TokenClass.ofScope(rule.scope())),
            Mode.REVOKE,
            Cause.POLICY.code(),
            Optional.of("it takes more approval than before"),
            new Requester(rule.by().actor(), rule.by().person(), lineage -> true, origin));
    return revocations
        .carryOut(order)
        .chain(() -> Panache.withTransaction(() -> store.enforced(rule.scope(), rule.changedAt())));
  }

  /** Ends what whoever wrote a rule was cut off from ending. */
  @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> endWhatIsLeft() {
    return store
        .unenforced(clock.instant().minus(OWN_TURN))
        .onItem()
        .transformToMulti(left -> Multi.createFrom().iterable(left))
        .onItem()
        .transformToUniAndConcatenate(rule -> end(rule, Origin.itself("approval rules")))
        .collect()
        .last()
        .onFailure()
        .invoke(failure -> LOG.warnf("tokens could not be ended: cause=%s", failure))
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }

  private static ApprovalRuleStore.Author author(Caller by) {
    return new ApprovalRuleStore.Author(by.actor().toString(), by.sponsor());
  }

  private static Event event(EventType type, ApprovalRule rule, Caller by) {
    Map<String, String> detail = new HashMap<>();
    if (type == EventType.APPROVAL_RULE_SET) {
      detail.put("approval", rule.approval().code());
      detail.put("sensitive", Boolean.toString(rule.sensitive()));
      detail.put("timeout", Long.toString(rule.patience().toSeconds()));
      detail.put(
          "approvers",
          rule.approvers().stream()
              .map(NodeId::toString)
              .sorted()
              .collect(Collectors.joining(" ")));
    }
    return Event.of(type, by.actor().toString(), by.origin()).onTarget(rule.scope()).with(detail);
  }

  private static RuntimeException unknown() {
    return Refusal.refused(Reason.NOT_FOUND, "there is no rule for this scope");
  }

  private static Uni<?> done() {
    return Uni.createFrom().voidItem();
  }
}

package dev.avowry.consent;

import dev.avowry.agent.Agent;
import dev.avowry.agent.Ceiling;
import dev.avowry.agent.DetailExtent;
import dev.avowry.agent.Directory;
import dev.avowry.agent.Extent;
import dev.avowry.agent.Grants;
import dev.avowry.agent.Lineage;
import dev.avowry.agent.Node;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.token.ApprovalRules;
import dev.avowry.token.Approved;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What humans have consented to: made a grant of, found again, and never made larger. */
@ApplicationScoped
public class Consents {
  /** How many delegations an agent may make of what it was lent, if it may make any. */
  private static final int HANDS = 100;

  private final Grants grants;
  private final ConsentStore store;
  private final ApprovalRules rules;
  private final Directory directory;
  private final ConsentConfig config;
  private final Clock clock;

  Consents(
      Grants grants,
      ConsentStore store,
      ApprovalRules rules,
      Directory directory,
      ConsentConfig config,
      Clock clock) {
    this.grants = grants;
    this.store = store;
    this.rules = rules;
    this.directory = directory;
    this.config = config;
    this.clock = clock;
  }

  /** How long a grant may last. */
  public List<Duration> lifetimes() {
    return List.of(Duration.ofHours(8), Duration.ofDays(7), config.longest()).stream()
        .filter(life -> life.compareTo(config.longest()) <= 0)
        .distinct()
        .toList();
  }

  /** The one of them that a form has sent. */
  public Duration lifetime(Optional<String> seconds) {
    return lifetimes().stream()
        .filter(life -> seconds.equals(Optional.of(Long.toString(life.toSeconds()))))
        .findFirst()
        .orElseThrow(
            () -> Refusal.refused(Reason.INVALID_REQUEST, "lasting is none of what was offered"));
  }

  /** A live consent to the same or more; what was consented to once is not asked for again. */
  public Uni<Optional<Consent>> remembered(NodeId human, NodeId agent, Wanted wanted) {
    return store.covering(human, agent, wanted, clock.instant());
  }

  /** What an agent may know of a human by name, because of a grant. */
  public Uni<Set<String>> claims(NodeId grant) {
    return store.claims(grant);
  }

  /** Makes a grant of what a human chose, and with nobody's word but theirs. */
  public Uni<Consent> give(NodeId human, Agent agent, Wanted wanted, Choice choice, Origin origin) {
    return give(human, agent, wanted, choice, Approved.BY_NOBODY_ELSE, origin);
  }

  /**
   * Makes a grant of what a human chose of what an agent wants.
   *
   * <p>Refused with {@link Reason#CEILING_EXCEEDED} when the human does not hold that themselves.
   *
   * @param as what it was approved as, by them and whoever else
   */
  @WithTransaction
  public Uni<Consent> give(
      NodeId human, Agent agent, Wanted wanted, Choice choice, Approved as, Origin origin) {
    Wanted given = wanted.narrowed(choice);
    Instant now = clock.instant();
    Instant ends = now.plus(within(choice.lasting()));
    return directory
        .lineage(human)
        .map(Optional::orElseThrow)
        .map(lineage -> ceiling(lineage, given, choice))
        .chain(ceiling -> grants.lend(human, agent.id(), ceiling, ends, origin))
        .map(node -> new Consent(node.id(), given, end(node)))
        .call(consent -> store.add(consent, human, agent.id(), now))
        .call(consent -> rules.approved(consent.grant(), as));
  }

  private Duration within(Duration asked) {
    if (!asked.isPositive() || asked.compareTo(config.longest()) > 0) {
      throw Refusal.refused(Reason.INVALID_REQUEST, "a grant cannot last as long as that");
    }
    return asked;
  }

  private static Instant end(Node grant) {
    return grant.expiresAt().orElseThrow();
  }

  private static Ceiling ceiling(Lineage human, Wanted given, Choice choice) {
    Ceiling above = human.effective();
    return new Ceiling(
        Extent.only(given.authority()),
        Extent.only(Set.copyOf(given.resources())),
        above.maxTtl(),
        choice.handsOn() ? Math.min(1, above.below().maxDepth()) : 0,
        choice.handsOn() ? Math.min(HANDS, above.maxChildren()) : 0,
        DetailExtent.only(given.authorizationDetails()));
  }
}

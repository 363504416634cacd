package dev.avowry.consent;

import dev.avowry.kernel.NodeId;
import dev.avowry.people.Session;
import dev.avowry.people.SignInConfig;
import dev.avowry.token.Approval;
import dev.avowry.token.ApprovalRule;
import dev.avowry.token.ApprovalRules;
import dev.avowry.token.Approved;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** Finds out what a human's consent is worth. Only the rules as they are now count. */
@ApplicationScoped
class Weighing {
  private final ApprovalRules rules;
  private final Answerable answerable;
  private final SignInConfig config;
  private final Clock clock;

  Weighing(ApprovalRules rules, Answerable answerable, SignInConfig config, Clock clock) {
    this.rules = rules;
    this.answerable = answerable;
    this.config = config;
    this.clock = clock;
  }

  /** What it is worth for those scopes. */
  Uni<Weight> weigh(Asker asker, Set<String> scopes, Session session) {
    return rules.of(scopes).chain(asked -> weighed(asker, asked, session));
  }

  private Uni<Weight> weighed(Asker asker, Set<ApprovalRule> asked, Session session) {
    boolean fresh = session.isAsFreshAs(config.freshFor(), clock.instant());
    return answers(asker, session.human())
        .map(answers -> answers ? Approval.SPONSOR : Approval.NONE)
        .map(approval -> new Approved(approval, fresh && session.hasTwoFactors()))
        .map(given -> new Weight(asked, given, fresh));
  }

  /** For a client that nobody knew answers who consents. */
  private Uni<Boolean> answers(Asker asker, NodeId human) {
    return asker
        .agent()
        .map(agent -> answerable.of(agent).map(humans -> humans.contains(human)))
        .orElseGet(() -> Uni.createFrom().item(true));
  }

  /** A consent that was given before, if it was approved as the rules ask for now. */
  Uni<Optional<Consent>> sufficient(Optional<Consent> before, Wanted wanted) {
    return before
        .map(consent -> sufficient(consent, wanted))
        .orElseGet(() -> Uni.createFrom().item(before));
  }

  private Uni<Optional<Consent>> sufficient(Consent consent, Wanted wanted) {
    return rules
        .of(wanted.authority())
        .chain(
            asked ->
                rules
                    .approved(consent.grant())
                    .map(as -> asked.stream().allMatch(rule -> rule.isMetBy(as)))
                    .map(meets -> Optional.of(consent).filter(any -> meets)));
  }
}

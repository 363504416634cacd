package dev.avowry.federation;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Refused;
import dev.avowry.key.CompactJwt;
import dev.avowry.key.VerifiedJwt;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** Takes a token of an outside issuer for an agent of ours, or refuses it. */
@ApplicationScoped
public class Federation {
  private final TrustStore store;
  private final OutsideSignatures signatures;
  private final WorkloadAgents agents;
  private final Quarantines quarantines;
  private final Clock clock;

  Federation(
      TrustStore store,
      OutsideSignatures signatures,
      WorkloadAgents agents,
      Quarantines quarantines,
      Clock clock) {
    this.store = store;
    this.signatures = signatures;
    this.agents = agents;
    this.quarantines = quarantines;
    this.clock = clock;
  }

  /**
   * A token of somebody else, as it came.
   *
   * @param jwt read strictly, and not yet believed
   * @param text the same
   * @param client the agent that the request says it is
   * @param origin from where it came, if an agent may be made of its workload
   */
  public record Shown(
      CompactJwt jwt, String text, Optional<NodeId> client, Optional<Origin> origin) {
    /** Shows no token. */
    @Override
    public String toString() {
      return "Shown[client=" + client + "]";
    }
  }

  /**
   * Which agent the token proves. Whether that agent is alive is not said yet, the token is still
   * to be used up where it is good for one request, and what it rests on is still to be checked.
   */
  public Uni<Admission> admit(Shown shown) {
    String issuer = shown.jwt().untrustedClaims().text("iss").orElse("");
    return store
        .trust(issuer)
        .map(found -> found.filter(Trust::isLive).orElseThrow(OutsideToken::unproven))
        .chain(trust -> admit(shown, trust));
  }

  private Uni<Admission> admit(Shown shown, Trust trust) {
    return signatures
        .verified(shown.jwt(), trust.issuer())
        .chain(token -> admit(shown, trust, token));
  }

  private Uni<Admission> admit(Shown shown, Trust trust, VerifiedJwt token) {
    Workload workload = OutsideToken.check(token, trust.issuer(), clock.instant());
    Rule rule = trust.ruleFor(workload, shown.client()).orElseThrow(OutsideToken::unproven);
    return agent(shown, trust, rule, workload)
        .map(
            agent ->
                new Admission(
                    agent,
                    trust.issuer().id(),
                    rule.id(),
                    trust.issuer().issuer(),
                    workload.subject(),
                    OutsideToken.use(token, trust.issuer(), shown.text()),
                    trust.hold(rule)))
        .invoke(admission -> requireAgreement(admission, shown.client()));
  }

  private Uni<NodeId> agent(Shown shown, Trust trust, Rule rule, Workload workload) {
    return switch (rule.outcome()) {
      case Rule.IsAgent is -> Uni.createFrom().item(is.agent());
      case Rule.MakesAgent how ->
          agents
              .known(rule, workload)
              .chain(known -> orMade(known, shown, trust, rule, how, workload));
      case Rule.Quarantine(Rule.MakesAgent how) ->
          quarantines
              .known(rule, workload)
              .chain(known -> orMade(known, shown, trust, rule, how, workload));
    };
  }

  private Uni<NodeId> orMade(
      Optional<NodeId> known,
      Shown shown,
      Trust trust,
      Rule rule,
      Rule.MakesAgent how,
      Workload workload) {
    return known
        .map(agent -> Uni.createFrom().item(agent))
        .orElseGet(() -> made(shown, trust, rule, how, workload));
  }

  /** Nobody is made an agent who names another one, or asks for something else than a token. */
  private Uni<NodeId> made(
      Shown shown, Trust trust, Rule rule, Rule.MakesAgent how, Workload workload) {
    Optional<Origin> origin = shown.origin().filter(any -> shown.client().isEmpty());
    return origin
        .map(from -> agents.made(trust.issuer(), rule, how, workload, from))
        .orElseGet(() -> Uni.createFrom().failure(OutsideToken.unproven()));
  }

  private static void requireAgreement(Admission admission, Optional<NodeId> client) {
    if (client.filter(id -> !id.equals(admission.agent())).isPresent()) {
      throw otherClient();
    }
  }

  private static Refused otherClient() {
    return OutsideToken.failed("the parameter client_id names another client");
  }
}

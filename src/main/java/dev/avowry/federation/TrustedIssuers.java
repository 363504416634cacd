package dev.avowry.federation;

import dev.avowry.agent.Directory;
import dev.avowry.agent.NodeState;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.TrustId;
import dev.avowry.key.Jwk;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import dev.avowry.web.EndpointRule;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Registers trust in outside issuers and the rules that limit it, each in one transaction with its
 * ledger row. Taking trust away is the door's.
 */
@ApplicationScoped
public class TrustedIssuers {
  /** More rules than people can oversee; all of them are read for each token. */
  private static final int MOST_RULES = 200;

  private static final int MOST_CONDITIONS = 20;

  private final TrustStore store;
  private final Directory directory;
  private final Discovery discovery;
  private final EndpointRule endpoints;
  private final Ledger ledger;
  private final SecureRandom random;
  private final Clock clock;
  private final String ourIssuer;

  TrustedIssuers(
      TrustStore store,
      Directory directory,
      Discovery discovery,
      EndpointRule endpoints,
      Ledger ledger,
      SecureRandom random,
      Clock clock,
      @ConfigProperty(name = "avowry.issuer") String ourIssuer) {
    this.store = store;
    this.directory = directory;
    this.discovery = discovery;
    this.endpoints = endpoints;
    this.ledger = ledger;
    this.random = random;
    this.clock = clock;
    this.ourIssuer = ourIssuer;
  }

  /**
   * Trusts an outside issuer. It is good for nothing yet: rules say what its tokens are good for.
   */
  @WithTransaction
  public Uni<TrustedIssuer> register(NewTrustedIssuer asked, String actor, Origin origin) {
    requireReachable(asked);
    TrustedIssuer issuer = asked.registered(TrustId.random(random), ourIssuer, clock.instant());
    return store
        .add(issuer)
        .invoke(added -> require(added, Reason.CONFLICT, "the issuer is trusted already"))
        .call(() -> ledger.append(registered(issuer, actor, origin)))
        .replaceWith(issuer);
  }

  /** Gives an issuer other keys in place of those that were given. */
  @WithTransaction
  public Uni<TrustedIssuer> give(TrustId id, List<Jwk> keys, String actor, Origin origin) {
    return live(id)
        .chain(() -> store.give(id, keys))
        .invoke(given -> require(given, Reason.CONFLICT, "the keys of this issuer are fetched"))
        .call(
            () ->
                ledger.append(
                    Event.of(EventType.TRUSTED_ISSUER_CHANGED, actor, origin)
                        .onTarget(id.toString())
                        .with(Map.of("keys", names(keys)))))
        .chain(() -> issuer(id));
  }

  /** Adds a rule to an issuer. */
  @WithTransaction
  public Uni<Rule> add(
      TrustId issuer,
      List<Condition> conditions,
      Rule.Outcome outcome,
      String actor,
      Origin origin) {
    return ledger
        .enterShared()
        .chain(() -> requireTarget(outcome))
        .chain(() -> rule(issuer, conditions, outcome, actor, origin));
  }

  /** Adds a rule in the transaction that is under way, for an agent that is known to be there. */
  Uni<Rule> rule(
      TrustId issuer,
      List<Condition> conditions,
      Rule.Outcome outcome,
      String actor,
      Origin origin) {
    Rule rule =
        new Rule(
            TrustId.random(random), issuer, conditions, outcome, NodeState.LIVE, clock.instant());
    return live(issuer)
        .invoke(found -> check(found, rule))
        .call(() -> requireRoom(issuer))
        .call(() -> store.add(rule).invoke(TrustedIssuers::requireOnly))
        .call(() -> ledger.append(registered(rule, actor, origin)))
        .replaceWith(rule);
  }

  /** Every issuer, the oldest first. */
  public Uni<List<TrustedIssuer>> issuers() {
    return store.issuers();
  }

  /** One issuer. */
  public Uni<TrustedIssuer> issuer(TrustId id) {
    return store
        .issuer(id)
        .map(
            found ->
                found.orElseThrow(
                    () -> Refusal.refused(Reason.NOT_FOUND, "there is no such trusted issuer")));
  }

  /** Every rule of an issuer, the oldest first. */
  public Uni<List<Rule>> rules(TrustId issuer) {
    return issuer(issuer).chain(() -> store.rules(issuer));
  }

  private void requireReachable(NewTrustedIssuer asked) {
    switch (asked.keys()) {
      case KeyOrigin.Address address -> endpoints.check("jwks_uri", address.jwksUri().toString());
      case KeyOrigin.Discovery found -> discovery.metadata(asked.issuer());
      case KeyOrigin.Documents none ->
          require(
              ClientIdUrl.isOrigin(asked.issuer(), endpoints),
              Reason.INVALID_REQUEST,
              "issuer must be https:// and a public host in lower case, and nothing after it");
      case KeyOrigin.Given given ->
          require(!given.keys().isEmpty(), Reason.INVALID_REQUEST, "jwks has no usable key");
    }
  }

  private static void check(TrustedIssuer issuer, Rule rule) {
    require(
        rule.conditions().size() <= MOST_CONDITIONS,
        Reason.INVALID_REQUEST,
        "a rule has at most " + MOST_CONDITIONS + " conditions");
    Rule.check(issuer.profile(), rule.conditions(), rule.outcome());
  }

  private Uni<TrustedIssuer> live(TrustId id) {
    return issuer(id)
        .invoke(
            found ->
                require(
                    found.state() != NodeState.REVOKED,
                    Reason.CONFLICT,
                    "trust in this issuer was taken back for ever"));
  }

  private Uni<?> requireRoom(TrustId issuer) {
    return store
        .rules(issuer)
        .map(rules -> rules.stream().filter(it -> it.state() != NodeState.REVOKED).count())
        .invoke(
            count ->
                require(
                    count < MOST_RULES,
                    Reason.CEILING_EXCEEDED,
                    "an issuer has at most " + MOST_RULES + " rules"));
  }

  private Uni<?> requireTarget(Rule.Outcome outcome) {
    return switch (outcome) {
      case Rule.IsAgent is ->
          directory
              .agent(is.agent())
              .invoke(
                  found -> require(found.isPresent(), Reason.NOT_FOUND, "there is no such agent"));
      case Rule.MakesAgent how -> requireLiveSponsor("makes", how);
      case Rule.Quarantine(Rule.MakesAgent how) -> requireLiveSponsor("quarantine", how);
    };
  }

  private Uni<?> requireLiveSponsor(String member, Rule.MakesAgent how) {
    return directory
        .sponsor(how.sponsor())
        .invoke(
            found ->
                require(
                    found.filter(it -> it.state() == NodeState.LIVE).isPresent(),
                    Reason.SPONSOR_NOT_LIVE,
                    member + ".sponsor is not a live sponsor"));
  }

  private static void requireOnly(boolean added) {
    require(added, Reason.CONFLICT, "the issuer has a quarantine already");
  }

  private static Event registered(TrustedIssuer issuer, String actor, Origin origin) {
    Map<String, String> detail = new HashMap<>();
    detail.put("name", issuer.name());
    detail.put("issuer", issuer.issuer());
    detail.put("profile", issuer.profile().code());
    detail.put("audience", issuer.audience());
    detail.put("single_use", Boolean.toString(issuer.singleUse()));
    detail.put("max_lifetime", Long.toString(issuer.maxLifetime().toSeconds()));
    detail.put(
        "keys",
        switch (issuer.keys()) {
          case KeyOrigin.Address address -> address.jwksUri().toString();
          case KeyOrigin.Discovery found -> "discovery";
          case KeyOrigin.Documents all -> "documents";
          case KeyOrigin.Given given -> names(given.keys());
        });
    return Event.of(EventType.TRUSTED_ISSUER_REGISTERED, actor, origin)
        .onTarget(issuer.id().toString())
        .with(detail);
  }

  private static Event registered(Rule rule, String actor, Origin origin) {
    Map<String, String> detail = new HashMap<>();
    detail.put("trusted_issuer", rule.issuer().toString());
    detail.put(
        "conditions",
        rule.conditions().stream()
            .map(condition -> condition.claim() + "=" + condition.value())
            .collect(Collectors.joining("\n")));
    Event event =
        Event.of(EventType.FEDERATION_RULE_REGISTERED, actor, origin)
            .onTarget(rule.id().toString());
    return switch (rule.outcome()) {
      case Rule.IsAgent is -> event.onAgent(is.agent()).with(detail);
      case Rule.MakesAgent how -> {
        detail.put("at_most", Integer.toString(how.most()));
        yield event.under(how.sponsor()).with(detail);
      }
      case Rule.Quarantine(Rule.MakesAgent how) -> {
        detail.put("max_workloads", Integer.toString(how.most()));
        yield event.under(how.sponsor()).with(detail);
      }
    };
  }

  private static String names(List<Jwk> keys) {
    return keys.stream().map(Jwk::thumbprint).collect(Collectors.joining(" "));
  }

  private static void require(boolean holds, Reason reason, String otherwise) {
    if (!holds) {
      throw Refusal.refused(reason, otherwise);
    }
  }
}

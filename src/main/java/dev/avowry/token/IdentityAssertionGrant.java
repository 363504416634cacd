package dev.avowry.token;

import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Lineage;
import dev.avowry.agent.Standing;
import dev.avowry.authn.AuthenticatedClient;
import dev.avowry.authn.Thumbprint;
import dev.avowry.federation.AssertedIdentity;
import dev.avowry.federation.IdentityAssertions;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.kernel.TokenId;
import dev.avowry.ledger.Hold;
import dev.avowry.token.Grounds.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * draft-ietf-oauth-identity-assertion-authz-grant: an agent acts for a human because their
 * enterprise's identity provider says so. The provider's word is needed and is not enough: the
 * agent has to descend from that very sponsor, or to have a standing delegation of theirs.
 */
@ApplicationScoped
class IdentityAssertionGrant {
  private static final String NAME = "urn:ietf:params:oauth:grant-type:jwt-bearer";

  private final IdentityAssertions assertions;
  private final Acting acting;
  private final Resources resources;
  private final TokenConfig config;
  private final SecureRandom random;
  private final Clock clock;
  private final String issuer;

  IdentityAssertionGrant(
      IdentityAssertions assertions,
      Acting acting,
      Resources resources,
      TokenConfig config,
      SecureRandom random,
      Clock clock,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.assertions = assertions;
    this.acting = acting;
    this.resources = resources;
    this.config = config;
    this.random = random;
    this.clock = clock;
    this.issuer = issuer;
  }

  Uni<Template> decide(
      AuthenticatedClient client,
      TokenRequest.IdentityAssertion asked,
      Standing standing,
      Origin origin) {
    return assertions
        .admit(asked.assertion(), client.id())
        .invoke(identity -> requireKey(client, identity))
        .call(any -> MayAct.check(asked.requestedActor(), standing))
        .chain(
            identity ->
                human(identity, standing)
                    .chain(human -> decide(client, asked, identity, human, standing, origin)));
  }

  private Uni<Template> decide(
      AuthenticatedClient client,
      TokenRequest.IdentityAssertion asked,
      AssertedIdentity identity,
      Lineage human,
      Standing standing,
      Origin origin) {
    NodeId node = human.node().id();
    Gate.pass(clock.instant(), human);
    return acting
        .permission(client, node, node, standing)
        .map(found -> found.orElseThrow(IdentityAssertionGrant::notPermitted))
        .chain(
            permission ->
                acting
                    .edge(client, node, standing, origin)
                    .map(edge -> template(client, asked, identity, edge, permission)));
  }

  private static void requireKey(AuthenticatedClient client, AssertedIdentity identity) {
    if (identity.key().isPresent()
        && !client.boundTo().equals(identity.key().map(Thumbprint::new))) {
      throw Refusal.refused(
          Reason.INVALID_DPOP_PROOF,
          "the identity assertion is bound to a key that the request does not prove to hold");
    }
  }

  private static Uni<Lineage> human(AssertedIdentity identity, Standing standing) {
    return standing
        .human(identity.outsideIssuer(), identity.outsideSubject())
        .map(found -> found.orElseThrow(IdentityAssertionGrant::notPermitted));
  }

  private Template template(
      AuthenticatedClient client,
      TokenRequest.IdentityAssertion asked,
      AssertedIdentity identity,
      Lineage edge,
      Permission permission) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Lineage actor = client.client().lineage();
    Gate.pass(clock.instant(), edge, actor);
    Ceiling ceiling = edge.effective().meet(actor.effective());
    String audience = audience(asked, identity, ceiling);
    NodeId human = edge.sponsor().id();
    TokenClaims claims =
        new TokenClaims(
            TokenId.random(random),
            human,
            "user",
            client.id(),
            audience,
            Attenuation.scopes(asked.scopes(), identity.scopes(), ceiling),
            now,
            Attenuation.expiry(now, config.ttl(), ceiling, client, edge.expiresAt().stream()),
            List.of(new Actor(client.id().toString(), client.client().agent().kind().code())),
            asked.requestedActor(),
            human,
            edge.node().id(),
            path(client, identity, edge),
            client.client().agent().vendor().stream().collect(Collectors.toSet()),
            client.boundTo());
    return new Template(
        claims,
        resources.algorithm(audience),
        ceiling,
        Optional.empty(),
        holds(client, identity, edge),
        Grounds.of(client, NAME, asked.scopes(), Optional.of(permission)).upon(identity));
  }

  /** Within what the provider names, if it names any. */
  private String audience(
      TokenRequest.IdentityAssertion asked, AssertedIdentity identity, Ceiling ceiling) {
    Optional<String> usual =
        identity.resources().size() == 1
            ? Optional.of(identity.resources().getFirst())
            : Optional.empty();
    String audience = Attenuation.audience(asked.resource(), usual, ceiling, issuer);
    if (!identity.resources().isEmpty() && !identity.resources().contains(audience)) {
      throw Refusal.refused(
          Reason.INVALID_TARGET, "the resource is not within the identity assertion's");
    }
    return audience;
  }

  /** The human; whose word it is; the delegation; and all that the actor stands on. */
  private static List<String> path(
      AuthenticatedClient client, AssertedIdentity identity, Lineage edge) {
    Set<String> path = new LinkedHashSet<>();
    path.add(edge.sponsor().id().toString());
    path.add(identity.issuer().toString());
    path.add(edge.node().id().toString());
    client.client().lineage().ids().forEach(id -> path.add(id.toString()));
    path.addAll(client.evidence().path());
    return List.copyOf(path);
  }

  private static List<Hold> holds(
      AuthenticatedClient client, AssertedIdentity identity, Lineage edge) {
    List<Hold> holds = new ArrayList<>(client.holds());
    holds.add(identity.hold());
    holds.add(edge.hold());
    return holds;
  }

  private static Refused notPermitted() {
    return Refusal.refused(
        Reason.INVALID_GRANT,
        "the client neither descends from a sponsor who is registered with this issuer and subject,"
            + " nor has a standing delegation of theirs");
  }
}

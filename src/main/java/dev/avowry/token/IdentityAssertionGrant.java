package dev.avowry.token;

import dev.avowry.agent.AuthorizationDetails;
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
import dev.avowry.token.Grounds.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
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
  private final Errands errands;
  private final Particulars particulars;
  private final ApprovalGate approvals;
  private final Clock clock;
  private final String issuer;

  IdentityAssertionGrant(
      IdentityAssertions assertions,
      Acting acting,
      Errands errands,
      Particulars particulars,
      ApprovalGate approvals,
      Clock clock,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.assertions = assertions;
    this.acting = acting;
    this.errands = errands;
    this.particulars = particulars;
    this.approvals = approvals;
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
                    .chain(
                        edge ->
                            usual(asked, identity)
                                .map(
                                    scopes ->
                                        template(
                                            client, asked, identity, edge, scopes, permission))));
  }

  /** What is given when nothing is asked for by name: nothing that takes somebody's word. */
  private Uni<Set<String>> usual(TokenRequest.IdentityAssertion asked, AssertedIdentity identity) {
    return asked.scopes().isEmpty()
        ? approvals.unruled(identity.scopes())
        : Uni.createFrom().item(identity.scopes());
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
      Set<String> within,
      Permission permission) {
    Ceiling ceiling = errands.ceiling(client, edge);
    String audience = audience(asked, identity, ceiling);
    Errand errand =
        new Errand(
            client,
            edge,
            ceiling,
            audience,
            Attenuation.scopes(asked.scopes(), within, ceiling),
            // One that names any was refused: what it means is for its provider to say.
            particulars.of(
                AuthorizationDetails.NONE,
                asked.authorizationDetails(),
                ceiling.authorizationDetails(),
                audience),
            asked.requestedActor(),
            Optional.of(new Errand.Word(identity.issuer().toString(), identity.hold())));
    return errands.template(
        errand, Grounds.of(client, NAME, asked, Optional.of(permission)).upon(identity));
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

  private static Refused notPermitted() {
    return Refusal.refused(
        Reason.INVALID_GRANT,
        "the client neither descends from a sponsor who is registered with this issuer and subject,"
            + " nor has a standing delegation of theirs");
  }
}

package dev.avowry.approval;

import dev.avowry.agent.AuthorizationDetails;
import dev.avowry.agent.Lineage;
import dev.avowry.agent.SecretHash;
import dev.avowry.agent.Standing;
import dev.avowry.approval.ApprovalRequest.State;
import dev.avowry.approval.ApprovalStore.Collectable;
import dev.avowry.approval.ApprovalStore.Grant;
import dev.avowry.authn.AuthenticatedClient;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.SingleUse;
import dev.avowry.token.Collecting;
import dev.avowry.token.IdentityScope;
import dev.avowry.token.Loan;
import dev.avowry.token.TokenRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** What was approved, for the agent that asked, and once. */
@ApplicationScoped
class Collection implements Collecting {
  private static final Refusal PENDING =
      new Refusal(Reason.AUTHORIZATION_PENDING, "nobody has answered yet");

  private static final Refusal TOO_EARLY =
      new Refusal(
          Reason.SLOW_DOWN, "this was asked for too early: wait five seconds longer each time");

  private final ApprovalStore store;
  private final Clock clock;

  Collection(ApprovalStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public Uni<Loan> collect(
      AuthenticatedClient client, TokenRequest.BackchannelAuthentication asked, Standing standing) {
    SecretHash hash = SecretHash.of(asked.authReqId());
    return store
        .collectable(hash)
        .map(found -> theirs(found, client))
        .chain(
            it -> {
              Grant grant = approved(it);
              return standing
                  .lineage(grant.node())
                  .map(Optional::orElseThrow)
                  .map(authority -> loan(client, it.request(), grant, authority, hash));
            });
  }

  @Override
  public Uni<Refusal> pace(TokenRequest.BackchannelAuthentication asked) {
    return store
        .isTooEarly(SecretHash.of(asked.authReqId()), clock.instant())
        .map(early -> early ? TOO_EARLY : PENDING);
  }

  /** The same answer for what there is not, and for what another has asked. */
  private static Collectable theirs(Optional<Collectable> found, AuthenticatedClient client) {
    Collectable collectable =
        found
            .filter(it -> it.request().agent().equals(client.id()))
            .orElseThrow(
                () ->
                    Refusal.refused(
                        Reason.INVALID_GRANT, "auth_req_id is none that this client was given"));
    if (collectable.request().binding().isPresent()
        && !collectable.request().binding().equals(client.boundTo())) {
      throw Refusal.refused(
          Reason.INVALID_DPOP_PROOF,
          "what was asked is bound to a key or a certificate that the request does not prove to"
              + " hold");
    }
    return collectable;
  }

  private Grant approved(Collectable it) {
    State state = it.request().stateAt(clock.instant());
    return switch (state) {
      case PENDING -> throw PENDING.refused();
      case REFUSED -> throw Refusal.refused(Reason.ACCESS_DENIED, "it was refused");
      case EXPIRED -> throw late();
      case APPROVED ->
          it.grant()
              .filter(grant -> clock.instant().isBefore(grant.collectUntil()))
              .orElseThrow(Collection::late);
    };
  }

  private static RuntimeException late() {
    return Refusal.refused(Reason.EXPIRED_TOKEN, "its time is over: ask once more");
  }

  private static Loan loan(
      AuthenticatedClient client,
      ApprovalRequest request,
      Grant grant,
      Lineage authority,
      SecretHash hash) {
    boolean offline = request.scopes().contains(IdentityScope.OFFLINE_ACCESS.code());
    return new Loan(
        authority,
        client.id().toString(),
        request.scopes(),
        request.resources(),
        AuthorizationDetails.NONE,
        Optional.empty(),
        grant.login(),
        offline && client.client().agent().redirects().refreshes(),
        new SingleUse(
            SingleUse.Kind.APPROVAL, request.id().toString(), hash.text(), grant.collectUntil()));
  }
}

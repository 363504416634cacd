package dev.avowry.federation.http;

import dev.avowry.federation.TrustWithdrawal;
import dev.avowry.federation.TrustedIssuers;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.TrustId;
import dev.avowry.revocation.Mode;
import dev.avowry.revocation.Requester;
import dev.avowry.web.Caller;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** What the tokens of a trusted issuer are good for. */
@Path("/v1/trusted-issuers/{id}/rules")
@Consumes(MediaType.APPLICATION_JSON)
public class RuleResource {
  private final TrustedIssuers issuers;
  private final TrustWithdrawal withdrawal;
  private final CurrentCaller caller;

  RuleResource(TrustedIssuers issuers, TrustWithdrawal withdrawal, CurrentCaller caller) {
    this.issuers = issuers;
    this.withdrawal = withdrawal;
    this.caller = caller;
  }

  /** All of them; there are few, so that they come in one page. */
  public record RuleList(List<RuleView> items, int total) {}

  /** Adds one. */
  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("federation.manage")
  public Uni<RestResponse<RuleView>> add(@RestPath String id, RuleRequest request) {
    Caller by = caller.get();
    return issuers
        .add(
            TrustedIssuerResource.id(id),
            request.toConditions(),
            request.toOutcome(),
            by.actor().toString(),
            by.origin())
        .map(RuleView::of)
        .map(
            view ->
                RestResponse.ResponseBuilder.<RuleView>created(
                        URI.create(
                            "/v1/trusted-issuers/%s/rules/%s"
                                .formatted(view.trustedIssuer(), view.id())))
                    .entity(view)
                    .build());
  }

  /** Lists them. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("federation.read")
  public Uni<RuleList> list(@RestPath String id) {
    return issuers
        .rules(TrustedIssuerResource.id(id))
        .map(all -> all.stream().map(RuleView::of).toList())
        .map(items -> new RuleList(items, items.size()));
  }

  /** Removes one: whatever was minted by it dies. */
  @DELETE
  @Path("/{rule}")
  @Permission("federation.manage")
  public Uni<Void> remove(@RestPath String id, @RestPath String rule) {
    Requester by = TrustedIssuerResource.requester(caller.get());
    TrustId wanted = TrustedIssuerResource.id(rule);
    return issuers
        .rules(TrustedIssuerResource.id(id))
        .invoke(
            rules -> {
              if (rules.stream().noneMatch(each -> each.id().equals(wanted))) {
                throw Refusal.refused(Reason.NOT_FOUND, "there is no such rule");
              }
            })
        .chain(() -> withdrawal.order(wanted, Mode.REVOKE, "federation rule", by));
  }
}

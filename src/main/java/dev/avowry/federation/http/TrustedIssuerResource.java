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
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Outside issuers that are trusted. */
@Path("/v1/trusted-issuers")
@Consumes(MediaType.APPLICATION_JSON)
public class TrustedIssuerResource {
  private final TrustedIssuers issuers;
  private final TrustWithdrawal withdrawal;
  private final CurrentCaller caller;

  TrustedIssuerResource(TrustedIssuers issuers, TrustWithdrawal withdrawal, CurrentCaller caller) {
    this.issuers = issuers;
    this.withdrawal = withdrawal;
    this.caller = caller;
  }

  /** All of them; there are few, so that they come in one page. */
  public record TrustedIssuerList(List<TrustedIssuerView> items, int total) {}

  /**
   * The body of {@code PATCH}: exactly one of the two.
   *
   * @param state {@code suspended}, or {@code live}
   * @param jwks other keys in place of those that were given
   */
  public record Change(Optional<String> state, Optional<TrustedIssuerRequest.KeySet> jwks) {
    Mode toMode() {
      return switch (state.orElseThrow()) {
        case "suspended" -> Mode.SUSPEND;
        case "live" -> Mode.RESUME;
        default -> throw TrustedIssuerRequest.invalid("state must be suspended or live");
      };
    }
  }

  /** Trusts one. */
  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("federation.manage")
  public Uni<RestResponse<TrustedIssuerView>> register(TrustedIssuerRequest request) {
    Caller by = caller.get();
    return issuers
        .register(request.toNewTrustedIssuer(), by.actor().toString(), by.origin())
        .map(TrustedIssuerView::of)
        .map(
            view ->
                RestResponse.ResponseBuilder.<TrustedIssuerView>created(
                        URI.create("/v1/trusted-issuers/" + view.id()))
                    .entity(view)
                    .build());
  }

  /** Lists them. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("federation.read")
  public Uni<TrustedIssuerList> list() {
    return issuers
        .issuers()
        .map(all -> all.stream().map(TrustedIssuerView::of).toList())
        .map(items -> new TrustedIssuerList(items, items.size()));
  }

  /** Shows one. */
  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("federation.read")
  public Uni<TrustedIssuerView> read(@RestPath String id) {
    return issuers.issuer(id(id)).map(TrustedIssuerView::of);
  }

  /** Suspends one, gives it back, or gives it other keys. */
  @PATCH
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("federation.manage")
  public Uni<TrustedIssuerView> change(@RestPath String id, Change change) {
    Caller by = caller.get();
    TrustId issuer = id(id);
    if (change.state().isPresent() == change.jwks().isPresent()) {
      throw TrustedIssuerRequest.invalid("exactly one of state and jwks is changed");
    }
    return change
        .jwks()
        .map(set -> issuers.give(issuer, set.toKeys(), by.actor().toString(), by.origin()))
        .orElseGet(() -> ordered(issuer, change.toMode(), by).chain(() -> issuers.issuer(issuer)))
        .map(TrustedIssuerView::of);
  }

  /** Takes trust back for ever: whatever rests on it dies. */
  @DELETE
  @Path("/{id}")
  @Permission("federation.manage")
  public Uni<Void> remove(@RestPath String id) {
    return ordered(id(id), Mode.REVOKE, caller.get());
  }

  private Uni<Void> ordered(TrustId issuer, Mode mode, Caller by) {
    return issuers
        .issuer(issuer)
        .chain(() -> withdrawal.order(issuer, mode, "trusted issuer", requester(by)));
  }

  static Requester requester(Caller by) {
    return Requester.of(by);
  }

  /** What is no id names nothing. */
  static TrustId id(String text) {
    return TrustId.parse(text)
        .orElseThrow(() -> Refusal.refused(Reason.NOT_FOUND, "there is no such trust"));
  }
}

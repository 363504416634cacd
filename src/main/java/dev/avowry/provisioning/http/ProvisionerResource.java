package dev.avowry.provisioning.http;

import dev.avowry.kernel.ProvisionerId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.provisioning.Provisioner;
import dev.avowry.provisioning.Provisioners;
import dev.avowry.provisioning.Signals;
import dev.avowry.web.Caller;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.EndpointRule;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Systems that tell of people, and their tokens. */
@Path("/v1/provisioners")
public class ProvisionerResource {
  private final Provisioners provisioners;
  private final EndpointRule rule;
  private final CurrentCaller caller;

  ProvisionerResource(Provisioners provisioners, EndpointRule rule, CurrentCaller caller) {
    this.provisioners = provisioners;
    this.rule = rule;
    this.caller = caller;
  }

  /** What is to be let in. */
  public record ProvisionerRequest(
      String name, Optional<String> issuer, Optional<SignalsView> signals) {}

  /** Whose signals it sends. */
  public record SignalsView(String issuer, String jwksUri, String audience) {
    static SignalsView of(Signals signals) {
      return new SignalsView(signals.issuer(), signals.jwksUri().toString(), signals.audience());
    }

    /**
     * @param rule where keys may be fetched from
     */
    Signals toSignals(EndpointRule rule) {
      return new Signals(issuer, rule.check("signals.jwks_uri", jwksUri), audience);
    }
  }

  /**
   * One of them.
   *
   * @param token shown by the answer that made it, and never again
   */
  public record ProvisionerView(
      String id,
      String name,
      Optional<String> issuer,
      Optional<SignalsView> signals,
      Optional<Instant> revokedAt,
      Instant createdAt,
      Optional<String> token) {
    static ProvisionerView of(Provisioner provisioner, Optional<String> token) {
      return new ProvisionerView(
          provisioner.id().toString(),
          provisioner.name(),
          provisioner.issuer(),
          provisioner.signals().map(SignalsView::of),
          provisioner.revokedAt(),
          provisioner.createdAt(),
          token);
    }
  }

  /** All of them. */
  public record ProvisionerList(List<ProvisionerView> items, long total) {}

  /** Lets one in; its token is shown this once. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("provisioners.manage")
  public Uni<RestResponse<ProvisionerView>> make(ProvisionerRequest request) {
    Caller by = caller.get();
    return provisioners
        .make(
            request.name(),
            request.issuer(),
            request.signals().map(view -> view.toSignals(rule)),
            by.actor().toString(),
            by.origin())
        .map(made -> ProvisionerView.of(made.provisioner(), Optional.of(made.token().show())))
        .map(
            view ->
                RestResponse.ResponseBuilder.<ProvisionerView>created(
                        URI.create("/v1/provisioners/" + view.id()))
                    .entity(view)
                    .build());
  }

  /** Lists them, the oldest first. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("provisioners.read")
  public Uni<ProvisionerList> list() {
    return provisioners
        .all()
        .map(all -> all.stream().map(each -> ProvisionerView.of(each, Optional.empty())).toList())
        .map(all -> new ProvisionerList(all, all.size()));
  }

  /** Another token in place of the one before; shown this once. */
  @POST
  @Path("/{id}/token")
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("provisioners.manage")
  public Uni<ProvisionerView> replaceToken(@RestPath String id) {
    Caller by = caller.get();
    return provisioners
        .replaceToken(named(id), by.actor().toString(), by.origin())
        .map(made -> ProvisionerView.of(made.provisioner(), Optional.of(made.token().show())));
  }

  /** Lets one out. The people of whom it has told stay. */
  @DELETE
  @Path("/{id}")
  @Permission("provisioners.manage")
  public Uni<Void> revoke(@RestPath String id) {
    Caller by = caller.get();
    return provisioners.revoke(named(id), by.actor().toString(), by.origin());
  }

  private static ProvisionerId named(String id) {
    return ProvisionerId.parse(id)
        .orElseThrow(() -> Refusal.refused(Reason.NOT_FOUND, "there is no such provisioner"));
  }
}

package dev.avowry.connection.http;

import dev.avowry.connection.ClientMethod;
import dev.avowry.connection.Endpoints;
import dev.avowry.connection.NewProvider;
import dev.avowry.connection.Provider;
import dev.avowry.connection.Providers;
import dev.avowry.connection.http.ProviderView.ProviderList;
import dev.avowry.kernel.ProviderId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.EndpointRule;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Third parties at which agents may be connected. */
@Path("/v1/providers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ProviderResource {
  private final Providers providers;
  private final EndpointRule rule;
  private final CurrentCaller caller;

  ProviderResource(Providers providers, EndpointRule rule, CurrentCaller caller) {
    this.providers = providers;
    this.rule = rule;
    this.caller = caller;
  }

  /** The body of {@code POST}. */
  public record ProviderRequest(
      String name,
      Optional<String> issuer,
      String authorizationEndpoint,
      String tokenEndpoint,
      Optional<String> revocationEndpoint,
      String clientId,
      Optional<String> clientSecret,
      Optional<String> tokenEndpointAuthMethod,
      List<String> scopes,
      List<PlaceView> destinations) {
    NewProvider toProvider(EndpointRule rule) {
      return new NewProvider(
          name,
          issuer,
          new Endpoints(
              rule.check("authorization_endpoint", authorizationEndpoint),
              rule.check("token_endpoint", tokenEndpoint),
              revocationEndpoint.map(uri -> rule.check("revocation_endpoint", uri))),
          clientId,
          tokenEndpointAuthMethod
              .map(ProviderRequest::method)
              .orElse(ClientMethod.CLIENT_SECRET_BASIC),
          clientSecret.map(SecretBytes::ofText),
          scopes,
          destinations.stream().map(to -> to.toDestination(rule)).toList());
    }

    private static ClientMethod method(String code) {
      return ClientMethod.named(code)
          .orElseThrow(
              () ->
                  Refusal.refused(
                      Reason.INVALID_REQUEST,
                      "token_endpoint_auth_method must be client_secret_basic, client_secret_post"
                          + " or none"));
    }

    @Override
    public String toString() {
      return "ProviderRequest[redacted]";
    }
  }

  /** Registers one. */
  @POST
  @Permission("providers.manage")
  public Uni<RestResponse<ProviderView>> register(ProviderRequest request) {
    return providers
        .register(request.toProvider(rule), caller.get())
        .map(this::view)
        .map(
            view ->
                RestResponse.ResponseBuilder.<ProviderView>created(
                        URI.create("/v1/providers/" + view.id()))
                    .entity(view)
                    .build());
  }

  /** Lists them, the oldest first. */
  @GET
  @Permission("providers.read")
  public Uni<ProviderList> list() {
    return providers.all().map(all -> ProviderList.of(all.stream().map(this::view).toList()));
  }

  /** Shows one. */
  @GET
  @Path("/{id}")
  @Permission("providers.read")
  public Uni<ProviderView> show(@RestPath String id) {
    return providers.find(named(id)).map(this::view);
  }

  private ProviderView view(Provider provider) {
    return ProviderView.of(provider, providers.redirectUri(provider.id()));
  }

  static ProviderId named(String id) {
    return ProviderId.parse(id).orElseThrow(Ids::unknown);
  }
}

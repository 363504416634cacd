package dev.avowry.token.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.Algorithm;
import dev.avowry.token.NewResource;
import dev.avowry.token.Resource;
import dev.avowry.token.Resources;
import dev.avowry.web.Caller;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Resource servers that want another algorithm than ES256, or say what their scopes mean. */
@Path("/v1/resources")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ResourceServers {
  private final Resources resources;
  private final CurrentCaller caller;

  ResourceServers(Resources resources, CurrentCaller caller) {
    this.resources = resources;
    this.caller = caller;
  }

  /** The body of {@code PUT}. */
  public record ResourceRequest(
      String resource,
      String name,
      Optional<String> signingAlg,
      Optional<Map<String, String>> scopeDescriptions) {}

  /** A resource server on the wire. */
  public record ResourceView(
      String resource,
      String name,
      String signingAlg,
      Map<String, String> scopeDescriptions,
      Instant createdAt) {
    static ResourceView of(Resource resource) {
      return new ResourceView(
          resource.uri(),
          resource.name(),
          resource.algorithm().joseName(),
          resource.scopes(),
          resource.createdAt());
    }
  }

  /** The registered ones; there are few, so that they come in one page. */
  public record ResourceList(List<ResourceView> items, int total) {}

  /** Registers a resource server, or changes it. */
  @PUT
  @Permission("resources.register")
  public Uni<ResourceView> register(ResourceRequest request) {
    Caller by = caller.get();
    Algorithm algorithm =
        Algorithm.named(request.signingAlg().orElse(Algorithm.ES256.joseName()))
            .orElseThrow(
                () ->
                    Refusal.refused(
                        Reason.INVALID_REQUEST,
                        "signing_alg must be one of ES256, EdDSA, PS256, RS256"));
    return resources
        .register(
            new NewResource(
                request.resource(),
                request.name(),
                algorithm,
                request.scopeDescriptions().orElse(Map.of())),
            by.actor().toString(),
            by.origin())
        .call(resources::refresh)
        .map(ResourceView::of);
  }

  /** Lists resource servers. */
  @GET
  @Permission("resources.list")
  public ResourceList list() {
    List<ResourceView> items =
        resources.all().stream()
            .sorted(Comparator.comparing(Resource::uri))
            .map(ResourceView::of)
            .toList();
    return new ResourceList(items, items.size());
  }
}

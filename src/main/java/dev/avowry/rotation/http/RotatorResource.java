package dev.avowry.rotation.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.rotation.Method;
import dev.avowry.rotation.Plan;
import dev.avowry.rotation.Rotators;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.EndpointRule;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** How secrets are replaced where they are used. */
@Path("/v1/vault/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RotatorResource {
  private final Rotators rotators;
  private final EndpointRule rule;
  private final CurrentCaller caller;

  RotatorResource(Rotators rotators, EndpointRule rule, CurrentCaller caller) {
    this.rotators = rotators;
    this.rule = rule;
    this.caller = caller;
  }

  /** The body of {@code PUT}. */
  public record RotatorRequest(
      String type,
      Optional<String> endpoint,
      Optional<Long> every,
      Optional<Boolean> afterRevocation) {
    Plan toPlan(EndpointRule rule) {
      return new Plan(
          method(rule), every.map(RotatorRequest::seconds), afterRevocation.orElse(false));
    }

    private Method method(EndpointRule rule) {
      return switch (type) {
        case "postgresql" -> postgres();
        case "webhook" ->
            new Method.Webhook(
                rule.check(
                    "endpoint", endpoint.orElseThrow(() -> invalid("a webhook has an endpoint"))));
        default -> throw invalid("type must be postgresql or webhook");
      };
    }

    private Method postgres() {
      if (endpoint.isPresent()) {
        throw invalid(
            "where the role is, the secret says: a rotator of postgresql has no endpoint");
      }
      return new Method.PostgreSql();
    }

    private static Duration seconds(long count) {
      return Duration.ofSeconds(Math.clamp(count, -1, Integer.MAX_VALUE));
    }

    private static RuntimeException invalid(String why) {
      return Refusal.refused(Reason.INVALID_REQUEST, why);
    }
  }

  /** Says how a secret is replaced. */
  @PUT
  @Path("/rotator")
  @Permission("vault.write")
  public Uni<RotatorView> set(@RestPath String id, RotatorRequest request) {
    return rotators.set(Ids.ofPath(id), request.toPlan(rule), caller.get()).map(RotatorView::of);
  }

  /** Shows how, and how that goes. */
  @GET
  @Path("/rotator")
  @Permission("vault.list")
  public Uni<RotatorView> show(@RestPath String id) {
    return rotators.show(Ids.ofPath(id), caller.get()).map(RotatorView::of);
  }

  /** Has a secret replaced now. */
  @POST
  @Path("/rotate")
  @Consumes(MediaType.WILDCARD)
  @Permission("vault.write")
  public Uni<RestResponse<RotatorView>> rotate(@RestPath String id) {
    return rotators
        .rotate(Ids.ofPath(id), caller.get())
        .map(it -> RestResponse.status(RestResponse.Status.ACCEPTED, RotatorView.of(it)));
  }
}

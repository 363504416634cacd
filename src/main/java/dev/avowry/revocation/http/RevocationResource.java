package dev.avowry.revocation.http;

import dev.avowry.revocation.Answer;
import dev.avowry.revocation.Carried;
import dev.avowry.revocation.KeptOrder;
import dev.avowry.revocation.Order;
import dev.avowry.revocation.Revocations;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** Orders to take authority away, or to give it back. */
@Path("/v1/revocations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RevocationResource {
  private final Revocations revocations;
  private final CurrentCaller caller;

  RevocationResource(Revocations revocations, CurrentCaller caller) {
    this.revocations = revocations;
    this.caller = caller;
  }

  /** Carries an order out, keeps it for a second person, or says what it would do. */
  @POST
  @Permission("revocations.order")
  public Uni<RestResponse<OrderView>> order(RevocationRequest request) {
    Order order = request.toOrder(caller.get());
    return request.dryRun().orElse(false)
        ? revocations
            .dryRun(order)
            .map(preview -> RestResponse.ok(OrderView.RevocationView.of(preview)))
        : revocations.order(order).map(RevocationResource::answered);
  }

  private static RestResponse<OrderView> answered(Answer answer) {
    return switch (answer) {
      case Carried carried -> RestResponse.ok(OrderView.RevocationView.of(carried));
      case KeptOrder kept ->
          RestResponse.status(RestResponse.Status.ACCEPTED, OrderView.KeptView.of(kept));
    };
  }
}

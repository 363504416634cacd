package dev.avowry.revocation.http;

import dev.avowry.kernel.OrderId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.revocation.KeptOrders;
import dev.avowry.revocation.Revocations;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/** Orders that wait for a second person. */
@Path("/v1/revocations/pending")
@Produces(MediaType.APPLICATION_JSON)
public class KeptOrderResource {
  private final KeptOrders kept;
  private final Revocations revocations;
  private final CurrentCaller caller;

  KeptOrderResource(KeptOrders kept, Revocations revocations, CurrentCaller caller) {
    this.kept = kept;
    this.revocations = revocations;
    this.caller = caller;
  }

  /** All of them, on one page: there is one for each class and mode at the most. */
  public record KeptView(List<OrderView.KeptView> items, int total) {}

  /** Lists what waits, oldest first. */
  @GET
  @Permission("revocations.pending")
  public Uni<KeptView> list() {
    return kept.waiting()
        .map(all -> all.stream().map(OrderView.KeptView::of).toList())
        .map(items -> new KeptView(items, items.size()));
  }

  /** Agrees to an order of somebody else, which is carried out then and there. */
  @POST
  @Path("/{id}/approval")
  @Permission("revocations.approve")
  public Uni<OrderView.RevocationView> approve(@RestPath String id) {
    OrderId order =
        OrderId.parse(id)
            .orElseThrow(
                () -> Refusal.refused(Reason.NOT_FOUND, "no order with this id is waiting"));
    return revocations
        .approve(order, RevocationRequest.requester(caller.get()))
        .map(carried -> OrderView.RevocationView.of(carried));
  }
}

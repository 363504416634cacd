package dev.avowry.sponsorship.http;

import dev.avowry.kernel.NodeId;
import dev.avowry.sponsorship.By;
import dev.avowry.sponsorship.Obligations;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/** What waits for a human. */
@Path("/v1/sponsors/{id}/obligations")
@Produces(MediaType.APPLICATION_JSON)
public class ObligationsResource {
  private final Obligations obligations;
  private final CurrentCaller caller;

  ObligationsResource(Obligations obligations, CurrentCaller caller) {
    this.obligations = obligations;
    this.caller = caller;
  }

  /**
   * All of it on the wire, the first of each kind, and how many hand-overs and leases there are.
   */
  public record ObligationsView(
      HandOverView.HandOverPage handOvers, LeaseView.LeasePage leases, List<String> agents) {
    static ObligationsView of(Obligations.Due due) {
      return new ObligationsView(
          HandOverView.HandOverPage.of(due.handOvers()),
          LeaseView.LeasePage.of(due.leases()),
          due.agents().stream().map(NodeId::toString).toList());
    }
  }

  /** Shows it to them, and to administrators. */
  @GET
  @Permission("sponsorships.read")
  public Uni<ObligationsView> read(@RestPath String id) {
    return obligations.of(Ids.ofPath(id), By.of(caller.get())).map(ObligationsView::of);
  }
}

package dev.avowry.sponsorship.http;

import dev.avowry.sponsorship.By;
import dev.avowry.sponsorship.Leases;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;

/** The word of a sponsor or a co-sponsor that they still answer for an agent. */
@Path("/v1/agents/{id}/renewal")
@Produces(MediaType.APPLICATION_JSON)
public class RenewalResource {
  private final Leases leases;
  private final CurrentCaller caller;

  RenewalResource(Leases leases, CurrentCaller caller) {
    this.leases = leases;
    this.caller = caller;
  }

  /** Says so, in person. */
  @POST
  @Permission("sponsorships.renew")
  public Uni<LeaseView> renew(@RestPath String id) {
    return leases.renew(Ids.ofPath(id), By.of(caller.get())).map(LeaseView::of);
  }
}

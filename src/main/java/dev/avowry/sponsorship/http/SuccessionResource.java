package dev.avowry.sponsorship.http;

import dev.avowry.sponsorship.By;
import dev.avowry.sponsorship.Deputies;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;

/** Who takes over from a sponsor. */
@Path("/v1/sponsors/{id}/succession")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SuccessionResource {
  private final Deputies deputies;
  private final CurrentCaller caller;

  SuccessionResource(Deputies deputies, CurrentCaller caller) {
    this.deputies = deputies;
    this.caller = caller;
  }

  /** Shows who it is. */
  @GET
  @Permission("deputies.read")
  public Uni<SuccessionView> read(@RestPath String id) {
    return deputies.succession(Ids.ofPath(id), By.of(caller.get())).map(SuccessionView::of);
  }

  /** Says who it is, in place of what was said before. */
  @PUT
  @Permission("deputies.name")
  public Uni<SuccessionView> name(@RestPath String id, SuccessionView named) {
    return deputies
        .name(Ids.ofPath(id), named.toSuccession(), By.of(caller.get()))
        .map(SuccessionView::of);
  }
}

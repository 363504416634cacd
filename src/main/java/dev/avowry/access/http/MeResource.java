package dev.avowry.access.http;

import dev.avowry.access.WhoAmI;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What the caller is. */
@Path("/v1/me")
@Produces(MediaType.APPLICATION_JSON)
public class MeResource {
  private final WhoAmI whoAmI;
  private final CurrentCaller caller;
  private final CurrentToken token;

  MeResource(WhoAmI whoAmI, CurrentCaller caller, CurrentToken token) {
    this.whoAmI = whoAmI;
    this.caller = caller;
    this.token = token;
  }

  /** Says who the caller is. */
  @GET
  @Permission("me.read")
  public Uni<MeView> me() {
    return whoAmI.of(caller.get(), token.get()).map(MeView::of);
  }
}

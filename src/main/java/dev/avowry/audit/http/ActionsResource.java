package dev.avowry.audit.http;

import dev.avowry.audit.Actions;
import dev.avowry.web.Caller;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** What agents did with their tokens, in their own words. */
@Path("/v1/audit/actions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ActionsResource {
  private final Actions actions;
  private final CurrentCaller caller;

  ActionsResource(Actions actions, CurrentCaller caller) {
    this.actions = actions;
    this.caller = caller;
  }

  /**
   * What became of it.
   *
   * @param recorded how many were not recorded before
   * @param requestId by which the rows are found
   */
  public record RecordedView(int recorded, String requestId) {}

  /** Records what the caller did. */
  @POST
  @Permission("audit.act")
  public Uni<RestResponse<RecordedView>> record(ActionRequest request) {
    Caller by = caller.get();
    return actions
        .record(request.toActions(), by)
        .map(recorded -> new RecordedView(recorded, by.origin().requestId()))
        .map(view -> RestResponse.status(RestResponse.Status.CREATED, view));
  }
}

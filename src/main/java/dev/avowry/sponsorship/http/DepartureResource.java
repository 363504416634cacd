package dev.avowry.sponsorship.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.sponsorship.By;
import dev.avowry.sponsorship.DepartureCause;
import dev.avowry.sponsorship.Departures;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;

/** That a human is gone, by the word of an administrator. */
@Path("/v1/sponsors/{id}/departure")
public class DepartureResource {
  private final Departures departures;
  private final CurrentCaller caller;

  DepartureResource(Departures departures, CurrentCaller caller) {
    this.departures = departures;
    this.caller = caller;
  }

  /** Stops all that they answer for, and offers it to whoever takes over. Idempotent. */
  @PUT
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("sponsors.leave")
  public Uni<DepartureView> leave(@RestPath String id) {
    return departures
        .leave(Ids.ofPath(id), DepartureCause.ADMINISTRATOR, By.of(caller.get()))
        .map(DepartureView::of);
  }

  /** Lets them answer again for what nobody has taken. Idempotent. */
  @DELETE
  @Permission("sponsors.leave")
  public Uni<Void> comeBack(@RestPath String id) {
    By by = By.of(caller.get());
    if (by.human().equals(Optional.of(Ids.ofPath(id)))) {
      throw Refusal.refused(
          Reason.INSUFFICIENT_SCOPE, "somebody else has to say that a human is back");
    }
    return departures.comeBack(Ids.ofPath(id), by);
  }
}

package dev.avowry.sponsorship.http;

import dev.avowry.sponsorship.Acceptances;
import dev.avowry.sponsorship.By;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.jboss.resteasy.reactive.RestPath;

/** That a human is asked whether they answer. */
@Path("/v1/sponsors/{id}/invitation")
public class InvitationResource {
  private final Acceptances acceptances;
  private final CurrentCaller caller;

  InvitationResource(Acceptances acceptances, CurrentCaller caller) {
    this.acceptances = acceptances;
    this.caller = caller;
  }

  /** With what they accept; shown this once. */
  public record InvitedView(String token, Instant expiresAt) {}

  /** Shows what became of it, without the token. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("sponsors.invite")
  public Uni<InvitationView> read(@RestPath String id) {
    return acceptances.invitation(Ids.ofPath(id)).map(InvitationView::of);
  }

  /** Asks again, with another token in place of the one before. */
  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("sponsors.invite")
  public Uni<InvitedView> again(@RestPath String id) {
    return acceptances
        .inviteAgain(Ids.ofPath(id), By.of(caller.get()))
        .map(invited -> new InvitedView(invited.token().show(), invited.expiresAt()));
  }

  /** Asks no more. */
  @DELETE
  @Permission("sponsors.invite")
  public Uni<Void> withdraw(@RestPath String id) {
    return acceptances.withdraw(Ids.ofPath(id), By.of(caller.get()));
  }
}

package dev.avowry.registration.http;

import dev.avowry.kernel.InvitationId;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.registration.Invitations;
import dev.avowry.web.Caller;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Initial access tokens, with which clients register themselves. */
@Path("/v1/registration-tokens")
@Consumes(MediaType.APPLICATION_JSON)
public class RegistrationTokenResource {
  private final Invitations invitations;
  private final CurrentCaller caller;
  private final Clock clock;

  RegistrationTokenResource(Invitations invitations, CurrentCaller caller, Clock clock) {
    this.invitations = invitations;
    this.caller = caller;
    this.clock = clock;
  }

  /** A page on the wire. {@code next} is the {@code after} of the page that follows. */
  public record RegistrationTokenPage(
      List<RegistrationTokenView> items, long total, Optional<String> next) {}

  /** Makes one, which is shown this once. */
  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("registration.manage")
  public Uni<RestResponse<RegistrationTokenView>> make(RegistrationTokenRequest request) {
    Caller by = caller.get();
    return invitations
        .make(request.toNewInvitation(), by.actor().toString(), by.origin())
        .map(made -> RegistrationTokenView.of(made, clock.instant()))
        .map(
            view ->
                RestResponse.ResponseBuilder.<RegistrationTokenView>created(
                        URI.create("/v1/registration-tokens/" + view.id()))
                    .entity(view)
                    .build());
  }

  /** Lists them, the oldest first. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("registration.read")
  public Uni<RegistrationTokenPage> list(
      @RestQuery Optional<String> after, @RestQuery Optional<String> limit) {
    return invitations
        .invitations(PageRequest.of(after, limit))
        .map(page -> page.map(each -> RegistrationTokenView.of(each, clock.instant())))
        .map(page -> new RegistrationTokenPage(page.items(), page.total(), page.next()));
  }

  /** Shows one, without the token. */
  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("registration.read")
  public Uni<RegistrationTokenView> read(@RestPath String id) {
    return invitations
        .invitation(id(id))
        .map(found -> RegistrationTokenView.of(found, clock.instant()));
  }

  /** Ends one: it lets nobody in any more. Who was let in stays. */
  @DELETE
  @Path("/{id}")
  @Permission("registration.manage")
  public Uni<Void> revoke(@RestPath String id) {
    Caller by = caller.get();
    return invitations.revoke(id(id), by.actor().toString(), by.origin());
  }

  private static InvitationId id(String text) {
    return InvitationId.parse(text)
        .orElseThrow(() -> Refusal.refused(Reason.NOT_FOUND, "there is no such token"));
  }
}

package dev.avowry.sponsorship.http;

import dev.avowry.kernel.SecretBytes;
import dev.avowry.sponsorship.Acceptances;
import dev.avowry.web.Open;
import dev.avowry.web.http.Origins;
import dev.avowry.web.http.Ticket;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestHeader;

/** The word of whoever was invited, proven by the token that they were sent. */
@Path("/v1/invitations/acceptance")
public class InvitationAcceptanceResource {
  private final Acceptances acceptances;
  private final Origins origins;

  InvitationAcceptanceResource(Acceptances acceptances, Origins origins) {
    this.acceptances = acceptances;
    this.origins = origins;
  }

  /** Says that they answer. */
  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @Open("the invitation lets in")
  public Uni<InvitationView> accept(@RestHeader(HttpHeaders.AUTHORIZATION) List<String> given) {
    return acceptances.accept(token(given), origins.get()).map(InvitationView::of);
  }

  private static SecretBytes token(List<String> given) {
    return Ticket.of(given, "an invitation");
  }
}

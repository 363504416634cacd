package dev.avowry.sponsorship.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.sponsorship.Acceptances;
import dev.avowry.web.Open;
import dev.avowry.web.http.Origins;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestHeader;

/** The word of whoever was invited, proven by the token that they were sent. */
@Path("/v1/invitations/acceptance")
public class InvitationAcceptanceResource {
  private static final Pattern BEARER =
      Pattern.compile("Bearer +([\\x21-\\x7E]{1,256})", Pattern.CASE_INSENSITIVE);

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
    Matcher bearer = BEARER.matcher(given.size() == 1 ? given.getFirst() : "");
    if (!bearer.matches()) {
      throw Refusal.refused(
          Reason.INVALID_TOKEN, "an invitation is needed: Authorization: Bearer …");
    }
    return SecretBytes.ofText(bearer.group(1));
  }
}

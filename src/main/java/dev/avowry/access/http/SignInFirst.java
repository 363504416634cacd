package dev.avowry.access.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.web.http.SeeOther;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Has who is not signed in sign in, and leads them back to where they wanted to go. */
final class SignInFirst {
  private SignInFirst() {}

  /** Where to; what would have changed something is refused, since its form is not sent twice. */
  static Response of(ContainerRequestContext request) {
    if (!SessionDoor.isSafe(request)) {
      throw Refusal.refused(Reason.INVALID_TOKEN, "the session is over: sign in and send it again");
    }
    URI asked = request.getUriInfo().getRequestUri();
    String back =
        asked.getRawPath() + (asked.getRawQuery() == null ? "" : '?' + asked.getRawQuery());
    String sent = URLEncoder.encode(back, StandardCharsets.UTF_8);
    return SeeOther.<Void>to("/sign-in?return=" + sent).toResponse();
  }
}

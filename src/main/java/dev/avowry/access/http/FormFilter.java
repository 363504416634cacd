package dev.avowry.access.http;

import dev.avowry.people.SignedIn;
import dev.avowry.web.http.BySession;
import jakarta.ws.rs.Priorities;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.core.multipart.FormData;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/**
 * What changes something comes with what only a page of the very session knows, in the field {@code
 * csrf} of its form or the header {@code X-CSRF}.
 */
class FormFilter {
  private static final String FIELD = "csrf";
  private static final String HEADER = "X-CSRF";

  private final SignedIn signedIn;

  FormFilter(SignedIn signedIn) {
    this.signedIn = signedIn;
  }

  /** After {@link AccessFilter}, which finds the session. */
  @BySession
  @WithFormRead
  @ServerRequestFilter(priority = Priorities.USER + 1)
  public void require(ResteasyReactiveContainerRequestContext request) {
    if (!SessionDoor.isSafe(request) && !signedIn.isProvenBy(sent(request))) {
      throw SessionDoor.notFromHere();
    }
  }

  private static String sent(ResteasyReactiveContainerRequestContext request) {
    return Optional.ofNullable(request.getHeaderString(HEADER))
        .or(() -> form(request).map(form -> form.getFirst(FIELD)).map(FormValue::getValue))
        .orElse("");
  }

  private static Optional<FormData> form(ResteasyReactiveContainerRequestContext request) {
    return Optional.of(request.getServerRequestContext())
        .map(ResteasyReactiveRequestContext.class::cast)
        .map(ResteasyReactiveRequestContext::getFormData);
  }
}

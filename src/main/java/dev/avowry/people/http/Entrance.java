package dev.avowry.people.http;

import dev.avowry.people.Opened;
import dev.avowry.people.Sessions;
import dev.avowry.people.SignIn;
import dev.avowry.web.http.Origins;
import dev.avowry.web.http.SeeOther;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.NewCookie;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Lets in who has proven who they are. The session is always a new one, and the one that the
 * browser held before is over: what somebody else put into a browser is worth nothing afterwards.
 */
@RequestScoped
class Entrance {
  private final Sessions sessions;
  private final Visit visit;
  private final Origins origins;

  Entrance(Sessions sessions, Visit visit, Origins origins) {
    this.sessions = sessions;
    this.visit = visit;
    this.origins = origins;
  }

  /** Type-safe templates of this resource. */
  @CheckedTemplate(basePath = "people")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance onward(String path);
  }

  /** A session, and the way back to where they came from. */
  Uni<RestResponse<Object>> enter(SignIn signIn, ReturnPath back) {
    return open(signIn)
        .map(
            cookie ->
                (back.mayLeadAway() ? onward(back) : SeeOther.<Object>at(back.text()))
                    .cookie(cookie)
                    .build());
  }

  /**
   * By a page that moves on by itself: browsers hold whatever a form is redirected to against the
   * {@code form-action} of the form's page, CSP Level 3 §6.4.1, and a consent that is remembered
   * redirects to the client.
   */
  private static RestResponse.ResponseBuilder<Object> onward(ReturnPath back) {
    return RestResponse.ResponseBuilder.<Object>ok(Templates.onward(back.text()));
  }

  /** A session, by this cookie. */
  Uni<NewCookie> open(SignIn signIn) {
    return sessions
        .open(signIn, origins.get())
        .call(this::leaveFormer)
        .invoke(visit::end)
        .map(SessionCookie::of);
  }

  private Uni<Void> leaveFormer(Opened any) {
    return visit
        .session()
        .map(before -> sessions.leave(before, origins.get()))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }
}

package dev.avowry.people.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.SessionId;
import dev.avowry.people.Session;
import dev.avowry.people.Sessions;
import dev.avowry.people.SignedIn;
import dev.avowry.web.Permission;
import dev.avowry.web.http.BySession;
import dev.avowry.web.http.Origins;
import dev.avowry.web.http.SeeOther;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** A human's own pages: where they are signed in, and out again. */
@BySession
@Path("/account")
@Produces(MediaType.TEXT_HTML)
public class AccountResource {
  private final Sessions sessions;
  private final SignedIn signedIn;
  private final Origins origins;

  AccountResource(Sessions sessions, SignedIn signedIn, Origins origins) {
    this.sessions = sessions;
    this.signedIn = signedIn;
    this.origins = origins;
  }

  /** Type-safe templates of this resource. */
  @CheckedTemplate(basePath = "people")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance account(Session here, List<Session> sessions, String csrf);
  }

  /** Who is signed in, and where else. */
  @GET
  @Permission("account.read")
  public Uni<TemplateInstance> account() {
    Session here = signedIn.get();
    return sessions.of(here.human()).map(all -> Templates.account(here, all, signedIn.csrf()));
  }

  /** Ends one session. */
  @POST
  @Path("/sessions/{id}/end")
  @Permission("account.change")
  public Uni<RestResponse<Void>> end(@RestPath String id) {
    Session here = signedIn.get();
    SessionId named =
        SessionId.parse(id)
            .orElseThrow(() -> Refusal.refused(Reason.NOT_FOUND, "there is no such session"));
    return sessions
        .end(named, here.human(), origins.get())
        .replaceWith(() -> named.equals(here.id()) ? signedOut() : SeeOther.to("/account"));
  }

  /** Signs out everywhere. */
  @POST
  @Path("/sessions/end")
  @Permission("account.change")
  public Uni<RestResponse<Void>> endAll() {
    return sessions
        .endAll(signedIn.get().human(), origins.get())
        .replaceWith(AccountResource::signedOut);
  }

  /** Signs out here. */
  @POST
  @Path("/sign-out")
  @Permission("account.change")
  public Uni<RestResponse<Void>> signOut() {
    Session here = signedIn.get();
    return sessions
        .end(here.id(), here.human(), origins.get())
        .replaceWith(AccountResource::signedOut);
  }

  private static RestResponse<Void> signedOut() {
    return SeeOther.<Void>at("/sign-in").cookie(SessionCookie.none()).build();
  }
}

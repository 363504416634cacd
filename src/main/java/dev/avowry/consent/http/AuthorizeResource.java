package dev.avowry.consent.http;

import dev.avowry.consent.Approvals;
import dev.avowry.consent.AuthorizationRequest;
import dev.avowry.consent.Parameters;
import dev.avowry.consent.Requests;
import dev.avowry.consent.ReturnAddress;
import dev.avowry.kernel.Refused;
import dev.avowry.people.Session;
import dev.avowry.people.SessionToken;
import dev.avowry.people.Sessions;
import dev.avowry.people.SignedIn;
import dev.avowry.web.Open;
import dev.avowry.web.http.Form;
import dev.avowry.web.http.Origins;
import dev.avowry.web.http.Page;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The authorization endpoint, RFC 6749 §3.1. It finds out whether the request is in order and has
 * it wait for its human; who that is, is asked behind it.
 */
@Page
@Path("/authorize")
@Produces(MediaType.TEXT_HTML)
public class AuthorizeResource {
  private final Requests requests;
  private final Approvals approvals;
  private final Sessions sessions;
  private final Origins origins;

  AuthorizeResource(Requests requests, Approvals approvals, Sessions sessions, Origins origins) {
    this.requests = requests;
    this.approvals = approvals;
    this.sessions = sessions;
    this.origins = origins;
  }

  /** Takes a request from its query. */
  @GET
  @Open("the human is asked behind it")
  public Uni<Response> get(
      @Context UriInfo uri, @CookieParam(SignedIn.COOKIE) @Nullable String cookie) {
    String query = uri.getRequestUri().getRawQuery();
    return take(query == null ? "" : query, cookie);
  }

  /** Takes a request from a form, OpenID Connect Core §3.1.2.1. */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Open("the human is asked behind it")
  public Uni<Response> post(String body, @CookieParam(SignedIn.COOKIE) @Nullable String cookie) {
    return take(body, cookie);
  }

  private Uni<Response> take(String form, @Nullable String cookie) {
    Parameters asked = new Parameters(Form.parse(form, Set.of("resource")).values());
    return requests.take(asked).chain(taken -> take(taken, cookie));
  }

  private Uni<Response> take(Requests.Taken taken, @Nullable String cookie) {
    ReturnAddress answer = requests.answer(taken);
    return Uni.createFrom()
        .deferred(() -> proceed(taken, requests.read(taken), cookie))
        .onFailure(Refused.class)
        .recoverWithItem(failure -> Answers.send(answer, answer.refused(failure.refusal())));
  }

  private Uni<Response> proceed(
      Requests.Taken taken, AuthorizationRequest request, @Nullable String cookie) {
    return request.has(AuthorizationRequest.Prompt.NONE)
        ? session(cookie)
            .chain(session -> approvals.silently(request, session))
            .map(code -> Answers.send(request.answer(), request.answer().granted(code)))
        : requests
            .await(taken, origins.get())
            .map(
                name ->
                    Response.seeOther(URI.create("/authorize/consent?request=" + name)).build());
  }

  /** Nothing is changed by it but that a code is made, for the client alone. */
  private Uni<Optional<Session>> session(@Nullable String cookie) {
    return Optional.ofNullable(cookie)
        .flatMap(SessionToken::parse)
        .map(sessions::find)
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }
}

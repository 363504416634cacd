package dev.avowry.access.http;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.people.Role;
import dev.avowry.people.Session;
import dev.avowry.people.SessionToken;
import dev.avowry.people.Sessions;
import dev.avowry.people.SignedIn;
import dev.avowry.web.Caller;
import dev.avowry.web.Reach;
import dev.avowry.web.http.SameOrigin;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Cookie;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Lets a human in by the session of their browser. */
@ApplicationScoped
class SessionDoor {
  private static final Set<String> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  private final Sessions sessions;
  private final SignedIn signedIn;
  private final SameOrigin sameOrigin;

  SessionDoor(Sessions sessions, SignedIn signedIn, SameOrigin sameOrigin) {
    this.sessions = sessions;
    this.signedIn = signedIn;
    this.sameOrigin = sameOrigin;
  }

  /** The human who calls; empty when nobody has signed in. */
  Uni<Optional<Caller>> admit(ContainerRequestContext request, Origin origin) {
    requireSameOrigin(request);
    Optional<SessionToken> token =
        Optional.ofNullable(request.getCookies().get(SignedIn.COOKIE))
            .map(Cookie::getValue)
            .flatMap(SessionToken::parse);
    return token.isEmpty()
        ? Uni.createFrom().item(Optional.empty())
        : sessions
            .find(token.get())
            .invoke(found -> found.ifPresent(session -> signedIn.admit(session, token.get())))
            .map(found -> found.map(session -> caller(session, origin)));
  }

  /** Whether the request changes nothing, so that a link from anywhere may lead to it. */
  static boolean isSafe(ContainerRequestContext request) {
    return SAFE.contains(request.getMethod());
  }

  private void requireSameOrigin(ContainerRequestContext request) {
    if (!isSafe(request)
        && !sameOrigin.holds(header(request, "Origin"), header(request, "Sec-Fetch-Site"))) {
      throw notFromHere();
    }
  }

  static Refused notFromHere() {
    return Refusal.refused(
        Reason.FORBIDDEN, "the form was not sent by a page of this site, or too long ago");
  }

  private static Optional<String> header(ContainerRequestContext request, String name) {
    return Optional.ofNullable(request.getHeaderString(name));
  }

  private static Caller caller(Session session, Origin origin) {
    NodeId human = session.human();
    return new Caller(
        human,
        human,
        human,
        human,
        List.of(human.toString()),
        session.roles().stream().map(Role::code).collect(Collectors.toSet()),
        Optional.empty(),
        session.endsAt(),
        0,
        Set.of(),
        Reach.BELOW,
        origin);
  }
}

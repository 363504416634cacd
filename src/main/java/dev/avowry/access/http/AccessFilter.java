package dev.avowry.access.http;

import dev.avowry.access.Admitted;
import dev.avowry.access.PermissionTable;
import dev.avowry.access.TokenEnds;
import dev.avowry.authn.Possession;
import dev.avowry.authn.PresentedCertificate;
import dev.avowry.authn.PresentedProof;
import dev.avowry.kernel.Reason;
import dev.avowry.token.AccessToken;
import dev.avowry.token.Authorization;
import dev.avowry.token.Presenters;
import dev.avowry.web.Caller;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Open;
import dev.avowry.web.Permission;
import dev.avowry.web.http.BySession;
import dev.avowry.web.http.ClientCertificate;
import dev.avowry.web.http.Origins;
import dev.avowry.web.http.ProofHeader;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request in: a live token of ours, meant for us, and a line in the table. An operation that
 * says nothing of who may call it is denied.
 */
class AccessFilter {
  private final Presenters presenters;
  private final Possession possession;
  private final ProofHeader proof;
  private final ClientCertificate certificate;
  private final CurrentCaller current;
  private final CurrentToken currentToken;
  private final Origins origins;
  private final TokenEnds ends;
  private final SessionDoor sessions;

  AccessFilter(
      Presenters presenters,
      Possession possession,
      ProofHeader proof,
      ClientCertificate certificate,
      CurrentCaller current,
      CurrentToken currentToken,
      Origins origins,
      TokenEnds ends,
      SessionDoor sessions) {
    this.presenters = presenters;
    this.possession = possession;
    this.proof = proof;
    this.certificate = certificate;
    this.current = current;
    this.currentToken = currentToken;
    this.origins = origins;
    this.ends = ends;
    this.sessions = sessions;
  }

  @ServerRequestFilter
  public Uni<@Nullable Response> admit(ContainerRequestContext request, ResourceInfo operation) {
    Method method = operation.getResourceMethod();
    if (method.isAnnotationPresent(Open.class)) {
      return Uni.createFrom().nullItem();
    }
    String permission =
        Optional.ofNullable(method.getAnnotation(Permission.class))
            .map(Permission::value)
            .orElse("");
    return operation.getResourceClass().isAnnotationPresent(BySession.class)
        ? bySession(request, permission)
        : byToken(request, permission);
  }

  private Uni<@Nullable Response> bySession(ContainerRequestContext request, String permission) {
    return sessions
        .admit(request, origins.get())
        .map(
            found -> {
              found.ifPresent(caller -> admit(caller, permission));
              return found.isPresent() ? null : SignInFirst.of(request);
            });
  }

  /** What a session allows is looked at anew with each request; none is waited for. */
  private void admit(Caller human, String permission) {
    current.admit(
        PermissionTable.admit(permission, human, Reason.FORBIDDEN), Uni.createFrom().nothing());
  }

  private Uni<@Nullable Response> byToken(ContainerRequestContext request, String permission) {
    proof.offer(possession::nonce);
    return presenters
        .admit(
            authorization(request),
            new PresentedProof(proof.values(), proof.method(), proof.address()),
            () -> PresentedCertificate.of(certificate.chain()))
        .invoke(token -> admit(token, permission))
        .replaceWith(Uni.createFrom().nullItem());
  }

  private void admit(AccessToken token, String permission) {
    Caller caller = Admitted.of(token, origins.get()).to(permission).by();
    current.admit(caller, ends.of(token));
    currentToken.admit(token);
  }

  private static Authorization authorization(ContainerRequestContext request) {
    return Authorization.parse(
        request.getHeaders().getOrDefault(HttpHeaders.AUTHORIZATION, List.of()));
  }
}

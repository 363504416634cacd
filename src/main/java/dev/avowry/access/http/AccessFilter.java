package dev.avowry.access.http;

import dev.avowry.access.PermissionTable;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.token.AccessToken;
import dev.avowry.token.TokenClaims;
import dev.avowry.token.TokenReader;
import dev.avowry.web.Caller;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Open;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Origins;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request in: a live token of ours, meant for us, and a line in the table. An operation that
 * says nothing of who may call it is denied.
 */
class AccessFilter {
  /** RFC 6750 §2.1; the scheme's case does not matter, RFC 9110 §11.1. */
  private static final Pattern BEARER =
      Pattern.compile("Bearer +([A-Za-z0-9._~+/-]+=*) *", Pattern.CASE_INSENSITIVE);

  private final TokenReader reader;
  private final CurrentCaller current;
  private final Origins origins;
  private final TokenEnds ends;
  private final String issuer;

  AccessFilter(
      TokenReader reader,
      CurrentCaller current,
      Origins origins,
      TokenEnds ends,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.reader = reader;
    this.current = current;
    this.origins = origins;
    this.ends = ends;
    this.issuer = issuer;
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
    return reader
        .readLive(bearer(request))
        .map(found -> found.filter(token -> token.claims().audience().equals(issuer)))
        .map(found -> found.orElseThrow(AccessFilter::notLive))
        .invoke(token -> admit(token, permission))
        .replaceWith(Uni.createFrom().nullItem());
  }

  private void admit(AccessToken token, String permission) {
    Caller caller = caller(token.claims(), origins.get());
    require(permission, caller);
    current.admit(caller, ends.of(token));
  }

  private static String bearer(ContainerRequestContext request) {
    List<String> headers = request.getHeaders().getOrDefault(HttpHeaders.AUTHORIZATION, List.of());
    if (headers.size() == 1) {
      Matcher matcher = BEARER.matcher(headers.getFirst());
      if (matcher.matches()) {
        return matcher.group(1);
      }
    }
    throw Refusal.refused(
        Reason.INVALID_TOKEN, "an access token is needed: Authorization: Bearer …");
  }

  private static void require(String permission, Caller caller) {
    if (!PermissionTable.allows(permission, caller)) {
      throw Refusal.refused(
          Reason.INSUFFICIENT_SCOPE, "only for " + PermissionTable.whoMay(permission));
    }
  }

  private static Caller caller(TokenClaims token, Origin origin) {
    return new Caller(
        token.sub(),
        NodeId.parse(token.currentActor()).orElseThrow(),
        token.node(),
        token.sponsor(),
        token.path(),
        token.scopes(),
        token.jti(),
        token.expiresAt(),
        origin);
  }

  private static RuntimeException notLive() {
    return Refusal.refused(
        Reason.INVALID_TOKEN, "the access token is not a live one of this issuer for its own API");
  }
}

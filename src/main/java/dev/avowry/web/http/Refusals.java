package dev.avowry.web.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The one place that turns a refusal into an answer: problem+json under {@code /v1}, a page where
 * pages are, SCIM's own form for directories, an OAuth error everywhere else.
 */
public final class Refusals {
  /** Seconds after which a caller may try again when Avowry could not decide. */
  private static final String RETRY_AFTER = "2";

  /** Seconds after which failures of client authentication are forgotten. */
  private static final String A_MINUTE = "60";

  private Refusals() {}

  /** The answer of a resource method or of something that stands before one. */
  public static Response render(Refusal refusal, RoutingContext context) {
    Response.ResponseBuilder answer =
        Response.status(status(refusal.reason(), context))
            .type(mediaType(context))
            .entity(body(refusal, context));
    headers(refusal, context).forEach(answer::header);
    return answer.build();
  }

  /** The answer of a filter that stands before all resources. */
  public static void write(RoutingContext context, Refusal refusal) {
    var response = context.response().setStatusCode(status(refusal.reason(), context));
    response.putHeader(HttpHeaders.CONTENT_TYPE, mediaType(context));
    headers(refusal, context).forEach(response::putHeader);
    Object body = body(refusal, context);
    response.end(body instanceof String page ? page : Json.encode(body));
  }

  private static String mediaType(RoutingContext context) {
    if (Pages.isPage(context)) {
      return MediaType.TEXT_HTML + ";charset=UTF-8";
    }
    if (isOfScim(context)) {
      return ScimError.MEDIA_TYPE;
    }
    return isApi(context) ? Problem.MEDIA_TYPE : MediaType.APPLICATION_JSON;
  }

  private static boolean isApi(RoutingContext context) {
    String path = context.request().path();
    return path != null && path.startsWith("/v1/");
  }

  /** Shared signals have errors without a form of their own, and every status that HTTP has. */
  private static boolean isOfSignals(RoutingContext context) {
    String path = context.request().path();
    return path != null && path.startsWith("/ssf/");
  }

  /** Directories, and providers that revoke what a human holds. */
  private static boolean isOfScim(RoutingContext context) {
    String path = context.request().path();
    return path != null && path.startsWith("/scim/");
  }

  /** Where a client asks for what is to be bound: the token endpoint, and those before it. */
  private static boolean isAskedOfClients(RoutingContext context) {
    String path = context.request().path();
    return isTokenEndpoint(context)
        || Set.of("/par", "/bc-authorize", "/device_authorization").contains(path);
  }

  private static boolean isTokenEndpoint(RoutingContext context) {
    return "/token".equals(context.request().path());
  }

  /** RFC 6749 §5.2: 400 for whatever is wrong with what was asked for. */
  private static int status(Reason reason, RoutingContext context) {
    boolean isBadRequest =
        switch (reason) {
          case SPONSOR_NOT_LIVE, CEILING_EXCEEDED, INVALID_KEY, CONFLICT ->
              !isApi(context)
                  && !isOfSignals(context)
                  && !isOfScim(context)
                  && !Pages.isPage(context);
          // A resource server answers 401 to these, RFC 9449 §7.1 and §9.
          case INVALID_DPOP_PROOF, USE_DPOP_NONCE -> isAskedOfClients(context);
          // RFC 8628 §3.5 and CIBA Core §11; where it is asked for it is 403, CIBA Core §13.
          case ACCESS_DENIED -> isTokenEndpoint(context);
          default -> false;
        };
    return isBadRequest ? Reason.INVALID_REQUEST.status() : reason.status();
  }

  private static Object body(Refusal refusal, RoutingContext context) {
    if (Pages.isPage(context)) {
      return Pages.of(refusal, Origins.of(context).requestId());
    }
    if (isOfScim(context)) {
      return ScimError.of(refusal, status(refusal.reason(), context));
    }
    return isApi(context)
        ? Problem.of(refusal, Origins.of(context).requestId())
        : OAuthError.of(refusal);
  }

  private static Map<String, String> headers(Refusal refusal, RoutingContext context) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(HttpHeaders.CACHE_CONTROL, "no-store");
    Reason reason = refusal.reason();
    if (reason == Reason.TEMPORARILY_UNAVAILABLE) {
      headers.put(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
    }
    if (reason == Reason.TOO_MANY_REQUESTS && !isOfSignals(context)) {
      headers.put(HttpHeaders.RETRY_AFTER, A_MINUTE);
    }
    if (status(reason, context) != Reason.INVALID_REQUEST.status() && !Pages.isPage(context)) {
      Challenges.of(refusal, context)
          .ifPresent(challenge -> headers.put(HttpHeaders.WWW_AUTHENTICATE, challenge));
    }
    return headers;
  }
}

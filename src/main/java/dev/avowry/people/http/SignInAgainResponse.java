package dev.avowry.people.http;

import dev.avowry.people.SignInAgain;
import dev.avowry.web.http.SeeOther;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Leads who has to prove it once more through the sign-in, and back to the page they were on; what
 * its form had sent is not sent twice.
 */
public class SignInAgainResponse {
  /** The way through the sign-in. */
  @ServerExceptionMapper
  public RestResponse<Void> again(SignInAgain again, RoutingContext context) {
    String sent = URLEncoder.encode(page(context).text(), StandardCharsets.UTF_8);
    return SeeOther.<Void>to("/sign-in?fresh=yes&return=" + sent);
  }

  private static ReturnPath page(RoutingContext context) {
    return context.request().method().equals(HttpMethod.GET)
        ? ReturnPath.of(context.request().uri())
        : Optional.ofNullable(context.request().getHeader("Referer"))
            .map(SignInAgainResponse::path)
            .map(ReturnPath::of)
            .orElse(ReturnPath.HOME);
  }

  /** Of whatever site: only a path of ours is made of it. */
  private static String path(String referer) {
    try {
      URI uri = URI.create(referer);
      String query = uri.getRawQuery() == null ? "" : '?' + uri.getRawQuery();
      return uri.getRawPath() + query;
    } catch (IllegalArgumentException malformed) {
      return "";
    }
  }
}

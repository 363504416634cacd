package dev.avowry.mcp.http;

import dev.avowry.kernel.CannotStart;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.mcp.McpConfig;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Pages of which origins may call, MCP 2025-11-25 (Transports, Security Warning): a page whose name
 * was rebound to our address still says whose page it is. No cookie counts here, so that none is
 * let along (Fetch §3.3).
 */
@Singleton
class Lobby {
  private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.\\[\\]:-]{1,255}");
  private static final String A_DAY = "86400";

  private final Set<String> origins;

  @Inject
  Lobby(@ConfigProperty(name = "avowry.issuer") String issuer, McpConfig config) {
    List<String> others = config.origins().orElse(List.of());
    for (String origin : others) {
      CannotStart.unless(
          ORIGIN.matcher(origin).matches(),
          "avowry.mcp.origins must be origins as in https://inspector.example, but one is "
              + origin);
    }
    this.origins = new HashSet<>(others);
    this.origins.add(issuer);
  }

  /** Refuses a page of another origin, and tells the browser of one that may read the answer. */
  void pass(RoutingContext context) {
    List<String> said = context.request().headers().getAll(HttpHeaders.ORIGIN);
    HttpServerResponse response = context.response();
    response.putHeader(HttpHeaders.VARY, "Origin");
    if (said.isEmpty()) {
      return;
    }
    if (said.size() != 1 || !origins.contains(said.getFirst())) {
      throw Refusal.refused(Reason.FORBIDDEN, "pages of this origin may not call the tools");
    }
    response
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, said.getFirst())
        .putHeader(
            HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS,
            "Mcp-Session-Id, WWW-Authenticate, DPoP-Nonce, X-Request-Id");
  }

  /** Answers what a browser asks before it lets a page call, Fetch §3.2.2. */
  static void preflight(RoutingContext context) {
    context
        .response()
        .setStatusCode(204)
        .putHeader(HttpHeaders.ALLOW, Door.METHODS)
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, Door.METHODS)
        .putHeader(
            HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
            "Authorization, Content-Type, Accept, DPoP, Mcp-Session-Id, MCP-Protocol-Version,"
                + " Last-Event-ID")
        .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, A_DAY)
        .end();
  }
}

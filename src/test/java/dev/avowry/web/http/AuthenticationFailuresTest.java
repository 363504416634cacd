package dev.avowry.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.RawHttp;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.quarkus.vertx.http.runtime.security.SecurityHandlerPriorities;
import io.vertx.core.Handler;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What stands between the framework's authentication and its routes, seen from right behind it. */
@AvowryTest
class AuthenticationFailuresTest {
  private static final String PATH = "/v1/agents/AAAAAAAAAAA";
  private static final int BEHIND = 2 - SecurityHandlerPriorities.AUTHENTICATION;

  @Inject Router router;

  @Test
  @DisplayName("no path is looked for among all paths before the request is routed")
  void noPathIsLookedForBeforeTheRequestIsRouted() {
    RawHttp.Answer answer = looking(context -> context.end("known as " + template(context)));

    assertEquals("known as null", answer.body());
  }

  @Test
  @DisplayName("GET /q/metrics → requests by their paths nevertheless")
  void pathsAreNamedInMetricsNevertheless() {
    RawHttp.send("GET", PATH);

    assertTrue(RawHttp.send("GET", "/q/metrics").body().contains("uri=\"/v1/agents/{id}\""));
  }

  @Test
  @DisplayName("a failed authentication → 401")
  void aFailedAuthenticationFailsTheRequest() {
    RawHttp.Answer answer =
        looking(
            context ->
                context
                    .<BiConsumer<RoutingContext, Throwable>>get(
                        QuarkusHttpUser.AUTH_FAILURE_HANDLER)
                    .accept(context, new AuthenticationFailedException()));

    assertEquals(401, answer.status(), answer.body());
  }

  /** The answer to a request that is looked at on its way, as no other request of the tests is. */
  private RawHttp.Answer looking(Handler<RoutingContext> look) {
    Route route =
        router
            .route(PATH)
            .order(BEHIND)
            .handler(
                context -> {
                  if (context.request().getHeader("Looked-At") == null) {
                    context.next();
                  } else {
                    look.handle(context);
                  }
                });
    try {
      return RawHttp.send("GET", PATH, Map.of("Looked-At", "yes"), new byte[0]);
    } finally {
      route.remove();
    }
  }

  /** As the framework keeps it for its metrics. */
  private static @Nullable String template(RoutingContext context) {
    return ((HttpServerRequestInternal) context.request()).context().getLocal("UrlPathTemplate");
  }
}

package dev.avowry.web.http;

import io.quarkus.vertx.http.runtime.security.HttpSecurityRecorder.DefaultAuthFailureHandler;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.quarkus.vertx.http.runtime.security.SecurityHandlerPriorities;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.function.BiConsumer;

/**
 * What the framework's own authentication finds wrong fails a request like anything else does.
 *
 * <p>The framework would see to that by itself, and before each request: so that its metrics name
 * the path of one that may fail there, it makes the table of all paths anew (Quarkus 3.34.2, {@code
 * ObservabilityIntegrationRecorder.setTemplatePath}), which costs the more the more paths there
 * are. Where somebody has said what a failure does, it leaves that be.
 */
@Singleton
final class AuthenticationFailures {
  /**
   * After the framework has authenticated, and before it sees to failures: that has the same order,
   * and of two such routes the one that is added first is the first, which is this one.
   */
  private static final int RIGHT_AFTER_AUTHENTICATION =
      1 - SecurityHandlerPriorities.AUTHENTICATION;

  private static final BiConsumer<RoutingContext, Throwable> FAIL = AuthenticationFailures::fail;

  void register(@Observes Router router) {
    router.route().order(RIGHT_AFTER_AUTHENTICATION).handler(AuthenticationFailures::see);
  }

  private static void see(RoutingContext context) {
    context.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, FAIL);
    context.next();
  }

  private static void fail(RoutingContext context, Throwable failure) {
    DefaultAuthFailureHandler.markIfOtherAuthenticationFailure(context, failure);
    if (!context.failed()) {
      context.fail(DefaultAuthFailureHandler.extractRootCause(failure));
    }
  }
}

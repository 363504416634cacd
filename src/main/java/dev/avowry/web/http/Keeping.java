package dev.avowry.web.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * What a resource says of how long its answer may be kept stands alone: what is said of all answers
 * before ({@link RequestGuard}) would stand beside it, and forbid it.
 */
class Keeping {
  private final RoutingContext context;

  Keeping(RoutingContext context) {
    this.context = context;
  }

  @ServerResponseFilter
  public void makeRoom(ContainerResponseContext answer) {
    if (answer.getHeaders().containsKey(HttpHeaders.CACHE_CONTROL)) {
      context.response().headers().remove(HttpHeaders.CACHE_CONTROL);
    }
  }
}

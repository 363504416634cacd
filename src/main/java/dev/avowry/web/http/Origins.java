package dev.avowry.web.http;

import dev.avowry.kernel.Origin;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Where the request under way came from. A request id that the caller gives is kept if it is tame.
 */
@RequestScoped
public class Origins {
  static final String HEADER = "X-Request-Id";

  private static final String KEY = Origin.class.getName();
  private static final Pattern TAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final RoutingContext context;

  @Inject
  Origins(RoutingContext context) {
    this.context = context;
  }

  /** The origin of this request; the same however often it is asked for. */
  public Origin get() {
    return of(context);
  }

  static Origin of(RoutingContext context) {
    Origin known = context.get(KEY);
    if (known != null) {
      return known;
    }
    String given = context.request().getHeader(HEADER);
    String id =
        given != null && TAME.matcher(given).matches() ? given : UUID.randomUUID().toString();
    Origin origin = new Origin(id, context.request().remoteAddress().hostAddress());
    context.put(KEY, origin);
    return origin;
  }
}

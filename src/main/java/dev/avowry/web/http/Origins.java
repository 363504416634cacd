package dev.avowry.web.http;

import dev.avowry.kernel.Origin;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
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

  /** The origin of that request, for who stands before resources. */
  public static Origin of(RoutingContext context) {
    Origin known = context.get(KEY);
    if (known != null) {
      return known;
    }
    Origin origin = new Origin(context.response().headers().get(HEADER), address(context));
    context.put(KEY, origin);
    return origin;
  }

  /** Names the request, in the answer as well; once, before anything else is done for it. */
  static void name(RoutingContext context) {
    String given = context.request().getHeader(HEADER);
    boolean tame = given != null && TAME.matcher(given).matches();
    context.response().putHeader(HEADER, tame ? given : newId());
  }

  /** Tells requests apart and nothing more, so that a source of secrets need not be asked. */
  private static String newId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  private static String address(RoutingContext context) {
    return context.request().remoteAddress().hostAddress();
  }
}

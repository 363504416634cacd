package dev.avowry.web.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every route: a path that can be read in two ways is refused before anybody reads
 * it.
 *
 * <p>Authorisation here is by annotation and never by path, so nothing is known to get past it by
 * an odd path; Quarkus 3.34.2 did let {@code ;} past path policies (CVE-2026-39852), and the next
 * fault of that kind should find nothing either.
 */
@ApplicationScoped
class RequestGuard {
  /** Higher than any filter that Quarkus itself registers. */
  private static final int FIRST = 10_000;

  private static final Pattern AMBIGUOUS =
      Pattern.compile(
          "[;\\\\\\x00-\\x20]|//|(^|/)\\.{1,2}(/|$)|%(3b|2f|5c|2e|00|25|0[0-9a-f]|1[0-9a-f])",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  private static final CharSequence NO_GUESSING =
      HttpHeaders.createOptimized("X-Content-Type-Options");
  private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

  private final Dates dates;
  private final long longestBody;

  RequestGuard(
      Dates dates,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize longestBody) {
    this.dates = dates;
    this.longestBody = longestBody.asLongValue();
  }

  void register(@Observes Filters filters) {
    filters.register(this::guard, FIRST);
  }

  private void guard(RoutingContext context) {
    Origins.name(context);
    context
        .response()
        .putHeader(HttpHeaders.DATE, dates.now())
        .putHeader(NO_GUESSING, NOSNIFF)
        // Nothing is stored anywhere unless its resource says that it may be.
        .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
    if (Pages.isPage(context)) {
      Pages.protect(context);
    }
    if (isAmbiguous(context.request().uri())) {
      Refusals.write(
          context,
          new Refusal(
              Reason.INVALID_REQUEST, "the path has a character or segment that is not allowed"));
      return;
    }
    if (announcesTooMuch(context.request().getHeader(HttpHeaders.CONTENT_LENGTH))) {
      // The rest of the body would be taken for the next request.
      context.response().putHeader(HttpHeaders.CONNECTION, "close");
      Refusals.write(
          context,
          new Refusal(Reason.TOO_LARGE, "the body is larger than %d bytes".formatted(longestBody)));
      return;
    }
    context.next();
  }

  /** What does not say how long it is, is cut off by the server when it has grown too large. */
  private boolean announcesTooMuch(@Nullable String contentLength) {
    return contentLength != null
        && LENGTH.matcher(contentLength).matches()
        && Long.parseLong(contentLength) > longestBody;
  }

  static boolean isAmbiguous(String uri) {
    int query = uri.indexOf('?');
    String path = query < 0 ? uri : uri.substring(0, query);
    return !path.startsWith("/") || (!isPlain(path) && AMBIGUOUS.matcher(path).find());
  }

  /** What nearly every path is: words between single slashes. It spares the look for the rest. */
  private static boolean isPlain(String path) {
    char before = ' ';
    for (int i = 0; i < path.length(); i++) {
      char character = path.charAt(i);
      boolean separates = character == '/' || character == '.';
      if (separates ? before == '/' : !isOfWord(character)) {
        return false;
      }
      before = character;
    }
    return true;
  }

  private static boolean isOfWord(char character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || character == '-'
        || character == '_';
  }
}

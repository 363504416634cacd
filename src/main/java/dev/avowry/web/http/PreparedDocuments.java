package dev.avowry.web.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.web.Open;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers what is asked for often, from memory and before the framework has done anything for the
 * request that it would not need.
 */
@ApplicationScoped
class PreparedDocuments {
  /** Right after {@link RequestGuard}; nothing here waits, so that no deadline is needed. */
  private static final int SECOND = 9_999;

  private static final CharSequence METHODS = HttpHeaders.createOptimized("GET, HEAD, OPTIONS");
  private static final CharSequence VARY = HttpHeaders.createOptimized("Accept, Accept-Encoding");

  private static final Refusal NO_SUCH_CODING =
      new Refusal(Reason.NOT_ACCEPTABLE, "this path serves none of the accepted content codings");

  private final Map<String, Counted> byPath = new HashMap<>();

  PreparedDocuments(@All List<PreparedDocument> documents, MeterRegistry meters) {
    documents.forEach(document -> add(document, meters));
  }

  void register(@Observes Filters filters) {
    filters.register(this::route, SECOND);
  }

  /** Default deny: nothing is served to everybody that does not say why. */
  private void add(PreparedDocument document, MeterRegistry meters) {
    Prepared where = document.getClass().getAnnotation(Prepared.class);
    if (where == null || !document.getClass().isAnnotationPresent(Open.class)) {
      throw new IllegalStateException(document.getClass() + " needs @Prepared and @Open");
    }
    for (String path : where.paths()) {
      Counted counted =
          new Counted(document, meters.counter("avowry.documents.requests", "path", path));
      byPath.put(path, counted);
      // As with the paths that the framework routes.
      byPath.put(path + "/", counted);
    }
  }

  private void route(RoutingContext context) {
    Counted asked = byPath.get(context.request().path());
    if (asked == null) {
      context.next();
      return;
    }
    asked.requests.increment();
    try {
      answer(context, asked.document);
    } catch (RuntimeException failure) {
      Refusals.write(context, Failures.refusal(failure, context));
    }
  }

  private static void answer(RoutingContext context, PreparedDocument document) {
    switch (context.request().method().name()) {
      case "GET", "HEAD" -> {
        // Before the document is taken: a newer one may come in between, an older one never.
        document.age().ifPresent(age -> context.response().putHeader(HttpHeaders.AGE, age(age)));
        read(context, wanted(context.request().query(), document));
      }
      case "OPTIONS" -> context.response().putHeader(HttpHeaders.ALLOW, METHODS).end();
      default -> {
        context.response().putHeader(HttpHeaders.ALLOW, METHODS);
        Refusals.write(context, Failures.ofStatus(405));
      }
    }
  }

  /** Rounded up: nothing is younger than it says. */
  private static String age(Duration age) {
    return Long.toString(age.plusMillis(999).toSeconds());
  }

  private static Document wanted(@Nullable String query, PreparedDocument document) {
    return query == null ? document.current() : document.answering(query);
  }

  private static void read(RoutingContext context, Document document) {
    MultiMap asked = context.request().headers();
    Optional<Representation> representation =
        AcceptedType.choose(
            all(asked, HttpHeaders.ACCEPT), document.representations(), Representation::mediaType);
    if (representation.isEmpty()) {
      Refusals.write(context, Failures.ofStatus(406));
      return;
    }
    Optional<Coding> coding = Coding.chosenBy(all(asked, HttpHeaders.ACCEPT_ENCODING));
    if (coding.isEmpty()) {
      Refusals.write(context, NO_SUCH_CODING);
      return;
    }
    Coded coded = representation.get().in(coding.get());
    String ifMatch = all(asked, HttpHeaders.IF_MATCH);
    String ifNoneMatch = all(asked, HttpHeaders.IF_NONE_MATCH);
    describe(context.response(), document, coded);
    send(context, coded, Condition.of(ifMatch, ifNoneMatch, coded.tag()));
  }

  /** What a 304 has as well; RFC 9110 §15.4.5. */
  private static void describe(HttpServerResponse response, Document document, Coded coded) {
    response
        .putHeader(HttpHeaders.CACHE_CONTROL, document.caching())
        .putHeader(HttpHeaders.ETAG, coded.tagAsSent())
        .putHeader(HttpHeaders.VARY, VARY);
  }

  private static void send(RoutingContext context, Coded coded, Condition condition) {
    HttpServerResponse response = context.response();
    switch (condition) {
      case NOT_MODIFIED -> response.setStatusCode(304).end();
      case FAILED -> response.setStatusCode(412).end();
      case HOLDS -> {
        response.putHeader(HttpHeaders.CONTENT_TYPE, coded.mediaType());
        response.putHeader(HttpHeaders.CONTENT_LENGTH, coded.length());
        if (coded.coding() != Coding.IDENTITY) {
          response.putHeader(HttpHeaders.CONTENT_ENCODING, coded.coding().toString());
        }
        response.end(coded.body());
      }
    }
  }

  /** The framework's own timer costs a tenth of such a request and is switched off for it. */
  private record Counted(PreparedDocument document, Counter requests) {}

  /** A header that came in several lines is one list; RFC 9110 §5.3. */
  private static @Nullable String all(MultiMap headers, CharSequence name) {
    List<String> lines = headers.getAll(name);
    return switch (lines.size()) {
      case 0 -> null;
      case 1 -> lines.getFirst();
      default -> String.join(",", lines);
    };
  }
}

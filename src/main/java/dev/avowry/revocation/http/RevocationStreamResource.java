package dev.avowry.revocation.http;

import dev.avowry.revocation.Feed;
import dev.avowry.web.Open;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestHeader;

/** {@code GET /revocations/stream}: every entry as it is made, to whoever holds the line. */
@Path("/revocations/stream")
public class RevocationStreamResource {
  private static final Pattern PLACE = Pattern.compile("[0-9]{1,18}");

  /** RFC 7240 §4.3: how long the caller wants to wait, in seconds; else it has no end. */
  private static final Pattern WAIT = Pattern.compile("wait=([1-9][0-9]{0,3})");

  private final Feed feed;
  private final Readers readers;

  RevocationStreamResource(Feed feed, Readers readers) {
    this.feed = feed;
    this.readers = readers;
  }

  /** Sends what the reader lacks, then what comes, until one of both ends it. */
  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Open("ids say nothing, and every verifier needs it")
  public Uni<Void> read(
      @RestHeader("Last-Event-ID") Optional<String> last,
      @RestHeader("Prefer") Optional<String> prefer,
      @Context HttpServerRequest request) {
    feed.requireCurrent();
    if (request.method().equals(HttpMethod.HEAD)) {
      return Uni.createFrom().voidItem();
    }
    readers.enter();
    Optional<Long> place = last.filter(text -> PLACE.matcher(text).matches()).map(Long::valueOf);
    return Uni.createFrom()
        .<Void>emitter(ended -> join(request.response(), place, wish(prefer), ended))
        .onTermination()
        .invoke(readers::leave);
  }

  private void join(
      HttpServerResponse response,
      Optional<Long> place,
      Optional<Duration> longest,
      UniEmitter<? super Void> ended) {
    Loop here = readers.here();
    Reader reader = new Reader(response);
    Handler<Void> over =
        any -> {
          here.remove(reader);
          ended.complete(null);
        };
    response.exceptionHandler(gone -> over.handle(null)).closeHandler(over).endHandler(over);
    reader.begin();
    longest.ifPresent(duration -> here.endAfter(duration, reader));
    feed.welcome(place, first -> here.add(reader, first));
  }

  private static Optional<Duration> wish(Optional<String> prefer) {
    return prefer
        .map(WAIT::matcher)
        .filter(Matcher::matches)
        .map(wish -> Duration.ofSeconds(Long.parseLong(wish.group(1))));
  }
}

package dev.avowry.access.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.KnownEntries;
import dev.avowry.ledger.Watch;
import dev.avowry.token.AccessToken;
import dev.avowry.web.http.Refusals;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests that are held open, none of them longer than the token that they came with lives. */
@ApplicationScoped
class HeldRequests {
  private static final Refusal OVER =
      new Refusal(Reason.INVALID_TOKEN, "the access token has ended while the answer was awaited");

  private final KnownEntries known;
  private final Clock clock;
  private final AtomicInteger open = new AtomicInteger();

  HeldRequests(KnownEntries known, Clock clock, MeterRegistry meters) {
    this.known = known;
    this.clock = clock;
    meters.gauge("avowry.requests.held", open);
  }

  /** Ends the request with its token, unless it has been answered before. */
  void hold(RoutingContext request, AccessToken token) {
    Context loop = request.vertx().getOrCreateContext();
    Runnable over = () -> loop.runOnContext(any -> Refusals.end(request, OVER));
    Watch watch = known.watch(token.hold(), over);
    long timer = expiry(request.vertx(), token, over);
    open.incrementAndGet();
    request.addEndHandler(
        any -> {
          open.decrementAndGet();
          watch.close();
          request.vertx().cancelTimer(timer);
        });
  }

  private long expiry(Vertx vertx, AccessToken token, Runnable over) {
    Duration left = Duration.between(clock.instant(), token.claims().expiresAt());
    return vertx.setTimer(Math.max(1, left.toMillis()), any -> over.run());
  }
}

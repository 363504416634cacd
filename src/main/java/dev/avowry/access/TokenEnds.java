package dev.avowry.access;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.KnownEntries;
import dev.avowry.ledger.Watch;
import dev.avowry.token.AccessToken;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells requests that wait when the token that they came with has died or expired. */
@ApplicationScoped
public class TokenEnds {
  private static final Refusal OVER =
      new Refusal(Reason.INVALID_TOKEN, "the access token has ended while the answer was awaited");

  private final KnownEntries known;
  private final Clock clock;
  private final Vertx vertx;
  private final AtomicInteger watched = new AtomicInteger();

  TokenEnds(KnownEntries known, Clock clock, Vertx vertx, MeterRegistry meters) {
    this.known = known;
    this.clock = clock;
    this.vertx = vertx;
    meters.gauge("avowry.requests.held", watched);
  }

  /** Fails when the token has ended, and never says anything else. Costs nothing unobserved. */
  public Uni<Void> of(AccessToken token) {
    return Uni.createFrom().emitter(end -> watch(token, end));
  }

  private void watch(AccessToken token, UniEmitter<? super Void> end) {
    Context here = vertx.getOrCreateContext();
    Runnable over = () -> here.runOnContext(any -> end.fail(OVER.refused()));
    watched.incrementAndGet();
    Watch watch = known.watch(token.hold(), over);
    Duration left = Duration.between(clock.instant(), token.claims().expiresAt());
    long timer = vertx.setTimer(Math.max(1, left.toMillis()), any -> over.run());
    end.onTermination(
        () -> {
          watch.close();
          vertx.cancelTimer(timer);
          watched.decrementAndGet();
        });
  }
}

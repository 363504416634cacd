package dev.avowry.mcp.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** An answer that stays open, so that its reader hears of what happens; ended from any thread. */
final class Stream {
  /** Before what stands between takes the silence for the end. */
  private static final Duration BEAT = Duration.ofSeconds(15);

  /** HTML, Server-sent events §9.2.6: a comment, which no reader is told of. */
  private static final String COMMENT = ":\n\n";

  private final HttpServerResponse response;
  private final Vertx vertx;
  private final Context context;
  private final long timer;
  private final AtomicBoolean over = new AtomicBoolean();

  Stream(HttpServerResponse response, Vertx vertx) {
    this.response = response;
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.timer = vertx.setPeriodic(BEAT.toMillis(), any -> beat());
  }

  /** Ends it, once. */
  void end() {
    if (over.compareAndSet(false, true)) {
      context.runOnContext(
          any -> {
            if (!response.ended() && !response.closed()) {
              response.end();
            }
          });
    }
  }

  /** It has ended, by whomever. */
  void ended() {
    over.set(true);
    vertx.cancelTimer(timer);
  }

  private void beat() {
    if (!over.get() && response.headWritten() && !response.ended() && !response.closed()) {
      response.write(COMMENT);
    }
  }
}

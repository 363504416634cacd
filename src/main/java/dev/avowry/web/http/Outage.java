package dev.avowry.web.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeoutException;

/** Tells a database that cannot be reached from a mistake of ours. */
final class Outage {
  static final Refusal REFUSAL =
      new Refusal(
          Reason.TEMPORARILY_UNAVAILABLE, "the database cannot be reached; try again shortly");

  /**
   * PostgreSQL's classes for lost connections, too many of them, and a server that is going down.
   */
  private static final String CONNECTION = "08";

  private static final String RESOURCES = "53";
  private static final String OPERATOR = "57";

  private Outage() {}

  static boolean isBehind(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (isOutage(cause)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOutage(Throwable cause) {
    if (cause instanceof PgException database) {
      String state = database.getSqlState();
      return state != null
          && (state.startsWith(CONNECTION)
              || state.startsWith(RESOURCES)
              || state.startsWith(OPERATOR));
    }
    String message = String.valueOf(cause.getMessage());
    return cause instanceof ConnectException
        || cause instanceof ClosedChannelException
        || cause instanceof TimeoutException
        || (cause instanceof VertxException && message.contains("closed"))
        || (cause instanceof NoStackTraceThrowable && message.contains("Timeout"));
  }
}

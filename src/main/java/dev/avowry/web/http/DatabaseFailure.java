package dev.avowry.web.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.hibernate.exception.JDBCConnectionException;
import org.jspecify.annotations.Nullable;

/** Tells what the database's own failures mean from a mistake of ours. */
final class DatabaseFailure {
  static final Refusal OUTAGE =
      new Refusal(
          Reason.TEMPORARILY_UNAVAILABLE, "the database cannot be reached; try again shortly");

  static final Refusal DUPLICATE =
      new Refusal(Reason.CONFLICT, "it was registered by somebody else at the same moment");

  /**
   * PostgreSQL's classes for lost connections, too many of them, and a server that is going down.
   */
  private static final String CONNECTION = "08";

  private static final String RESOURCES = "53";
  private static final String OPERATOR = "57";
  private static final String UNIQUE_VIOLATION = "23505";

  private DatabaseFailure() {}

  static boolean isOutage(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (isOutageItself(cause)) {
        return true;
      }
    }
    return false;
  }

  /** Whether two transactions met at a unique constraint: the one that came second lost nothing. */
  static boolean isDuplicate(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (UNIQUE_VIOLATION.equals(stateOf(cause))) {
        return true;
      }
    }
    return false;
  }

  /** As the driver says it, or Hibernate in its place. */
  private static @Nullable String stateOf(Throwable cause) {
    return switch (cause) {
      case PgException database -> database.getSqlState();
      case SQLException converted -> converted.getSQLState();
      default -> null;
    };
  }

  private static boolean isOutageItself(Throwable cause) {
    if (cause instanceof PgException database) {
      String state = database.getSqlState();
      return state != null
          && (state.startsWith(CONNECTION)
              || state.startsWith(RESOURCES)
              || state.startsWith(OPERATOR));
    }
    return cause instanceof SocketException
        || cause instanceof UnknownHostException
        || cause instanceof ClosedChannelException
        || cause instanceof TimeoutException
        || cause instanceof JDBCConnectionException
        || isFromTheClient(cause);
  }

  /** What the Vert.x client throws of its own, which has no better types. */
  private static boolean isFromTheClient(Throwable cause) {
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    return cause instanceof ClosedConnectionException
        || (cause instanceof VertxException && message.contains("closed"))
        || (cause instanceof NoStackTraceThrowable && message.contains("timeout"));
  }
}

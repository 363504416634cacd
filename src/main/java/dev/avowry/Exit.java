package dev.avowry;

import dev.avowry.kernel.CannotStart;
import dev.avowry.postgres.PostgresUnavailable;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.QuarkusBindException;
import io.smallrye.config.ConfigValidationException;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How the process ends. What an operator can mend is one sentence; only what nobody foresaw has a
 * stack trace.
 */
final class Exit {
  private Exit() {}

  /** Ends with the code; says first what stood in the way, if anything did. */
  static void with(int code, @Nullable Throwable failure) {
    if (failure != null) {
      explain(failure);
      EmbeddedDatabase.stop();
    }
    ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(code, failure);
  }

  private static void explain(Throwable failure) {
    Optional<String> sentence = sentence(failure);
    if (sentence.isPresent()) {
      System.err.println("Avowry cannot start: " + sentence.get());
    } else {
      Logger.getLogger(Exit.class).error("Avowry cannot start", failure);
    }
  }

  private static Optional<String> sentence(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case CannotStart known -> {
          return Optional.of(known.getMessage());
        }
        case PostgresUnavailable known -> {
          return Optional.of(known.getMessage());
        }
        case ConfigValidationException known -> {
          return Optional.ofNullable(known.getMessage());
        }
        case QuarkusBindException known -> {
          return Optional.of(
              "port " + known.getPort() + " is taken: set AVOWRY_HTTP_PORT to another one");
        }
        default -> {
          // Perhaps what caused it is known.
        }
      }
    }
    return Optional.empty();
  }
}

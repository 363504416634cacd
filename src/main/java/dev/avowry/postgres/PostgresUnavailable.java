package dev.avowry.postgres;

import java.io.Serial;
import java.util.Objects;

/** The message is one sentence for the operator: what cannot be done, and what to do instead. */
public final class PostgresUnavailable extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  PostgresUnavailable(String message) {
    super(message);
  }

  PostgresUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}

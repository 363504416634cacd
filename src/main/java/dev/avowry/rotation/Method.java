package dev.avowry.rotation;

import java.net.URI;

/** How a secret is replaced. */
public sealed interface Method {
  /**
   * The password of a role of PostgreSQL, by the role itself. Where that is, the secret says in its
   * own fields: who gave the password has said where it goes.
   */
  record PostgreSql() implements Method {}

  /**
   * Whoever answers there makes the next version.
   *
   * @param endpoint checked by the rule for endpoints
   */
  record Webhook(URI endpoint) implements Method {}

  /** The code on the wire and in the database. */
  default String code() {
    return switch (this) {
      case PostgreSql postgres -> "postgresql";
      case Webhook webhook -> "webhook";
    };
  }
}

package dev.avowry.vault;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a secret is for. */
public enum SecretType {
  LOGIN,
  API_KEY,
  OAUTH,
  /** Another's access token, RFC 6749 §1.4. */
  ACCESS_TOKEN,
  SSH_KEY,
  DATABASE,
  CERTIFICATE,
  SMTP,
  CARD,
  CUSTOM,
  /** Codes of the time, RFC 6238. */
  TOTP,
  /** Codes of a counter, RFC 4226. */
  HOTP;

  /** The type with this code. */
  public static Optional<SecretType> named(String code) {
    return Arrays.stream(values()).filter(type -> type.code().equals(code)).findFirst();
  }

  /** The code on the wire and in the database. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether it is used for agents and told nobody. Such a secret is made by what uses it, of which
   * only that knows what it is.
   */
  public boolean isOnlyUsed() {
    return switch (this) {
      case TOTP, HOTP -> true;
      case LOGIN,
          API_KEY,
          OAUTH,
          ACCESS_TOKEN,
          SSH_KEY,
          DATABASE,
          CERTIFICATE,
          SMTP,
          CARD,
          CUSTOM ->
          false;
    };
  }

  /** The fields that it has at the least. */
  public List<String> fields() {
    return switch (this) {
      case LOGIN, DATABASE -> List.of("username", "password");
      case API_KEY -> List.of("key");
      case OAUTH -> List.of("client_id", "client_secret");
      case ACCESS_TOKEN -> List.of("access_token");
      case SSH_KEY -> List.of("private_key");
      case CERTIFICATE -> List.of("certificate", "private_key");
      case SMTP -> List.of("host", "username", "password");
      case CARD -> List.of("number", "expiry");
      case CUSTOM -> List.of();
      case TOTP, HOTP -> List.of("uri");
    };
  }
}

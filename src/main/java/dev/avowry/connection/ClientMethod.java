package dev.avowry.connection;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How we prove at a provider which client we are, RFC 7591 §2. */
public enum ClientMethod {
  CLIENT_SECRET_BASIC,
  CLIENT_SECRET_POST,
  NONE;

  /** The method with this code. */
  public static Optional<ClientMethod> named(String code) {
    return Arrays.stream(values()).filter(method -> method.code().equals(code)).findFirst();
  }

  /** The code on the wire and in the database. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}

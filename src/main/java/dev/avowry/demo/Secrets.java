package dev.avowry.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Nothing that lets anybody in is printed whole. */
final class Secrets {
  private static final int SHOWN = 12;
  private static final Set<String> NAMES =
      Set.of("access_token", "client_assertion", "subject_token", "token");

  private Secrets() {}

  /** The first characters, enough to tell two apart by eye. */
  static String shortened(String secret) {
    return secret.substring(0, Math.min(SHOWN, secret.length() / 2)) + "…";
  }

  /** The value as it may be shown under its name. */
  static @Nullable Object hidden(String name, @Nullable Object value) {
    return NAMES.contains(name) && value instanceof String secret ? shortened(secret) : value;
  }

  /** All of them as they may be shown. */
  static Map<String, Object> hidden(Map<String, ?> values) {
    Map<String, Object> shown = new LinkedHashMap<>();
    values.forEach((name, value) -> shown.put(name, hidden(name, value)));
    return shown;
  }
}

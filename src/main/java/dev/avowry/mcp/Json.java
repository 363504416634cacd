package dev.avowry.mcp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How JSON Schema is written, and what is wrong with a value. */
final class Json {
  private static final int SHOWN = 60;

  private Json() {}

  static Map<String, Object> of(String type, String about) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", type);
    if (!about.isEmpty()) {
      json.put("description", about);
    }
    return json;
  }

  static Optional<String> unless(boolean holds, String flaw) {
    return holds ? Optional.empty() : Optional.of(flaw);
  }

  /** As much of what somebody sent as goes into a sentence. */
  static String brief(String text) {
    String line = text.replaceAll("[^\\p{L}\\p{N}\\p{P} ]", "?");
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
  }
}

package dev.avowry.provenance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A list of tags and their values, RFC 6376 §3.2.
 *
 * @param tags in their order; names as they stand, values without white space around them
 */
record TagList(Map<String, String> tags) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
  private static final Pattern WHITE = Pattern.compile("[ \t\r\n]+");
  private static final int MOST = 50;

  /** Empty when it is none, has a tag twice, or has too many. */
  static Optional<TagList> read(String text) {
    Map<String, String> tags = new LinkedHashMap<>();
    String[] parts = text.split(";", -1);
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i].strip();
      int equals = part.indexOf('=');
      if (part.isEmpty() && i == parts.length - 1) {
        break;
      }
      if (equals < 0 || i == MOST) {
        return Optional.empty();
      }
      String name = part.substring(0, equals).strip();
      if (!NAME.matcher(name).matches()
          || tags.put(name, part.substring(equals + 1).strip()) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(new TagList(tags));
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(tags.get(name));
  }

  /** A value without any white space, as it may stand in Base64 and in lists. */
  Optional<String> packed(String name) {
    return get(name).map(value -> WHITE.matcher(value).replaceAll(""));
  }

  /** Whether it begins with that tag and that value. */
  boolean beginsWith(String name, String value) {
    return tags.entrySet().stream()
        .findFirst()
        .filter(first -> first.getKey().equals(name) && first.getValue().equals(value))
        .isPresent();
  }
}

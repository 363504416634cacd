package dev.avowry.provenance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a message, RFC 5322 §2.2, byte by byte as it came, and where its body begins.
 *
 * @param all from the first to the last
 */
record Fields(List<Field> all, int body) {
  /** As much as others read of it here; who needs more is nobody. */
  private static final int MOST_BYTES = 64 * 1024;

  private static final Pattern FIELD = Pattern.compile("([!-9;-~]+)[ \t]*:(?s:.*)");

  Fields {
    all = List.copyOf(all);
  }

  /**
   * One field.
   *
   * @param name in small letters
   * @param raw the whole, its last CRLF too; each byte a character
   */
  record Field(String name, String raw) {
    /** What stands behind the colon. */
    String value() {
      return raw.substring(raw.indexOf(':') + 1);
    }
  }

  /** Empty when a line of it is of no field: others might read it apart. */
  static Optional<Fields> read(byte[] message) {
    String text =
        new String(message, 0, Math.min(message.length, MOST_BYTES), StandardCharsets.ISO_8859_1);
    int end = text.startsWith("\r\n") ? 0 : text.indexOf("\r\n\r\n") + 2;
    if (end == 1 && message.length <= MOST_BYTES && text.endsWith("\r\n")) {
      end = text.length();
    }
    if (end == 1) {
      return Optional.empty();
    }
    List<Field> fields = new ArrayList<>();
    for (String raw : text.substring(0, end).split("(?<=\r\n)(?![ \t])", -1)) {
      Matcher form = FIELD.matcher(raw);
      if (!raw.isEmpty() && !form.matches()) {
        return Optional.empty();
      }
      if (!raw.isEmpty()) {
        fields.add(new Field(form.group(1).toLowerCase(Locale.ROOT), raw));
      }
    }
    return Optional.of(new Fields(fields, Math.min(message.length, end + 2)));
  }

  List<Field> named(String name) {
    return all.stream().filter(field -> field.name().equals(name)).toList();
  }
}

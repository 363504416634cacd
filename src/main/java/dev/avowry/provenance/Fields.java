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

  /**
   * What is signed of a header, RFC 6376 §3.7: of several of one name the last first, and at the
   * end the signature's own without its line end.
   *
   * @param own without the value of {@code b=}
   */
  String signed(List<String> names, Canonical canonical, Field own) {
    StringBuilder signed = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      long before = names.subList(0, i).stream().filter(name::equals).count();
      List<Field> all = named(name);
      if (before < all.size()) {
        signed.append(canonical.field(all.get(all.size() - 1 - (int) before)));
      }
    }
    String last = canonical.field(own);
    return signed.append(last, 0, last.length() - 2).toString();
  }

  List<Field> named(String name) {
    return all.stream().filter(field -> field.name().equals(name)).toList();
  }
}

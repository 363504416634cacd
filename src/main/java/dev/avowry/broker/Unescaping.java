package dev.avowry.broker;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ways in which a text is written differently, and read the same. */
enum Unescaping {
  /** RFC 3986 §2.1. */
  PERCENT {
    @Override
    Escape at(String text, int at) {
      return text.charAt(at) == '%' ? hex(text, at, 1, 2) : NONE;
    }
  },
  /** The same in a form, where a plus sign is a space. */
  FORM {
    @Override
    Escape at(String text, int at) {
      return text.charAt(at) == '+' ? new Escape(1, " ") : PERCENT.at(text, at);
    }
  },
  /** RFC 8259 §7, and as in many programming languages. */
  BACKSLASH {
    @Override
    Escape at(String text, int at) {
      if (text.charAt(at) != '\\' || at + 1 == text.length()) {
        return NONE;
      }
      return switch (text.charAt(at + 1)) {
        case 'u' -> unit(text, at);
        case 'x' -> hex(text, at, 2, 2);
        case 'n' -> new Escape(2, "\n");
        case 'r' -> new Escape(2, "\r");
        case 't' -> new Escape(2, "\t");
        case 'b' -> new Escape(2, "\b");
        case 'f' -> new Escape(2, "\f");
        default -> new Escape(2, text.substring(at + 1, at + 2));
      };
    }
  },
  /** HTML and XML: by number, and by the names that escaping uses. */
  ENTITY {
    @Override
    Escape at(String text, int at) {
      if (text.charAt(at) != '&') {
        return NONE;
      }
      Matcher matcher = REFERENCE.matcher(text).region(at, Math.min(at + 12, text.length()));
      return matcher.lookingAt() ? new Escape(matcher.end() - at, meaning(matcher)) : NONE;
    }
  },
  /** Wrapped into lines, as MIME does it; spaces and signs between bytes in hex. */
  WRAPPED {
    @Override
    Escape at(String text, int at) {
      return " \t\r\n:-".indexOf(text.charAt(at)) < 0 ? NONE : new Escape(1, "");
    }
  };

  private static final Escape NONE = new Escape(0, "");
  private static final int HEX = 16;
  private static final int UNIT_LENGTH = 6;
  private static final Pattern REFERENCE =
      Pattern.compile("&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos|nbsp));?");
  private static final Map<String, String> NAMED =
      Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ");

  /**
   * Something escaped.
   *
   * @param length how many characters it takes; 0 when there is nothing
   * @param meaning what it is read as, a character for each byte
   */
  record Escape(int length, String meaning) {}

  /** What is escaped there. */
  abstract Escape at(String text, int at);

  /** What is looked for after it has been undone: what is escaped twice is escaped so. */
  Set<Unescaping> then() {
    return switch (this) {
      case BACKSLASH -> Set.of(values());
      case PERCENT, ENTITY -> Set.of(PERCENT, BACKSLASH);
      case FORM, WRAPPED -> Set.of();
    };
  }

  /** A byte. */
  private static Escape hex(String text, int at, int sign, int digits) {
    int value = number(text, at + sign, digits);
    return value < 0 ? NONE : new Escape(sign + digits, Character.toString(value));
  }

  /** A unit of UTF-16, or two that are one character. */
  private static Escape unit(String text, int at) {
    int first = number(text, at + 2, 4);
    if (first < 0) {
      return NONE;
    }
    int second = text.startsWith("\\u", at + UNIT_LENGTH) ? number(text, at + 8, 4) : -1;
    return second >= 0 && Character.isSurrogatePair((char) first, (char) second)
        ? new Escape(2 * UNIT_LENGTH, bytes(Character.toCodePoint((char) first, (char) second)))
        : new Escape(UNIT_LENGTH, bytes(first));
  }

  private static String meaning(Matcher reference) {
    if (reference.group(3) != null) {
      return NAMED.getOrDefault(reference.group(3), "");
    }
    int point =
        reference.group(1) != null
            ? Integer.parseInt(reference.group(1))
            : Integer.parseInt(reference.group(2), HEX);
    return bytes(point);
  }

  private static String bytes(int point) {
    byte[] bytes =
        Character.isValidCodePoint(point)
            ? Character.toString(point).getBytes(StandardCharsets.UTF_8)
            : new byte[0];
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static int number(String text, int from, int digits) {
    if (from + digits > text.length()) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), HEX) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * HEX + digit;
    }
    return value;
  }
}

package dev.avowry.ledger;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Two values that are equal have the same bytes: RFC 8785, for the values that a row of the ledger
 * has. These are maps with strings as names, lists, strings, booleans and whole numbers from -2^53
 * to 2^53, which every reader of JSON reads alike.
 */
public final class CanonicalJson {
  /** Beyond it a reader whose numbers are doubles sees another number: RFC 7493 §2.2. */
  private static final long LARGEST = 1L << 53;

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder out = new StringBuilder();

  private CanonicalJson() {}

  /** The value in UTF-8; empty if something in it is none of these, or half of a character. */
  public static Optional<byte[]> bytes(Object value) {
    CanonicalJson writer = new CanonicalJson();
    return writer.value(value) ? utf8(writer.out) : Optional.empty();
  }

  private static Optional<byte[]> utf8(CharSequence text) {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return Optional.of(bytes);
    } catch (CharacterCodingException loneSurrogate) {
      return Optional.empty();
    }
  }

  /** Writes the value; false if it cannot be written. */
  private boolean value(Object value) {
    return switch (value) {
      case String text -> string(text);
      case Boolean truth -> literal(truth);
      case Long number when number >= -LARGEST && number <= LARGEST -> literal(number);
      case List<?> items -> array(items);
      case Map<?, ?> members -> object(members);
      default -> false;
    };
  }

  private boolean literal(Object number) {
    out.append(number);
    return true;
  }

  private boolean array(List<?> items) {
    out.append('[');
    boolean written = true;
    String comma = "";
    for (Object item : items) {
      out.append(comma);
      comma = ",";
      written = written && value(item);
    }
    out.append(']');
    return written;
  }

  /** RFC 8785 §3.2.3: by UTF-16 units, which is how Java compares strings. */
  private boolean object(Map<?, ?> members) {
    TreeMap<String, Object> sorted = new TreeMap<>();
    members.forEach((name, value) -> sorted.put((String) name, value));
    out.append('{');
    boolean written = true;
    String comma = "";
    for (Map.Entry<String, Object> member : sorted.entrySet()) {
      out.append(comma);
      comma = ",";
      string(member.getKey());
      out.append(':');
      written = written && value(member.getValue());
    }
    out.append('}');
    return written;
  }

  private boolean string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      character(text.charAt(i));
    }
    out.append('"');
    return true;
  }

  /** RFC 8785 §3.2.2.2: the short escape where there is one, none where none is needed. */
  private void character(char unit) {
    switch (unit) {
      case '"', '\\' -> out.append('\\').append(unit);
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> {
        if (unit < ' ') {
          out.append("\\u00").append(HEX[unit >> 4]).append(HEX[unit & 0xf]);
        } else {
          out.append(unit);
        }
      }
    }
  }
}

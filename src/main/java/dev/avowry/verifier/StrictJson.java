package dev.avowry.verifier;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON object in the one way in which no two readers can differ: UTF-8 without errors, no
 * member twice at any depth, nothing after the end. What it returns cannot be changed.
 */
final class StrictJson {
  private StrictJson() {}

  static Map<String, @Nullable Object> object(byte[] utf8) throws Refusal {
    String text = decode(utf8);
    Map<String, @Nullable Object> parsed = parse(text);
    refuseRepeatedMembers(text);
    return frozen(parsed);
  }

  private static String decode(byte[] utf8) throws Refusal {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new Refusal(Reason.MALFORMED, "the JSON is not UTF-8");
    }
  }

  private static Map<String, @Nullable Object> parse(String text) throws Refusal {
    // The parser reads "null" as no object at all, and skips a byte order mark.
    if (!text.startsWith("{")) {
      throw new Refusal(Reason.MALFORMED, "the JSON does not start with an object");
    }
    try {
      return JSONObjectUtils.parse(text);
    } catch (ParseException e) {
      throw new Refusal(Reason.MALFORMED, "the JSON cannot be read");
    }
  }

  /**
   * The parser refuses a repeated member at the top only. The text is known to be JSON here, so it
   * is enough to see which strings a colon follows.
   */
  private static void refuseRepeatedMembers(String text) throws Refusal {
    Deque<Set<String>> open = new ArrayDeque<>();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '{' || c == '[') {
        open.push(new HashSet<>());
      } else if (c == '}' || c == ']') {
        open.pop();
      } else if (c == '"') {
        int end = closingQuote(text, at);
        if (isMember(text, end)) {
          refuseRepeated(text.substring(at + 1, end), open.element());
        }
        at = end;
      }
      at++;
    }
  }

  private static void refuseRepeated(String name, Set<String> seen) throws Refusal {
    // An escape is how two equal names look different; the issuer has no use for one.
    if (name.indexOf('\\') >= 0 || !seen.add(name)) {
      throw new Refusal(Reason.MALFORMED, "a member of the JSON is there twice, or escaped");
    }
  }

  private static int closingQuote(String text, int opening) {
    int at = opening + 1;
    while (text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return at;
  }

  private static boolean isMember(String text, int closingQuote) {
    int at = closingQuote + 1;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() && text.charAt(at) == ':';
  }

  private static Map<String, @Nullable Object> frozen(Map<?, ?> object) {
    Map<String, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(object.size());
    object.forEach((name, value) -> copy.put((String) name, frozenValue(value)));
    return Collections.unmodifiableMap(copy);
  }

  private static @Nullable Object frozenValue(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> object -> frozen(object);
      case List<?> array ->
          Collections.unmodifiableList(array.stream().map(StrictJson::frozenValue).toList());
      case null, default -> value;
    };
  }
}

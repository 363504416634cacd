package dev.avowry.sign;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads structured fields, RFC 9651 §4.2: what is not one entirely is none. Dates and Display
 * Strings, which no field of a signature has, are not known.
 */
final class FieldReader {
  private static final Pattern KEY = Pattern.compile("[a-z*][a-z0-9_.*-]*");
  private static final Pattern NUMBER = Pattern.compile("-?([0-9]+)(?:\\.([0-9]{1,3}))?");
  private static final Pattern STRING = Pattern.compile("\"((?:[ !#-\\[\\]-~]|\\\\[\"\\\\])*)\"");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z*][A-Za-z0-9:/!#$%&'*+.^_`|~-]*");
  private static final Pattern BYTES = Pattern.compile(":([A-Za-z0-9+/]*={0,2}):");
  private static final Pattern TRUTH = Pattern.compile("\\?([01])");
  private static final int MOST_DIGITS = 15;
  private static final int MOST_BEFORE_POINT = 12;

  private final String text;
  private int at;

  private FieldReader(String text) {
    this.text = text;
  }

  /** The text is not such a field. */
  private static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Malformed() {
      super("not a structured field", null, false, false);
    }
  }

  /** A Dictionary; of two members of one key the last counts. */
  static Optional<Map<String, Member>> dictionary(String text) {
    FieldReader reader = new FieldReader(stripped(text));
    try {
      return Optional.of(reader.dictionary());
    } catch (Malformed malformed) {
      return Optional.empty();
    }
  }

  /** An Item. */
  static Optional<Member.Item> item(String text) {
    FieldReader reader = new FieldReader(stripped(text));
    try {
      Member.Item item = reader.item();
      return reader.atEnd() ? Optional.of(item) : Optional.empty();
    } catch (Malformed malformed) {
      return Optional.empty();
    }
  }

  /** Whether it may name a member or a parameter. */
  static boolean isKey(String text) {
    return KEY.matcher(text).matches();
  }

  /** §4.2: spaces around it, and nothing else. */
  private static String stripped(String text) {
    return text.replaceAll("^ +| +$", "");
  }

  private Map<String, Member> dictionary() {
    Map<String, Member> members = new LinkedHashMap<>();
    while (!atEnd()) {
      String key = take(KEY);
      Member member = next('=') ? member() : new Member.Item(new Bare.Truth(true), parameters());
      members.remove(key);
      members.put(key, member);
      skip(" \t");
      if (!atEnd()) {
        require(next(','));
        skip(" \t");
        require(!atEnd());
      }
    }
    return members;
  }

  private Member member() {
    return next('(') ? innerList() : item();
  }

  private Member.InnerList innerList() {
    List<Member.Item> items = new ArrayList<>();
    skip(" ");
    while (!next(')')) {
      items.add(item());
      require(peek(" ") || peek(")"));
      skip(" ");
    }
    return new Member.InnerList(items, parameters());
  }

  private Member.Item item() {
    Bare value = bare();
    return new Member.Item(value, parameters());
  }

  private Map<String, Bare> parameters() {
    Map<String, Bare> parameters = new LinkedHashMap<>();
    while (next(';')) {
      skip(" ");
      String key = take(KEY);
      Bare value = next('=') ? bare() : new Bare.Truth(true);
      parameters.remove(key);
      parameters.put(key, value);
    }
    return parameters;
  }

  private Bare bare() {
    require(!atEnd());
    return switch (text.charAt(at)) {
      case '"' -> new Bare.Text(matched(STRING).group(1).replaceAll("\\\\(.)", "$1"));
      case ':' -> bytes(matched(BYTES).group(1));
      case '?' -> new Bare.Truth(matched(TRUTH).group(1).equals("1"));
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(matched(NUMBER));
      default -> new Bare.Symbol(take(TOKEN));
    };
  }

  private static Bare bytes(String base64) {
    try {
      Bare.Bytes read = Bare.Bytes.of(Base64.getDecoder().decode(base64));
      require(read.base64().equals(base64));
      return read;
    } catch (IllegalArgumentException notBase64) {
      throw new Malformed();
    }
  }

  private static Bare number(Matcher digits) {
    boolean whole = digits.group(2) == null;
    require(digits.group(1).length() <= (whole ? MOST_DIGITS : MOST_BEFORE_POINT));
    return whole
        ? new Bare.Whole(Long.parseLong(digits.group()))
        : new Bare.Decimal(new BigDecimal(digits.group()));
  }

  private String take(Pattern pattern) {
    return matched(pattern).group();
  }

  private Matcher matched(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    require(matcher.lookingAt());
    at = matcher.end();
    return matcher;
  }

  private boolean next(char wanted) {
    boolean there = !atEnd() && text.charAt(at) == wanted;
    at += there ? 1 : 0;
    return there;
  }

  private boolean peek(String wanted) {
    return text.startsWith(wanted, at);
  }

  private void skip(String any) {
    while (!atEnd() && any.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean atEnd() {
    return at == text.length();
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new Malformed();
    }
  }
}

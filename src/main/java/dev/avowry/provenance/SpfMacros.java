package dev.avowry.provenance;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the macros of RFC 7208 §7 stand for.
 *
 * @param client who was connected
 * @param helo by which it greeted
 * @param local what stands before the {@code @} of the sender
 * @param origin the sender's domain
 * @param validated a name of the client's that leads back to it; asked for only when it is needed
 */
record SpfMacros(
    InetAddress client, String helo, String local, String origin, Supplier<String> validated) {
  private static final Pattern MACRO =
      Pattern.compile("%(?:\\{([A-Za-z])([0-9]{0,3})([rR]?)([.\\-+,/_=]*)}|([%_-]))");

  private static final String LETTERS = "slodiphv";

  /** Visible ASCII. */
  private static final Pattern VISIBLE = Pattern.compile("[!-~]*");

  /** RFC 7208 §7.1: a domain ends with a label that is no number, or with a macro. */
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?:.*%(?:\\{[^}]*}|[%_-])"
              + "|.*\\.(?=[A-Za-z0-9-]*[A-Za-z-])[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\\.?)");

  private static final int LONGEST = 253;

  /** Whether it has macros, and characters, and nothing else. */
  static boolean isWellFormed(String text) {
    return VISIBLE.matcher(text).matches()
        && MACRO.matcher(text).replaceAll("").indexOf('%') < 0
        && MACRO.matcher(text).results().allMatch(SpfMacros::isKnown);
  }

  private static boolean isKnown(MatchResult macro) {
    return macro.group(1) == null
        || (LETTERS.contains(macro.group(1).toLowerCase(Locale.ROOT))
            && !macro.group(2).matches("0+"));
  }

  /** A domain with macros in it, as it stands; fails with {@link Undecided} when it is none. */
  static String checked(String text) {
    Undecided.unless(isWellFormed(text) && DOMAIN.matcher(text).matches());
    return text;
  }

  /**
   * The text with what its macros stand for, without its first labels when it is too long for a
   * name.
   *
   * @param domain whose record it is in
   */
  String expand(String text, String domain) {
    Matcher macro = MACRO.matcher(text);
    StringBuilder expanded = new StringBuilder();
    while (macro.find()) {
      macro.appendReplacement(expanded, Matcher.quoteReplacement(value(macro, domain)));
    }
    String name = macro.appendTail(expanded).toString();
    String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    while (bare.length() > LONGEST && bare.indexOf('.') >= 0) {
      bare = bare.substring(bare.indexOf('.') + 1);
    }
    return bare;
  }

  private String value(MatchResult macro, String domain) {
    if (macro.group(1) == null) {
      return switch (macro.group(5)) {
        case "_" -> " ";
        case "-" -> "%20";
        default -> "%";
      };
    }
    String letter = macro.group(1);
    String value =
        transformed(
            of(letter.toLowerCase(Locale.ROOT), domain),
            macro.group(2),
            !macro.group(3).isEmpty(),
            macro.group(4));
    return Character.isUpperCase(letter.charAt(0))
        ? URLEncoder.encode(value, StandardCharsets.UTF_8)
        : value;
  }

  private String of(String letter, String domain) {
    return switch (letter) {
      case "s" -> local + "@" + origin;
      case "l" -> local;
      case "o" -> origin;
      case "d" -> domain;
      case "i" -> dotted();
      case "p" -> validated.get();
      case "h" -> helo;
      default -> client instanceof Inet4Address ? "in-addr" : "ip6";
    };
  }

  private String dotted() {
    return client instanceof Inet4Address
        ? client.getHostAddress()
        : String.join(".", HexFormat.of().formatHex(client.getAddress()).split(""));
  }

  private static String transformed(
      String value, String digits, boolean reversed, String delimiters) {
    String between = "[" + Pattern.quote(delimiters.isEmpty() ? "." : delimiters) + "]";
    List<String> parts = new ArrayList<>(Arrays.asList(value.split(between, -1)));
    if (reversed) {
      Collections.reverse(parts);
    }
    int kept = digits.isEmpty() ? parts.size() : Math.min(parts.size(), Integer.parseInt(digits));
    return String.join(".", parts.subList(parts.size() - kept, parts.size()));
  }

  /** The name by which who is at that address is asked for, RFC 1035 §3.5 and RFC 3596 §2.5. */
  String reverseName() {
    return expand("%{ir}.%{v}.arpa", "");
  }
}

package dev.avowry.provenance;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One term of what a domain publishes, RFC 7208 §4.6.1; its form was checked. */
sealed interface SpfTerm {
  /** What mechanisms look at. */
  enum Kind {
    ALL,
    INCLUDE,
    A,
    MX,
    PTR,
    IP4,
    IP6,
    EXISTS
  }

  /**
   * Matches, or does not.
   *
   * @param result when it does
   * @param domain macros and all; empty for the domain itself
   * @param network of an IP mechanism
   * @param bits4 how many of an IPv4 address count
   * @param bits6 the same for IPv6
   */
  record Mechanism(
      SpfResult result,
      Kind kind,
      Optional<String> domain,
      Optional<Network> network,
      int bits4,
      int bits6)
      implements SpfTerm {}

  /** Says where to go on when nothing matches. */
  record Redirect(String domain) implements SpfTerm {}

  /** Changes nothing: an explanation, which nobody is given, or what is not known. */
  record Modifier(String name) implements SpfTerm {}

  Pattern MODIFIER = Pattern.compile("([A-Za-z][A-Za-z0-9._-]*)=(.*)");
  Pattern MECHANISM = Pattern.compile("([+?~-]?)([A-Za-z0-9]+)(.*)");
  Pattern DUAL = Pattern.compile("(:.+?)?(?:/(0|[1-9][0-9]?))?(?://(0|[1-9][0-9]{0,2}))?");
  int WIDTH_4 = 32;
  int WIDTH_6 = 128;

  /** Reads a term; fails with {@link Undecided} when it is none. */
  static SpfTerm read(String text) {
    Matcher modifier = MODIFIER.matcher(text);
    if (modifier.matches()) {
      return modifier(modifier.group(1).toLowerCase(Locale.ROOT), modifier.group(2));
    }
    Matcher mechanism = MECHANISM.matcher(text);
    Undecided.unless(mechanism.matches());
    return mechanism(
        result(mechanism.group(1)),
        mechanism.group(2).toLowerCase(Locale.ROOT),
        mechanism.group(3));
  }

  private static SpfTerm modifier(String name, String value) {
    return switch (name) {
      case "redirect" -> new Redirect(SpfMacros.checked(value));
      case "exp" -> {
        SpfMacros.checked(value);
        yield new Modifier(name);
      }
      default -> {
        Undecided.unless(SpfMacros.isWellFormed(value));
        yield new Modifier(name);
      }
    };
  }

  private static SpfResult result(String qualifier) {
    return switch (qualifier) {
      case "-" -> SpfResult.FAIL;
      case "~" -> SpfResult.SOFTFAIL;
      case "?" -> SpfResult.NEUTRAL;
      default -> SpfResult.PASS;
    };
  }

  private static Mechanism mechanism(SpfResult result, String name, String rest) {
    return switch (name) {
      case "all" -> {
        Undecided.unless(rest.isEmpty());
        yield of(result, Kind.ALL, Optional.empty());
      }
      case "include" -> of(result, Kind.INCLUDE, Optional.of(domain(rest)));
      case "exists" -> of(result, Kind.EXISTS, Optional.of(domain(rest)));
      case "ptr" ->
          of(result, Kind.PTR, rest.isEmpty() ? Optional.empty() : Optional.of(domain(rest)));
      case "a" -> dual(result, Kind.A, rest);
      case "mx" -> dual(result, Kind.MX, rest);
      case "ip4" -> network(result, Kind.IP4, rest, WIDTH_4);
      case "ip6" -> network(result, Kind.IP6, rest, WIDTH_6);
      default -> throw Undecided.permanently();
    };
  }

  private static Mechanism of(SpfResult result, Kind kind, Optional<String> domain) {
    return new Mechanism(result, kind, domain, Optional.empty(), WIDTH_4, WIDTH_6);
  }

  private static String domain(String rest) {
    Undecided.unless(rest.startsWith(":"));
    return SpfMacros.checked(rest.substring(1));
  }

  private static Mechanism dual(SpfResult result, Kind kind, String rest) {
    Matcher form = DUAL.matcher(rest);
    Undecided.unless(form.matches());
    Optional<String> domain = Optional.ofNullable(form.group(1)).map(SpfTerm::domain);
    return new Mechanism(
        result,
        kind,
        domain,
        Optional.empty(),
        bits(Optional.ofNullable(form.group(2)), WIDTH_4),
        bits(Optional.ofNullable(form.group(3)), WIDTH_6));
  }

  private static int bits(Optional<String> digits, int width) {
    int bits = digits.map(Integer::parseInt).orElse(width);
    Undecided.unless(bits <= width);
    return bits;
  }

  private static Mechanism network(SpfResult result, Kind kind, String rest, int width) {
    Undecided.unless(rest.startsWith(":"));
    Network network = Network.read(rest.substring(1), width).orElseThrow(Undecided::permanently);
    return new Mechanism(result, kind, Optional.empty(), Optional.of(network), width, width);
  }
}

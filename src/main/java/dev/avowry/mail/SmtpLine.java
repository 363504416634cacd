package dev.avowry.mail;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command of SMTP, RFC 5321 §4.1.1: what is not of its form exactly is no command. ASCII that can
 * be seen, and spaces; nothing that another server could take for the end of a line.
 *
 * @param verb in capitals
 * @param rest what follows it
 */
record SmtpLine(String verb, String rest) {
  private static final Pattern FORM = Pattern.compile("([A-Za-z]{4,8})(?: ([ -~]*))?");

  /** Without quoted local parts, routes and literals: no agent has one, and two read them apart. */
  private static final Pattern FROM =
      Pattern.compile(
          "(?i:FROM):<((?:[!-~&&[^<>@\",:;\\\\()\\[\\]]]{1,64}@[A-Za-z0-9.-]{1,190})?)>((?: [!-~]+)*) *");

  private static final Pattern TO =
      Pattern.compile("(?i:TO):<([!-~&&[^<>@\",:;\\\\()\\[\\]]]{1,64}@[A-Za-z0-9.-]{1,190})> *");

  private static final Pattern SIZE = Pattern.compile("SIZE=([0-9]{1,20})");
  private static final Pattern BODY = Pattern.compile("BODY=(?:7BIT|8BITMIME)");
  private static final Pattern HOST = Pattern.compile("[!-~]{1,255}");
  private static final int DIGITS_OF_A_LONG = 18;

  /** The command in a line; empty when there is none. */
  static Optional<SmtpLine> parse(String line) {
    Matcher form = FORM.matcher(line);
    return form.matches()
        ? Optional.of(
            new SmtpLine(
                form.group(1).toUpperCase(Locale.ROOT), form.group(2) == null ? "" : form.group(2)))
        : Optional.empty();
  }

  /** Who says it is at the other end; empty when nobody does. */
  Optional<String> host() {
    return Optional.of(rest.strip()).filter(name -> HOST.matcher(name).matches());
  }

  /**
   * Where a message is from.
   *
   * @param address empty for what nobody is to be told about, RFC 5321 §4.5.5
   * @param size what its sender says, in bytes; 0 when nothing
   */
  record From(String address, long size) {}

  /** The sender of {@code MAIL}; empty when it is none, or takes what is not offered. */
  Optional<From> from() {
    Matcher form = FROM.matcher(rest);
    if (!form.matches()) {
      return Optional.empty();
    }
    long size = 0;
    for (String parameter : form.group(2).strip().toUpperCase(Locale.ROOT).split(" ", -1)) {
      Matcher said = SIZE.matcher(parameter);
      if (said.matches()) {
        String digits = said.group(1);
        size = digits.length() <= DIGITS_OF_A_LONG ? Long.parseLong(digits) : Long.MAX_VALUE;
      } else if (!parameter.isEmpty() && !BODY.matcher(parameter).matches()) {
        return Optional.empty();
      }
    }
    return Optional.of(new From(form.group(1), size));
  }

  /** The recipient of {@code RCPT}; empty when it is none. */
  Optional<String> to() {
    Matcher form = TO.matcher(rest);
    return form.matches() ? Optional.of(form.group(1)) : Optional.empty();
  }

  /** Without addresses. */
  @Override
  public String toString() {
    return "SmtpLine[verb=%s]".formatted(verb);
  }
}

package dev.avowry.mail;

import java.util.regex.Pattern;

/** Text of strangers without what cannot be seen, and with one way to end a line. */
final class Clean {
  private static final Pattern LINE_END = Pattern.compile("\r\n?|[\u0085\u2028\u2029]");

  /** Control, format, private-use and unassigned characters, but for line feed and tab. */
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}&&[^\n\t]]");

  private static final Pattern MANY_ENDS = Pattern.compile("(?:[ \t\u00a0]*\n){3,}");

  private Clean() {}

  static String text(String raw) {
    String lines = LINE_END.matcher(raw).replaceAll("\n");
    return MANY_ENDS.matcher(INVISIBLE.matcher(lines).replaceAll("")).replaceAll("\n\n").strip();
  }
}

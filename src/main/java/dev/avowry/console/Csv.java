package dev.avowry.console;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lines that a spreadsheet takes for text, RFC 4180: what would begin a formula there begins with
 * an apostrophe instead, whoever chose the name.
 */
public final class Csv {
  /** Signs of a formula, in their wide forms too, behind whatever space a spreadsheet drops. */
  private static final Pattern FORMULA =
      Pattern.compile(
          "^[\\s\\p{Z}]*[=+\\-@|%\\x{FF1D}\\x{FF0B}\\x{FF0D}\\x{FF20}].*", Pattern.DOTALL);

  private Csv() {}

  /** One line with its end. */
  public static String line(List<String> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String cell(String text) {
    String safe = FORMULA.matcher(text).matches() ? "'" + text : text;
    return '"' + safe.replace("\"", "\"\"") + '"';
  }
}

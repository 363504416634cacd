package dev.avowry.vault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of {@code NAME=value}, as many programs read them and no two in the same way: what they
 * would not agree on is refused, so that no key is kept that is another elsewhere.
 */
final class DotEnv {
  private static final Pattern LINE =
      Pattern.compile("(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_.]{0,127})=(.*)");

  /** As it is between these. */
  private static final Pattern SINGLE = Pattern.compile("'([^']*)'[ \\t]*(?:#.*)?");

  private static final Pattern DOUBLE =
      Pattern.compile("\"((?:[^\"\\\\]|\\\\[nrt\"\\\\$])*+)\"[ \\t]*(?:#.*)?");

  /** Neither quoted nor with anything that could be meant as more than itself. */
  private static final Pattern BARE = Pattern.compile("[^\\s'\"`$\\\\#]*");

  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

  private DotEnv() {}

  static List<ImportItem> read(String content) {
    List<ImportItem> items = new ArrayList<>();
    String[] lines = content.split("\\r?\\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        items.add(item("line " + (i + 1), line));
      }
    }
    return items;
  }

  private static ImportItem item(String place, String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw ImportItem.refused(place, "it is not NAME=value");
    }
    String value = value(place, matcher.group(2));
    Map<String, String> fields = value.isEmpty() ? Map.of() : Map.of("key", value);
    return new ImportItem(place, matcher.group(1), SecretType.API_KEY, fields, List.of());
  }

  private static String value(String place, String written) {
    Matcher single = SINGLE.matcher(written);
    if (single.matches()) {
      return single.group(1);
    }
    Matcher twice = DOUBLE.matcher(written);
    if (twice.matches() && !twice.group(1).replace("\\$", "").contains("$")) {
      return ESCAPE.matcher(twice.group(1)).replaceAll(DotEnv::meaning);
    }
    String bare = written.replaceFirst("[ \\t]+#.*$", "").strip();
    if (BARE.matcher(bare).matches()) {
      return bare;
    }
    throw ImportItem.refused(
        place, "the value could be read in two ways: put it between single quotation marks");
  }

  private static String meaning(MatchResult escape) {
    String meant =
        switch (escape.group(1)) {
          case "n" -> "\n";
          case "r" -> "\r";
          case "t" -> "\t";
          default -> escape.group(1);
        };
    return Matcher.quoteReplacement(meant);
  }
}

package dev.avowry.vault;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What password managers export: a line for each, with the names of the columns above. */
final class PasswordCsv {
  private final Map<String, String> columns;
  private final Set<String> ignored;
  private final String title;

  private PasswordCsv(String title, Map<String, String> columns, Set<String> ignored) {
    this.title = title;
    this.columns = columns;
    this.ignored = ignored;
  }

  static List<ImportItem> ofOnePassword(String content) {
    return new PasswordCsv(
            "title",
            Map.of(
                "username",
                "username",
                "password",
                "password",
                "url",
                "url",
                "website",
                "url",
                "notes",
                "notes"),
            Set.of("favorite", "archived", "tags"))
        .read(content);
  }

  static List<ImportItem> ofBitwarden(String content) {
    return new PasswordCsv(
            "name",
            Map.of(
                "login_username",
                "username",
                "login_password",
                "password",
                "login_uri",
                "url",
                "notes",
                "notes"),
            Set.of("folder", "favorite", "type", "reprompt"))
        .read(content);
  }

  private List<ImportItem> read(String content) {
    List<CsvReader.Line> lines = CsvReader.read(content);
    List<String> header =
        lines.isEmpty()
            ? List.of()
            : lines.getFirst().values().stream().map(PasswordCsv::column).toList();
    if (!header.contains(title)
        || header.stream().noneMatch(name -> "password".equals(columns.get(name)))
        || header.stream().distinct().count() != header.size()) {
      throw ImportItem.refused(
          "line 1", "the columns are not named as this format names them, each once");
    }
    return lines.stream().skip(1).map(line -> item(header, line)).toList();
  }

  private static String column(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  private ImportItem item(List<String> header, CsvReader.Line line) {
    String place = "line " + line.line();
    if (line.values().size() != header.size()) {
      throw ImportItem.refused(place, "it has not as many values as there are columns");
    }
    Map<String, String> fields = new TreeMap<>();
    List<String> leftOut = new ArrayList<>();
    String name = "";
    for (int i = 0; i < header.size(); i++) {
      String column = header.get(i);
      String value = line.values().get(i);
      if (column.equals(title)) {
        name = value.strip();
      } else if (columns.containsKey(column) && !value.isEmpty()) {
        fields.put(columns.get(column), value);
      } else if (!ignored.contains(column) && !value.isEmpty()) {
        leftOut.add(column);
      }
    }
    return new ImportItem(place, name, type(fields), fields, leftOut);
  }

  private static SecretType type(Map<String, String> fields) {
    return fields.keySet().containsAll(SecretType.LOGIN.fields())
        ? SecretType.LOGIN
        : SecretType.CUSTOM;
  }
}

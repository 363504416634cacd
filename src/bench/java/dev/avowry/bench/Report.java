package dev.avowry.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What was found, in the form in which {@code src/docs/benchmarks.md} has it. */
final class Report {
  private final StringBuilder text = new StringBuilder();

  /** A heading and what stands below it; nothing if that is a table without a row. */
  void section(String heading, Object... paragraphs) {
    List<Object> told = Arrays.stream(paragraphs).filter(Report::says).toList();
    if (told.isEmpty()) {
      return;
    }
    text.append("### ").append(heading).append("\n\n");
    for (Object paragraph : told) {
      text.append(paragraph.toString().strip()).append("\n\n");
    }
  }

  private static boolean says(Object paragraph) {
    return !(paragraph instanceof Table table && table.isEmpty());
  }

  /** Facts by name. */
  static Table facts(Map<String, String> facts) {
    Table table = new Table("what", "is");
    facts.forEach(table::row);
    return table;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}

package dev.avowry.bench;

import java.util.Map;

/** What was found, in the form in which {@code src/docs/benchmarks.md} has it. */
final class Report {
  private final StringBuilder text = new StringBuilder();

  /** A heading and what stands below it. */
  void section(String heading, Object... paragraphs) {
    text.append("### ").append(heading).append("\n\n");
    for (Object paragraph : paragraphs) {
      text.append(paragraph.toString().strip()).append("\n\n");
    }
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

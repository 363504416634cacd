package dev.avowry.bench;

import java.util.ArrayList;
import java.util.List;

/** A table in Markdown. The first column is text, the others are figures. */
final class Table {
  private static final int HEAD = 2;

  private final List<String> lines = new ArrayList<>();

  Table(String... heads) {
    row((Object[]) heads);
    lines.add("|---|" + "---:|".repeat(heads.length - 1));
  }

  void row(Object... cells) {
    List<String> texts = new ArrayList<>();
    for (Object cell : cells) {
      texts.add(
          cell instanceof Number number ? Text.number(number.doubleValue()) : cell.toString());
    }
    lines.add("| " + String.join(" | ", texts) + " |");
  }

  boolean isEmpty() {
    return lines.size() == HEAD;
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}

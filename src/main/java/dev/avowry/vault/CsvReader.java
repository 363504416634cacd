package dev.avowry.vault;

import java.util.ArrayList;
import java.util.List;

/** Comma-separated values, RFC 4180. What departs from it is refused: it would be guessed. */
final class CsvReader {
  private final String text;
  private int at;
  private int line = 1;

  private CsvReader(String text) {
    this.text = text;
  }

  /**
   * A record.
   *
   * @param line on which it begins, from 1
   */
  record Line(int line, List<String> values) {
    Line {
      values = List.copyOf(values);
    }

    /** Without what is secret. */
    @Override
    public String toString() {
      return "Line[line=%d]".formatted(line);
    }
  }

  /** All records; empty lines are none. */
  static List<Line> read(String text) {
    CsvReader reader = new CsvReader(text.startsWith("\ufeff") ? text.substring(1) : text);
    List<Line> lines = new ArrayList<>();
    while (reader.at < reader.text.length()) {
      Line next = reader.next();
      if (next.values().size() > 1 || !next.values().getFirst().isEmpty()) {
        lines.add(next);
      }
    }
    return lines;
  }

  private Line next() {
    int begins = line;
    List<String> values = new ArrayList<>();
    do {
      values.add(isAt('"') ? quoted() : plain());
    } while (take(','));
    if (!takeEnd()) {
      throw refused("a value goes on after its quotation mark");
    }
    return new Line(begins, values);
  }

  private String plain() {
    int begin = at;
    while (at < text.length() && !isAt(',') && !isAt('\n') && !isAt('\r')) {
      if (isAt('"')) {
        throw refused("a quotation mark stands in a value that has none around it");
      }
      at++;
    }
    return text.substring(begin, at);
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length()) {
      char next = text.charAt(at++);
      if (next == '\n') {
        line++;
      }
      if (next != '"') {
        value.append(next);
      } else if (take('"')) {
        value.append('"');
      } else {
        return value.toString();
      }
    }
    throw refused("a quotation mark is not closed");
  }

  private boolean takeEnd() {
    if (at == text.length()) {
      return true;
    }
    boolean carriage = take('\r');
    boolean feed = take('\n');
    line++;
    return carriage || feed;
  }

  private boolean take(char expected) {
    if (isAt(expected)) {
      at++;
      return true;
    }
    return false;
  }

  private boolean isAt(char expected) {
    return at < text.length() && text.charAt(at) == expected;
  }

  private RuntimeException refused(String why) {
    return ImportItem.refused("line " + line, why);
  }
}

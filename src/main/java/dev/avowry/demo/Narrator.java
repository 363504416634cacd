package dev.avowry.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Prints the walk. What passes through here is shown as it is, tokens excepted. */
final class Narrator {
  private static final String INDENT = "      ";

  private final PrintStream out;
  private int step;

  Narrator(PrintStream out) {
    this.out = out;
  }

  /** A sentence on its own. */
  void say(String sentence) {
    out.printf("%n%s%n", sentence);
  }

  /** Begins the next step. */
  void step(String sentence) {
    out.printf("%n%3d.  %s%n", ++step, sentence);
  }

  /** A request as it goes out. */
  void sends(String request) {
    out.println(INDENT + "→ " + request);
  }

  /** More about what was sent or came back. */
  void detail(String line) {
    out.println(INDENT + "  " + line);
  }

  /** What came back. */
  void receives(int status, Duration took) {
    out.printf("%s← %d in %s%n", INDENT, status, millis(took));
  }

  /** Members of what came back, those that matter. */
  void shows(Map<String, Object> members, String... names) {
    for (String name : names) {
      if (members.containsKey(name)) {
        detail("%s: %s".formatted(name, Json.write(Secrets.hidden(name, members.get(name)))));
      }
    }
  }

  static String millis(Duration duration) {
    return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
  }
}

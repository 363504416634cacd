package dev.avowry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each attack that has a number has a test that names it, or a reason why it needs none. */
class AttacksTest {
  private static final Path TESTS = Path.of("src/test/java");
  private static final Path THREAT_MODEL = Path.of("src/docs/threat-model.md");
  private static final Pattern NUMBER = Pattern.compile("A-(\\d{3})(?!\\d)");

  /** A row of the table of attacks that have no test. */
  private static final Pattern EXCUSED = Pattern.compile("(?m)^\\| (A-\\d{3}) \\|");

  @Test
  @DisplayName("an attack has a test, or a line that says why it cannot occur, and not both")
  void eachIsAnswered() {
    Set<String> tested = tested();
    Set<String> excused = excused();

    Set<String> unanswered = new TreeSet<>(all());
    unanswered.removeAll(tested);
    unanswered.removeAll(excused);
    assertEquals(Set.of(), unanswered, "neither tested nor excused");

    excused.retainAll(tested);
    assertEquals(Set.of(), excused, "excused, and tested nevertheless");
  }

  /** On clients, tokens, exchange, revocation, registration, fetches and HTTP. */
  private static Set<String> all() {
    return Stream.of(
            IntStream.rangeClosed(1, 27),
            IntStream.rangeClosed(30, 47),
            IntStream.rangeClosed(50, 65),
            IntStream.rangeClosed(70, 80),
            IntStream.rangeClosed(90, 98),
            IntStream.rangeClosed(110, 131))
        .flatMap(IntStream::boxed)
        .map("A-%03d"::formatted)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> tested() {
    try (Stream<Path> files = Files.walk(TESTS)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .flatMap(file -> NUMBER.matcher(read(file)).results())
          .map(found -> "A-" + found.group(1))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Set<String> excused() {
    return EXCUSED
        .matcher(read(THREAT_MODEL))
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

package dev.avowry.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.SecretBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Messages as services send them, and as those do who mean to be taken for them. */
class CorpusTest {
  private static final Path CORPUS = Path.of("src/test/resources/mail/corpus.txt");
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private record Case(String name, String domain, CodeWish.Kind kind, String want, String message) {
    static Case parse(String text) {
      String[] parts = text.split("\n---\n", 2);
      List<String> head = parts[0].lines().toList();
      String[] want = head.get(2).split(" ", 2);
      return new Case(
          head.get(0),
          head.get(1),
          want[0].equals("link") ? CodeWish.Kind.LINK : CodeWish.Kind.CODE,
          want[1],
          parts[1]);
    }

    String found() {
      SecretBytes raw =
          SecretBytes.takeCopyOf(message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
      CodeWish wish =
          CodeWish.of(
              domain,
              kind,
              Optional.empty(),
              Optional.empty(),
              Optional.of(0),
              Optional.empty(),
              NOW);
      Heading heading = HeadingReader.read(raw);
      return wish.isFrom(heading)
          ? wish.in(heading, LetterReader.read(raw)).orElse("none")
          : "none";
    }
  }

  private static List<Case> corpus() throws IOException {
    return Arrays.stream(Files.readString(CORPUS).split("(?m)^=== ", -1))
        .filter(text -> !text.isBlank())
        .map(Case::parse)
        .toList();
  }

  @Test
  @DisplayName("A-181 of a hundred messages what is found is right, or nothing")
  void findsTheCodeAndNothingElse() throws IOException {
    List<Case> all = corpus();
    List<String> wrong = new ArrayList<>();
    List<String> missed = new ArrayList<>();
    int right = 0;
    int wanted = 0;
    for (Case each : all) {
      String found = each.found();
      wanted += each.want().equals("none") ? 0 : 1;
      if (found.equals(each.want())) {
        right += found.equals("none") ? 0 : 1;
      } else {
        String line = "%s: wanted %s, found %s".formatted(each.name(), each.want(), found);
        (found.equals("none") ? missed : wrong).add(line);
      }
    }
    double precision = (double) right / (right + wrong.size());
    double recall = (double) right / wanted;
    System.out.printf(
        "codes and links in %d messages: precision %.3f, recall %.3f; wrong %s; missed %s%n",
        all.size(), precision, recall, wrong, missed);

    assertTrue(all.size() >= 100, "messages: " + all.size());
    assertEquals(List.of(), wrong, "a wrong code costs more than none");
    assertTrue(recall >= 0.97, "missed: " + missed);
  }
}

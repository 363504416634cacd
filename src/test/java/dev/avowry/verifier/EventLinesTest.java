package dev.avowry.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EventLinesTest {

  @Test
  void readsEventsAndPassesOverTheRest() throws IOException {
    EventLines lines =
        lines(": c\n\nretry: 1\n\nid: 7\nevent: list\ndata: a.b.c\n\nevent:x\r\ndata:y\r\n\r\n");

    assertEquals(Optional.of(new EventLines.Event("list", "a.b.c")), lines.next());
    assertEquals(Optional.of(new EventLines.Event("x", "y")), lines.next());
    assertEquals(Optional.empty(), lines.next());
  }

  @Test
  void takesHalfAnEventForNone() throws IOException {
    assertEquals(Optional.empty(), lines("event: list\ndata: a.b").next());
    assertEquals(Optional.empty(), lines("event: list\ndata: a.b\n").next());
  }

  @Test
  void refusesALineWithoutEnd() {
    assertThrows(IOException.class, () -> lines("data: " + "x".repeat(100)).next());
  }

  private static EventLines lines(String text) {
    return new EventLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 64);
  }
}

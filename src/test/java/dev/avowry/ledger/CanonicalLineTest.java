package dev.avowry.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refused;
import dev.avowry.kernel.TokenId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The line of a row, which verifiers elsewhere write for themselves. */
class CanonicalLineTest {
  private static final Instant NOW = Instant.parse("2026-05-04T12:00:00.5Z");

  @Test
  @DisplayName("a whole row: members in order, six digits of a second, no white space")
  void writesARow() {
    Event event =
        Event.of(EventType.TOKEN_ISSUED, "AAAAAAAAAAE", new Origin("r-1", "192.0.2.1"))
            .onAgent(new NodeId(1))
            .onNode(new NodeId(2))
            .under(new NodeId(3))
            .withToken(new TokenId("jti"), List.of("AAAAAAAAAAM", "AAAAAAAAAAE"))
            .running(Optional.of("https://git.example/a@0123"))
            .onTarget("https://orders.example")
            .because("client_credentials")
            .with(Map.of("scope", "read", "exp", "1"));

    assertEquals(
        """
        {"actor":"AAAAAAAAAAE","agent":"AAAAAAAAAAE","at":"2026-05-04T12:00:00.500000Z",\
        "client_address":"192.0.2.1","code_root":"https://git.example/a@0123",\
        "decision":"granted","detail":{"exp":"1","scope":"read"},"jti":"jti",\
        "node":"AAAAAAAAAAI","path":["AAAAAAAAAAM","AAAAAAAAAAE"],"reason":"client_credentials",\
        "request_id":"r-1","sponsor":"AAAAAAAAAAM","target":"https://orders.example",\
        "type":"token_issued","v":1}""",
        EventLine.of(event, NOW).text());
  }

  @Test
  @DisplayName("what is absent is left out; the path is always there")
  void leavesOut() {
    assertEquals(
        """
        {"actor":"avowry","at":"2026-05-04T12:00:00.500000Z","client_address":"",\
        "decision":"granted","detail":{},"path":[],"reason":"","request_id":"start",\
        "type":"key_published","v":1}""",
        EventLine.of(event(""), NOW).text());
  }

  @Test
  @DisplayName("RFC 8785 §3.2.2.2: the shortest escapes, everything else as it is")
  void escapes() {
    assertEquals(
        "{\"k\":\"\\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\\u0001\\b\\t\\f\\r\\u007f\\u2028\"}"
            .replace("\\u20ac", "\u20ac")
            .replace("\\u007f", "\u007f")
            .replace("\\u2028", "\u2028"),
        EventLine.detail(Map.of("k", "\u20ac$\u000f\nA'B\"\\\\\"/\u0001\b\t\f\r\u007f\u2028")));
  }

  @Test
  @DisplayName("RFC 8785 §3.2.3: members by their UTF-16 units")
  void sorts() {
    Map<String, String> members =
        Map.of("\u20ac", "", "\r", "", "\ufb33", "", "1", "", "\ud83d\ude00", "", "\u0080", "");

    assertEquals(
        "{\"\\r\":\"\",\"1\":\"\",\"\u0080\":\"\",\"\u20ac\":\"\",\"\ud83d\ude00\":\"\",\"\ufb33\":\"\"}",
        EventLine.detail(members));
  }

  @Test
  void aNulAndHalvesOfCharactersAreRefused() {
    for (String bad : List.of("a\0b", "\ud83d", "\ude00", "\ude00\ud83d", "x\ud83dy")) {
      refused(event(bad));
      refused(event("").with(Map.of("k", bad)));
      refused(event("").with(Map.of(bad, "v")));
      refused(event("").onTarget(bad));
      refused(event("").running(Optional.of(bad)));
    }
    assertDoesNotThrow(() -> EventLine.requireRecordable(event("\ud83d\ude00 \u0001")));
  }

  @Test
  void theLongestLineIsTakenAndOneByteMoreIsRefused() {
    int frame = EventLine.of(event(""), NOW).bytes().length;

    Event longest = event("x".repeat(EventLine.LONGEST - frame));
    assertEquals(EventLine.LONGEST, EventLine.of(longest, NOW).bytesToStore().length);
    assertDoesNotThrow(() -> EventLine.requireRecordable(longest));
    refused(event("x".repeat(EventLine.LONGEST - frame + 1)));
    refused(event("\u20ac".repeat(EventLine.LONGEST / 3)));
    refused(event("\u0001".repeat(EventLine.LONGEST / 6)));
  }

  @Test
  @DisplayName("the leaf is SHA-256 over a zero byte and the line")
  void leaf() throws Exception {
    byte[] line = EventLine.of(event("r"), NOW).bytes();
    var sha256 = java.security.MessageDigest.getInstance("SHA-256");
    sha256.update((byte) 0);

    assertArrayEquals(sha256.digest(line), new Hashing().leaf(line).bytes());
    assertEquals(EventLine.of(event("r"), NOW).text(), new String(line, StandardCharsets.UTF_8));
  }

  private static void refused(Event event) {
    Refused door = assertThrows(Refused.class, () -> EventLine.requireRecordable(event));
    assertEquals(Reason.INVALID_REQUEST, door.refusal().reason());
    assertThrows(Refused.class, () -> EventLine.of(event, NOW).bytesToStore());
  }

  private static Event event(String reason) {
    return Event.of(EventType.KEY_PUBLISHED, Event.ITSELF, Origin.itself("start")).because(reason);
  }
}

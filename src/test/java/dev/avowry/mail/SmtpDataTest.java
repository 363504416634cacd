package dev.avowry.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SmtpDataTest {
  private static final int MOST = 1_000;

  private static SmtpData read(String text) {
    SmtpData data = new SmtpData(MOST);
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(bytes.length, data.read(bytes, 0));
    return data;
  }

  private static String content(SmtpData data) {
    return new String(data.content().exposeSecret(), StandardCharsets.ISO_8859_1);
  }

  @Test
  @DisplayName("RFC 5321 §4.5.2 a dot at the start of a line is taken off, of two one is left")
  void unstuffsDots() {
    SmtpData data = read("a\r\n..\r\n..b\r\n.c\r\n.\r\n");

    assertTrue(data.isEnded());
    assertEquals("a\r\n.\r\n.b\r\nc\r\n", content(data));
  }

  /** How others end a message, or may be led to believe that one ends. */
  static Stream<String> noEnds() {
    return Stream.of(
        "\n.\n",
        "\n.\r\n",
        "\r\n.\n",
        "\r.\r",
        "\r.\r\n",
        "\r\n.\r",
        "\n.\r",
        "\r\n\0.\r\n",
        "\r\r\n.\n",
        "\r\n.\r\r\n",
        "\n\n.\r\n\n",
        "\r\n.\0\r\n",
        "\n\r.\n\r",
        "\r\n..\n",
        "\0\r\n.\n");
  }

  @ParameterizedTest
  @MethodSource("noEnds")
  @DisplayName(
      "A-151 nothing but CRLF, a dot and CRLF ends a message; what looks like it spoils it")
  void endsInOneWay(String noEnd) {
    SmtpData data = new SmtpData(MOST);
    String text = "first" + noEnd + "MAIL FROM:<x@y.example>";
    data.read(text.getBytes(StandardCharsets.ISO_8859_1), 0);
    assertFalse(data.isEnded());

    data.read("\r\nlast\r\n.\r\n".getBytes(StandardCharsets.ISO_8859_1), 0);
    assertTrue(data.isEnded());
    assertTrue(data.isMalformed());
  }

  @Test
  void leavesWhatFollowsTheEnd() {
    byte[] bytes = "a\r\n.\r\nQUIT\r\n".getBytes(StandardCharsets.ISO_8859_1);

    assertEquals(6, new SmtpData(MOST).read(bytes, 0));
  }

  @Test
  void hearsTheEndOfWhatIsTooLarge() {
    SmtpData data = read("x".repeat(MOST + 10) + "\r\n.\r\n");

    assertTrue(data.isEnded() && data.isTooLarge());
    assertFalse(data.isMalformed() || data.isEndless());
    assertTrue(read("x".repeat(4 * MOST + 1)).isEndless());
  }

  @Property
  void readsTheSameInWhateverPieces(
      @ForAll @Chars({'.', '\r', '\n', 'a', '\0'}) @StringLength(max = 40) String text,
      @ForAll @IntRange(min = 0, max = 40) int cut) {
    byte[] bytes = (text + "\r\n.\r\n").getBytes(StandardCharsets.ISO_8859_1);
    SmtpData whole = new SmtpData(MOST);
    int end = whole.read(bytes, 0);
    SmtpData pieces = new SmtpData(MOST);
    int at = Math.min(cut, bytes.length);
    byte[] first = Arrays.copyOf(bytes, at);
    int after = pieces.read(first, 0);
    if (!pieces.isEnded()) {
      after = pieces.read(bytes, at);
    }

    assertEquals(end, after);
    assertEquals(whole.isMalformed(), pieces.isMalformed());
    assertEquals(content(whole), content(pieces));
  }
}

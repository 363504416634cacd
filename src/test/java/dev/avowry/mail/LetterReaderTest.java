package dev.avowry.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetterReaderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static Letter read(String message) {
    return LetterReader.read(SecretBytes.takeCopyOf(message.getBytes(StandardCharsets.UTF_8)));
  }

  private static String typed(String type, String body) {
    return "MIME-Version: 1.0\r\nContent-Type: " + type + "\r\n\r\n" + body;
  }

  @Test
  void tellsTextLinksAndAttachments() {
    Letter letter =
        read(
            typed(
                "multipart/mixed; boundary=b",
                """
                --b\r
                Content-Type: text/html; charset=utf-8\r
                \r
                <p>Hello <a href="https://a.example/x">there</a></p><script>run()</script>\r
                --b\r
                Content-Type: application/pdf\r
                Content-Disposition: attachment; filename="a\u202efdp.exe"\r
                \r
                bytes\r
                --b--\r
                """));

    assertEquals("Hello there", letter.text().strip());
    assertEquals("https://a.example/x", letter.links().getFirst().target());
    assertEquals("application/pdf", letter.attachments().getFirst().type());
    assertFalse(letter.attachments().getFirst().name().contains("\u202e"));
  }

  @Test
  @DisplayName("A-153 a thousand levels are read to a bound")
  void boundsDepth() {
    StringBuilder message = new StringBuilder("MIME-Version: 1.0\r\n");
    for (int i = 0; i < 1_000; i++) {
      message.append(
          "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n".formatted(i, i));
    }
    message.append("Content-Type: text/plain\r\n\r\nfound at the bottom\r\n");

    Letter letter = assertTimeout(PATIENCE, () -> read(message.toString()));

    assertTrue(letter.cut());
    assertFalse(letter.text().contains("bottom"));
  }

  @Test
  @DisplayName("A-153 ten thousand parts are read to a bound")
  void boundsParts() {
    String parts =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "--b\r\nContent-Type: text/plain\r\n\r\npart " + i + "\r\n")
            .collect(Collectors.joining());

    Letter letter =
        assertTimeout(PATIENCE, () -> read(typed("multipart/mixed; boundary=b", parts + "--b--")));

    assertTrue(letter.text().contains("part 0"));
    assertFalse(letter.text().contains("part 5000"));
  }

  @Test
  @DisplayName("A-153 a long text, deep HTML and many links are read to a bound")
  void boundsText() {
    Letter longText = read(typed("text/plain", "x".repeat(2_000_000)));
    Letter deep =
        assertTimeout(PATIENCE, () -> read(typed("text/html", "<div>".repeat(50_000) + "deep")));
    Letter links = read(typed("text/html", "<a href='https://a.example/'>x</a>".repeat(5_000)));

    assertTrue(longText.cut() && longText.text().length() <= 65_536);
    assertTrue(deep.text().length() <= 65_536);
    assertTrue(links.links().size() <= 200);
  }

  @ParameterizedTest
  @DisplayName("A-153 charsets and encodings that are none, or that blow up, break nothing")
  @ValueSource(
      strings = {
        "text/plain; charset=no-such",
        "text/plain; charset=utf-7",
        "text/plain; charset=\"\u0000\"",
        "text/plain; charset=x-JISAutoDetect",
        "text/html; charset=utf-16",
        "multipart/mixed",
        "multipart/mixed; boundary=\"\"",
        "message/rfc822",
        "image/png",
        "/",
        ""
      })
  void readsWhatIsBrokenAsFarAsItGoes(String type) {
    Letter letter = read(typed(type, "+ADw-script+AD4- <b>hello</b>"));

    assertTrue(letter.text().length() <= 65_536);
    assertFalse(letter.text().codePoints().anyMatch(c -> c == 0 || c == '\r'));
  }
}

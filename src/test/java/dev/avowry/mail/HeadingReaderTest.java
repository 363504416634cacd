package dev.avowry.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadingReaderTest {
  private static Heading read(String... lines) {
    String message = String.join("\r\n", lines) + "\r\n\r\nbody\r\n";
    return HeadingReader.read(SecretBytes.takeCopyOf(message.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void readsWhatAMessageSaysOfItself() {
    Heading heading =
        read(
            "From: =?utf-8?q?Zo=C3=AB?= <Zoe@Shop.Example>",
            "Subject: your",
            " code",
            "Date: Mon, 23 Nov 2026 10:00:00 +0100",
            "Message-ID: <one@shop.example>",
            "References: <a@x> <b@x>",
            "In-Reply-To: <b@x>");

    assertEquals(Optional.of(new Sender("Zoë", "Zoe@shop.example")), heading.from());
    assertEquals("your code", heading.subject());
    assertEquals(Optional.of(Instant.parse("2026-11-23T09:00:00Z")), heading.sentAt());
    assertEquals(Optional.of("one@shop.example"), heading.name());
    assertEquals(List.of("a@x", "b@x"), heading.references());
    assertEquals(heading, Heading.read(heading.toBytes()));
  }

  @ParameterizedTest
  @DisplayName("A-150 who it is from is clear, or not known")
  @ValueSource(
      strings = {
        "From: a@bank.example, b@evil.example",
        "From: a@bank.example\r\nFrom: b@evil.example",
        "From: <a@bank.example>b@evil.example",
        "From: <a@bank.example> <b@evil.example>",
        "From: \"a@bank.example\"@evil.example",
        "From: <@bank.example:b@evil.example>",
        "From: bank: a@bank.example;",
        "From: a@bank.example(b@evil.example)@x",
        "From: <a@bank.example\u0000@evil.example>",
        "From: a@[127.0.0.1]",
        "From: a@bänk.example",
        "From: a@bank.example <b@evil.example>",
        "From: nobody",
        "From:",
        "Sender: a@bank.example"
      })
  void knowsNobodyByAnAddressThatCanBeReadInTwoWays(String from) {
    assertEquals(Optional.empty(), read(from).from());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"a@bank.example\" <b@evil.example>|b@evil.example",
        "=?utf-8?q?a=40bank.example=3e?= <b@evil.example>|b@evil.example",
        "b@evil.example (a@bank.example)|b@evil.example"
      })
  void takesTheAddressAndNotTheNameBesideIt(String from, String address) {
    assertEquals(address, read("From: " + from).from().orElseThrow().address());
  }

  @Test
  @DisplayName("A-150 nothing of a heading breaks a line or turns it round")
  void showsWhatCanBeSeen() {
    Heading heading =
        read(
            "From: =?utf-8?q?a=0d=0aBcc=3a_x=e2=80=a8=e2=80=ae?= <a@b.example>",
            "Subject: =?utf-8?q?one=0d=0atwo=00=c2=85=e2=80=ae=e2=80=8b?= three");

    String shown = heading.subject() + heading.from().orElseThrow().name();
    assertTrue(shown.codePoints().noneMatch(c -> Character.getType(c) == Character.CONTROL), shown);
    assertFalse(shown.contains("\u202e") || shown.contains("\u2028"), shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Subject: =?no-such-charset?q?x?=",
        "Subject: =?utf-8?b?!!!!?=",
        "Date: yesterday",
        "Message-ID: none",
        ": empty",
        "no colon at all"
      })
  void readsWhatIsBrokenAsFarAsItGoes(String line) {
    assertEquals(Optional.empty(), read(line, "X: y").name());
  }

  @Test
  @DisplayName("A-153 a header without end is read to a bound")
  void boundsWhatItReads() {
    Heading heading =
        read("Subject: " + "x".repeat(100_000), "References: " + "<a@x> ".repeat(10_000));

    assertTrue(heading.subject().length() <= 500);
    assertTrue(heading.references().size() <= 20);
  }
}

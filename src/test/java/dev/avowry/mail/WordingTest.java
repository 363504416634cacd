package dev.avowry.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.avowry.kernel.Refused;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordingTest {
  @Test
  void endsLinesInOneWay() {
    assertEquals("a\nb\tc", Wording.of("a\r\nb\tc", Optional.empty()).text());
  }

  @ParameterizedTest
  @DisplayName("A-150 a subject is one line, of what can be seen")
  @ValueSource(
      strings = {
        "",
        " ",
        "a\r\nBcc: eve@evil.example",
        "a\nb",
        "a\rb",
        "a\u0000b",
        "a\u0085b",
        "a\u2028b",
        "a\u2029b",
        "a\u202eb",
        "a\u2066b",
        "a\ud800b"
      })
  void refusesASubjectThatEndsItsLine(String subject) {
    assertThrows(Refused.class, () -> Wording.subject(subject));
  }

  @Test
  void boundsBoth() {
    assertThrows(Refused.class, () -> Wording.subject("a".repeat(201)));
    assertThrows(Refused.class, () -> Wording.of("é".repeat(16_385), Optional.empty()));
    Wording.of("é".repeat(16_384), Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "a\rb", "a\u001bb", "a\u0085b", "a\ud800b", "\n"})
  void refusesATextThatIsNotPlain(String text) {
    assertThrows(Refused.class, () -> Wording.of(text, Optional.empty()));
  }

  @ParameterizedTest
  @DisplayName("A-155 keys and tokens are not sent")
  @ValueSource(
      strings = {
        "-----BEGIN PRIVATE KEY-----\nMIIE",
        "-----BEGIN EC PRIVATE KEY-----",
        "see eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJlIG9mIGl0",
        "avb_of-the-tests-0123456789"
      })
  void refusesWhatLooksLikeASecret(String text) {
    assertThrows(Refused.class, () -> Wording.of(text, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "a\n",
        "ä",
        "a1234567890123456789012345678901234567890123456789012345678901234"
      })
  void refusesAKeyThatIsNoName(String key) {
    assertThrows(Refused.class, () -> Wording.of("text", Optional.of(key)));
  }

  @Test
  @DisplayName("A-125 what only begins like many tokens is read in one go")
  void readsBeginningsOfTokensInOneGo() {
    String text = "eyJ".repeat(10_900);

    assertTimeoutPreemptively(Duration.ofSeconds(1), () -> Wording.of(text, Optional.empty()));
  }

  @Test
  void findsATokenWithinALongerWord() {
    assertThrows(
        Refused.class,
        () ->
            Wording.of(
                "token_eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJlIG9mIGl0",
                Optional.empty()));
  }
}

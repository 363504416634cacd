package dev.avowry.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.MailId;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.provenance.DkimSigner;
import dev.avowry.testing.TestCertificate;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written and signed, as somebody else's library reads it. */
class SignedMailTest {
  private static final KeyPair KEY = TestCertificate.newKey("RSA", 2048);
  private static final DkimSigner DKIM = new DkimSigner("agents.example", "now", KEY.getPrivate());
  private static final Instant AT = Instant.parse("2026-01-24T09:08:07Z");

  private static String signed(String subject, String text, boolean answers) {
    OutgoingHeading heading =
        new OutgoingHeading(
            Address.parse("buyer-7@agents.example"),
            List.of(Address.parse("ada@example.com"), Address.parse("bob@example.com")),
            List.of(Address.parse("cy@example.com")),
            subject);
    SendWish wish =
        new SendWish(
            heading.to(),
            heading.cc(),
            subject,
            Wording.of(text, Optional.empty()),
            answers
                ? Optional.of(
                    new SendWish.Answered(
                        new MailId(1),
                        Optional.of("b@peer.example"),
                        List.of("a@peer.example", "b@peer.example")))
                : Optional.empty());
    return text(DKIM.sign(Composer.compose(heading, wish, "id@agents.example", AT), AT));
  }

  private static String text(SecretBytes bytes) {
    return new String(bytes.exposeSecret(), StandardCharsets.ISO_8859_1);
  }

  private static List<SignatureRecord> verify(String message) throws Exception {
    String record =
        "v=DKIM1; k=rsa; p=" + Base64.getEncoder().encodeToString(KEY.getPublic().getEncoded());
    DKIMVerifier verifier =
        new DKIMVerifier(
            (method, selector, domain) ->
                selector.toString().equals("now") && domain.toString().equals("agents.example")
                    ? List.of(record)
                    : List.of());
    return verifier.verify(new ByteArrayInputStream(message.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Good day.",
        "a\n\n\n b  c \t\n\n\n",
        ".\n..\n.hidden\n",
        "Grüße, 你好 🙂",
        "From here\nto there =3D = 100%",
        "a very long line, a very long line, a very long line, a very long line, a very long line"
      })
  void isVerifiedByOthers(String text) throws Exception {
    assertEquals(1, verify(signed("A subject", text, false)).size());
    assertEquals(1, verify(signed("Re: Grüße, 你好 ".repeat(8), text, true)).size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "From: ",
        "To: ",
        "Cc: ",
        "Subject: ",
        "Date: ",
        "Message-ID: ",
        "In-Reply-To: ",
        "References: "
      })
  void coversWhatReadersSee(String header) {
    String message = signed("A subject", "Good day.", true);

    assertThrows(FailException.class, () -> verify(message.replace(header, header + "x")));
    assertThrows(
        FailException.class,
        () -> verify(message.replace("\r\nDate: ", "\r\n" + header + "x\r\nDate: ")),
        "another " + header);
  }

  @Test
  void coversTheText() {
    String message = signed("A subject", "Good day.", false);

    assertThrows(FailException.class, () -> verify(message.replace("Good", "Bad")));
    assertThrows(FailException.class, () -> verify(message + "more\r\n"));
  }

  @Test
  void isAsciiInShortLinesEndedInOneWay() throws Exception {
    String message =
        signed("Grüße, 你好 🙂 ".repeat(10).strip(), "Grüße\n.\nend 🙂 " + "x".repeat(2_000), true);

    assertTrue(message.chars().allMatch(c -> c < 0x7f), message);
    assertFalse(message.replace("\r\n", "").matches("(?s).*[\r\n].*"), message);
    assertTrue(
        message.lines().allMatch(line -> line.length() <= 120),
        () -> message.lines().filter(line -> line.length() > 120).toList().toString());
    String subject =
        message
            .replaceAll("\r\n[ \t]", " ")
            .lines()
            .filter(line -> line.startsWith("Subject: "))
            .findFirst()
            .orElseThrow();
    assertEquals("Grüße, 你好 🙂 ".repeat(10).strip(), MimeUtility.decodeText(subject.substring(9)));
  }

  @Test
  void leavesNoEncodedWordToBeReadAsOne() throws Exception {
    String subject = "=?utf-8?q?=0d=0aBcc=3a_eve=40evil.example?=";

    String written = Composer.unstructured(subject);

    assertFalse(written.contains("eve"), written);
    assertEquals(subject, MimeUtility.decodeText(written));
  }

  @Test
  void signsManyEmptyLinesInOneGo() throws Exception {
    SecretBytes long400 =
        SecretBytes.ofText(
            "From: a@agents.example\r\nTo: b@example.com\r\n\r\na"
                + "\r\n".repeat(200_000)
                + "b\r\n");

    String message =
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> text(DKIM.sign(long400, AT)));

    assertEquals(1, verify(message).size());
  }
}

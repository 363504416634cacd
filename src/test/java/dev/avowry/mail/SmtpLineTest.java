package dev.avowry.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpLineTest {
  private static SmtpLine line(String text) {
    return SmtpLine.parse(text).orElseThrow();
  }

  @Test
  void readsASenderAndItsParametersInAnyOrder() {
    assertEquals(
        Optional.of(new SmtpLine.From("a@b.example", 100)),
        line("mail from:<a@b.example> BODY=8BITMIME size=100").from());
    assertEquals(Optional.of(new SmtpLine.From("", 0)), line("MAIL FROM:<>").from());
    assertEquals(
        Optional.of(new SmtpLine.From("a@b.example", Long.MAX_VALUE)),
        line("MAIL FROM:<a@b.example> SIZE=99999999999999999999").from());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MAIL FROM:<a@b.example> SMTPUTF8",
        "MAIL FROM:<a@b.example> SIZE=-1",
        "MAIL FROM:<a@b.example> XCLIENT=1",
        "MAIL FROM: <a@b.example>",
        "MAIL FROM:a@b.example",
        "MAIL FROM:<a>",
        "MAIL FROM:<<a@b.example>>"
      })
  void refusesWhatIsNotOfferedOrNoSender(String text) {
    assertEquals(Optional.empty(), line(text).from());
  }

  @ParameterizedTest
  @DisplayName("A-150 an address that two could read apart is none")
  @ValueSource(
      strings = {
        "<a@mail.example>b@y.example",
        "<\"a@mail.example\"@y.example>",
        "<\"a\"@mail.example>",
        "<a(comment)@mail.example>",
        "<@relay.example:a@mail.example>",
        "<a@y.example@mail.example>",
        "<a%y.example@mail.example> ORCPT=x",
        "<a,b@mail.example>",
        "<a b@mail.example>",
        "<a\\@mail.example>",
        "<a@[127.0.0.1]>",
        "<=?utf-8?q?a=40mail.example=3e=00?=>",
        "<>",
        "<Postmaster>"
      })
  void refusesEveryOtherRecipient(String recipient) {
    assertEquals(Optional.empty(), line("RCPT TO:" + recipient).to());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "EHL",
        " EHLO x",
        "EHLO\tx",
        "MAIL\u2028FROM",
        "E\u0000HLO",
        "EHLO \u0085",
        "NOOPNOOPNOOP",
        "M@IL x"
      })
  void knowsNoOtherCommands(String text) {
    assertEquals(Optional.empty(), SmtpLine.parse(text));
  }
}

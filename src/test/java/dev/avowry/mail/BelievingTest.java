package dev.avowry.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.kernel.Origin;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.provenance.DmarcResult;
import dev.avowry.provenance.SpfResult;
import dev.avowry.provenance.Verdict;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which messages codes are told of. */
class BelievingTest {
  private static final Verdict PASSED =
      new Verdict(SpfResult.SOFTFAIL, List.of("shop.example"), DmarcResult.PASS, true);

  private static Heading heading() {
    return HeadingReader.read(
        SecretBytes.ofText("From: a@shop.example\r\nSubject: hello\r\n\r\nGood day.\r\n"));
  }

  private static CodeWish wish(boolean verified) {
    return CodeWish.of(
        "shop.example",
        CodeWish.Kind.CODE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(verified),
        Instant.parse("2026-11-23T10:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "true, ALIGNED, false, true",
    "true, ALIGNED, true, true",
    "true, ANY, true, true",
    "false, ALIGNED, false, false",
    "false, ALIGNED, true, false",
    "false, ANY, false, true",
    "false, ANY, true, false"
  })
  @DisplayName("the stricter of operator and caller")
  void isTheStricter(
      boolean aligned, MailConfig.CodesFrom operator, boolean caller, boolean believed) {
    Verdict verdict = new Verdict(SpfResult.NONE, List.of(), DmarcResult.NONE, aligned);

    assertEquals(believed, wish(caller).believes(heading().judged(verdict), operator));
  }

  @Test
  @DisplayName("a message that nobody has judged is not verified")
  void believesNoOldOnes() {
    assertEquals(false, wish(false).believes(heading(), MailConfig.CodesFrom.ALIGNED));
  }

  @Test
  @DisplayName("behind a relay it is not known who sends; else it is who is connected")
  void knowsWhoSends() throws UnknownHostException {
    Origin v4 = new Origin("r", "192.0.2.1");
    Origin v6 = new Origin("r", "fe80:0:0:0:0:0:0:1%eth9");

    assertEquals(Optional.empty(), SmtpTerms.client(config("true"), v4));
    assertEquals(
        Optional.of(InetAddress.getByName("192.0.2.1")), SmtpTerms.client(config("false"), v4));
    assertEquals(
        Optional.of(InetAddress.getByName("fe80::1")), SmtpTerms.client(config("false"), v6));
  }

  private static MailConfig config(String behindRelay) {
    return new SmallRyeConfigBuilder()
        .withMapping(MailConfig.class)
        .withDefaultValue("avowry.mail.behind-relay", behindRelay)
        .build()
        .getConfigMapping(MailConfig.class);
  }

  @Test
  @DisplayName("what the operator does not say: verified senders, nobody refused, no relay")
  void isUsuallyStrict() {
    MailConfig usual =
        new SmallRyeConfigBuilder()
            .withMapping(MailConfig.class)
            .build()
            .getConfigMapping(MailConfig.class);

    assertEquals(MailConfig.CodesFrom.ALIGNED, usual.codesFrom());
    assertEquals(false, usual.refuseForged());
    assertEquals(false, usual.behindRelay());
  }

  @Test
  @DisplayName("a verdict is kept with the heading, and an old heading has none")
  void keepsIt() {
    Heading judged = heading().judged(PASSED);

    assertEquals(judged, Heading.read(judged.toBytes()));
    assertEquals(Optional.empty(), Heading.read(heading().toBytes()).verdict());
  }
}

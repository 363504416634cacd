package dev.avowry.mail.http;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.SmtpPeer;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestHuman;
import dev.avowry.testing.TestMailbox;
import dev.avowry.testing.VaultRows;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mailboxes: who is given one, what is taken in for it, and how it is kept. */
@AvowryTest
class MailboxTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private TestHuman sponsor;
  private TestMailbox mailbox;

  @BeforeEach
  void make() {
    sponsor = TestHuman.sponsor();
    mailbox = TestMailbox.make(sponsor.id());
  }

  private int messages() {
    return mailbox.show().getInt("messages");
  }

  @Nested
  class ASponsor {
    @Test
    @DisplayName("PUT /v1/agents/{id}/mailbox → 200, the same again; another name 409")
    void givesAnAddressOnce() {
      TestClient agent = sponsor.agent();
      String name = TestMailbox.newName();

      TestMailbox.tryGive(sponsor.as(), agent.id(), name)
          .then()
          .statusCode(200)
          .body("address", equalTo(name + "@" + TestMailbox.DOMAIN))
          .body("messages", equalTo(0));
      TestMailbox.tryGive(sponsor.as(), agent.id(), name).then().statusCode(200);
      TestMailbox.tryGive(sponsor.as(), agent.id(), TestMailbox.newName()).then().statusCode(409);
    }

    @Test
    @DisplayName("A-154 a name that an agent has or had, and what looks like it → 409 for others")
    void givesNoNameTwice() {
      String name = "bill" + TestMailbox.newName().substring(0, 20);
      TestClient first = sponsor.agent();
      TestMailbox.tryGive(sponsor.as(), first.id(), name).then().statusCode(200);
      TestClient second = sponsor.agent();

      TestMailbox.tryGive(sponsor.as(), second.id(), name).then().statusCode(409);
      TestMailbox.tryGive(sponsor.as(), second.id(), name.replace("bill", "b1ll"))
          .then()
          .statusCode(409);
      Api.order("revoke", "agent", first.id()).then().statusCode(200);
      TestMailbox.tryGive(sponsor.as(), second.id(), name).then().statusCode(409);
    }

    @Test
    @DisplayName("one name for many agents at once → one has it")
    void givesANameToOneOfMany() throws Exception {
      String name = TestMailbox.newName();
      List<Integer> statuses =
          AtOnce.run(
              6, () -> TestMailbox.tryGive(sponsor.as(), sponsor.agent().id(), name).statusCode());

      assertEquals(1, statuses.stream().filter(status -> status == 200).count(), "" + statuses);
      assertEquals(5, statuses.stream().filter(status -> status == 409).count(), "" + statuses);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bob-B", "bob+tag", "postmaster", "a..b", "b\u043eb"})
    @DisplayName("PUT with any other name → 400")
    void refusesNames(String name) {
      TestMailbox.tryGive(sponsor.as(), sponsor.agent().id(), name).then().statusCode(400);
    }

    @Test
    @DisplayName("A-112 an agent of somebody else → 404; a revoked one → 409")
    void givesNothingToOthers() {
      TestClient stranger = TestHuman.sponsor().agent();
      TestClient gone = sponsor.agent();
      Api.order("revoke", "agent", gone.id()).then().statusCode(200);

      TestMailbox.tryGive(sponsor.as(), stranger.id(), TestMailbox.newName())
          .then()
          .statusCode(404);
      TestMailbox.tryGive(sponsor.as(), gone.id(), TestMailbox.newName()).then().statusCode(409);
      sponsor.as().get("/v1/agents/{id}/mailbox", stranger.id()).then().statusCode(404);
      sponsor.as().get("/v1/agents/{id}/mailbox", gone.id()).then().statusCode(404);
    }
  }

  @Nested
  class SomebodyWhoWrites {
    @Test
    @DisplayName(
        "a message → 250; counted, on record, and nothing of it to be read in the database")
    void writesToAnAgent() throws Exception {
      String word = "w" + TestMailbox.newName();
      mailbox.receive("subject " + word);

      assertEquals(1, messages());
      assertEquals(1, mailbox.show().getInt("unread"));
      assertEquals(List.of(), VaultRows.tablesWith(word));
      String events = mailbox.eventsWith("mail_received");
      assertFalse(events.contains(word) || events.contains("peer.example"), events);
    }

    @Test
    @DisplayName("the same message once more → 250, and there is one (F-28)")
    void writesTwice() {
      String letter = TestMailbox.letter("once");
      mailbox.receiveWhole(letter);
      mailbox.receiveWhole(letter);

      assertEquals(1, messages());
    }

    @Test
    @DisplayName("several recipients → each has it, none sees the others")
    void writesToSeveral() {
      TestMailbox other = TestMailbox.make();
      try (SmtpPeer peer = SmtpPeer.ready(mailbox.address(), other.address())) {
        assertTrue(peer.send(TestMailbox.letter("to both")).startsWith("250"));
      }
      assertEquals(1, messages());
      assertEquals(1, other.show().getInt("messages"));
    }

    @Test
    @DisplayName("nobody, another domain, a suspended and a revoked agent → the same 550")
    void writesToNobody() {
      TestMailbox suspended = TestMailbox.make();
      TestMailbox revoked = TestMailbox.make();
      Api.order("suspend", "agent", suspended.agent()).then().statusCode(200);
      Api.order("revoke", "agent", revoked.agent()).then().statusCode(200);
      List<String> replies = new ArrayList<>();
      try (SmtpPeer peer = SmtpPeer.connect()) {
        peer.reply();
        peer.say("EHLO peer.example");
        peer.say("MAIL FROM:<>");
        Stream.of(
                "nobody-here@" + TestMailbox.DOMAIN,
                "someone@elsewhere.example",
                suspended.address(),
                revoked.address(),
                "x+" + mailbox.address())
            .map(address -> peer.say("RCPT TO:<%s>".formatted(address)))
            .forEach(replies::add);
        assertTrue(peer.say("DATA").startsWith("503"));
      }
      assertEquals(1, replies.stream().distinct().count(), "" + replies);
      assertTrue(replies.getFirst().startsWith("550 5.1.1"), "" + replies);
    }

    @Test
    @DisplayName("A-154 an address in capitals is the same address")
    void writesInCapitals() {
      try (SmtpPeer peer = SmtpPeer.ready(mailbox.address().toUpperCase(Locale.ROOT))) {
        assertTrue(peer.send(TestMailbox.letter("loud")).startsWith("250"));
      }
      assertEquals(1, messages());
    }

    @Test
    @DisplayName("an agent that is stopped between RCPT and the end of DATA → not taken in")
    void writesToWhoIsStoppedMeanwhile() {
      TestMailbox other = TestMailbox.make();
      try (SmtpPeer peer = SmtpPeer.ready(mailbox.address());
          SmtpPeer both = SmtpPeer.ready(mailbox.address(), other.address())) {
        Api.order("suspend", "agent", mailbox.agent()).then().statusCode(200);
        assertTrue(peer.send(TestMailbox.letter("too late")).startsWith("550 5.1.1"));
        assertTrue(both.send(TestMailbox.letter("too late")).startsWith("451"));
      }
      assertEquals(0, messages());
      assertEquals(1, other.show().getInt("messages"));
      Api.order("resume", "agent", mailbox.agent()).then().statusCode(200);
      mailbox.receive("in time");
      assertEquals(1, messages());
    }

    @Test
    @DisplayName("what is too large → 552, said beforehand or found out; the connection goes on")
    void writesTooMuch() {
      try (SmtpPeer peer = SmtpPeer.ready(mailbox.address())) {
        assertTrue(peer.send("x".repeat(250_000)).startsWith("552"));
        assertTrue(peer.say("MAIL FROM:<> SIZE=200001").startsWith("552"));
        assertTrue(peer.say("MAIL FROM:<> SIZE=200000").startsWith("250"));
      }
      assertEquals(0, messages());
    }

    @Test
    @DisplayName("what is endless is not listened to")
    void writesForEver() {
      try (SmtpPeer peer = SmtpPeer.ready(mailbox.address())) {
        try {
          for (int i = 0; i < 100; i++) {
            peer.write("x".repeat(9_998) + "\r\n");
          }
        } catch (UncheckedIOException closed) {
          // Nobody listens any longer.
        }
        assertFalse(peer.replies().stream().anyMatch(reply -> reply.startsWith("250")));
      }
      assertEquals(0, messages());
    }

    @Test
    @DisplayName("a connection that breaks off before the end → nothing is kept")
    void writesHalf() {
      try (SmtpPeer peer = SmtpPeer.ready(mailbox.address())) {
        peer.write("Subject: half\r\n\r\nhalf a line\r\n");
      }
      mailbox.receive("whole");
      assertEquals(1, messages());
    }
  }

  static Stream<String> smuggled() {
    return Stream.of(
        "\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r", "\r.\r\n", "\r\n.\r", "\r\r\n.\n", "\r\n\0.\r\n");
  }

  @Nested
  class Smugglers {
    @ParameterizedTest
    @MethodSource("dev.avowry.mail.http.MailboxTest#smuggled")
    @DisplayName("A-151 an end that is none → one 550, the connection is over, nothing is kept")
    void smuggle(String end) {
      List<String> replies;
      try (SmtpPeer peer = SmtpPeer.ready(mailbox.address())) {
        peer.write(
            TestMailbox.letter("first").replace("\n", "\r\n")
                + end
                + "MAIL FROM:<boss@mail.example>\r\nRCPT TO:<%s>\r\nDATA\r\n"
                    .formatted(mailbox.address())
                + TestMailbox.letter("second").replace("\n", "\r\n")
                + "\r\n.\r\n");
        replies = peer.replies();
      }
      assertEquals(1, replies.size(), "" + replies);
      assertTrue(replies.getFirst().startsWith("550 5.6.11"), "" + replies);
      assertEquals(0, messages());
    }

    @Test
    @DisplayName("A-151 BDAT is not offered, and ends the connection")
    void sendChunks() {
      try (SmtpPeer peer = SmtpPeer.connect()) {
        peer.reply();
        assertFalse(peer.say("EHLO peer.example").contains("CHUNKING"));
        peer.say("MAIL FROM:<>");
        peer.say("RCPT TO:<%s>".formatted(mailbox.address()));
        peer.write("BDAT 6 LAST\r\nRSET\r\n");
        List<String> replies = peer.replies();
        assertEquals(1, replies.size(), "" + replies);
        assertTrue(replies.getFirst().startsWith("502"), "" + replies);
      }
      assertEquals(0, messages());
    }

    @Test
    @DisplayName("A-151 what comes with DATA, before it is asked for → 503, the connection is over")
    void pipelineAfterData() {
      try (SmtpPeer peer = SmtpPeer.connect()) {
        peer.reply();
        peer.say("EHLO peer.example");
        peer.write(
            "MAIL FROM:<>\r\nRCPT TO:<%s>\r\nDATA\r\nSubject: early\r\n\r\nx\r\n.\r\n"
                .formatted(mailbox.address()));
        List<String> replies = peer.replies();
        assertTrue(replies.getLast().startsWith("503"), "" + replies);
      }
      assertEquals(0, messages());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "NOOP\nNOOP\r\n",
          "NOOP\rNOOP\r\n",
          "NOOP\0\r\n",
          "NOOP\u0085\r\n",
          "NOOP\r\r\n"
        })
    @DisplayName("A-150 a command that does not end with CRLF alone → 500, the connection is over")
    void endLinesOtherwise(String lines) {
      try (SmtpPeer peer = SmtpPeer.connect()) {
        peer.reply();
        peer.write(lines);
        List<String> replies = peer.replies();
        assertEquals(1, replies.size(), "" + replies);
        assertTrue(replies.getFirst().startsWith("500"), "" + replies);
      }
    }

    @Test
    @DisplayName(
        "what was said in plain is forgotten under TLS; what came with STARTTLS is not heard")
    void injectBeforeTls() {
      try (SmtpPeer peer = SmtpPeer.connect()) {
        peer.reply();
        peer.say("EHLO peer.example");
        peer.write("STARTTLS\r\nEHLO injected.example\r\n");
        List<String> replies = peer.replies();
        assertTrue(replies.getFirst().startsWith("503"), "" + replies);
      }
      try (SmtpPeer peer = SmtpPeer.connect()) {
        peer.reply();
        assertTrue(peer.say("EHLO peer.example").contains("STARTTLS"));
        peer.say("MAIL FROM:<>");
        assertTrue(peer.say("STARTTLS").startsWith("220"));
        peer.secure();
        assertTrue(peer.say("MAIL FROM:<>").startsWith("503"));
        assertFalse(peer.say("EHLO peer.example").contains("STARTTLS"));
        peer.say("MAIL FROM:<>");
        peer.say("RCPT TO:<%s>".formatted(mailbox.address()));
        peer.say("DATA");
        assertTrue(peer.send(TestMailbox.letter("secret")).startsWith("250"));
      }
      assertEquals(1, messages());
    }

    @Test
    @DisplayName(
        "A-155 more connections from one network than may be → 421; who guesses is sent away")
    void comeInNumbers() throws Exception {
      List<SmtpPeer> peers = new ArrayList<>();
      try {
        for (int i = 0; i < 10; i++) {
          peers.add(SmtpPeer.connect());
        }
        assertTrue(peers.stream().limit(10).allMatch(peer -> peer.reply().startsWith("220")));
        try (SmtpPeer more = SmtpPeer.connect()) {
          assertTrue(more.reply().startsWith("421"));
        }
        SmtpPeer guesser = peers.getFirst();
        guesser.say("EHLO peer.example");
        guesser.say("MAIL FROM:<>");
        List<String> replies = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
          replies.add(guesser.say("RCPT TO:<guess-%d@%s>".formatted(i, TestMailbox.DOMAIN)));
        }
        assertTrue(replies.getLast().startsWith("421"), "" + replies);
      } finally {
        peers.forEach(SmtpPeer::close);
      }
      Eventually.within(
          PATIENCE,
          "others are listened to again",
          () -> {
            try (SmtpPeer next = SmtpPeer.connect()) {
              return next.reply().startsWith("220");
            }
          });
    }
  }
}

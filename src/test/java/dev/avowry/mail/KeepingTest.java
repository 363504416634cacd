package dev.avowry.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.NodeId;
import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.SmtpPeer;
import dev.avowry.testing.TestMailbox;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of messages that were taken in: counted, removed, and not exchanged for others. */
@AvowryTest
class KeepingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Inject Pool pool;
  @Inject Forgetting forgetting;
  @Inject MailConfig config;

  private TestMailbox mailbox;
  private long agent;

  @BeforeEach
  void make() {
    mailbox = TestMailbox.make();
    agent = NodeId.parse(mailbox.agent()).orElseThrow().value();
  }

  private void change(String sql, Object... values) {
    pool.preparedQuery(sql).execute(Tuple.from(values)).await().atMost(PATIENCE);
  }

  private JsonPath conversations() {
    return Api.as(mailbox.token())
        .get("/v1/mail?latest=true")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  /** A message, and the header by which another answers to it. */
  private String begin(String subject) {
    String letter = TestMailbox.letter(subject);
    mailbox.receiveWhole(letter);
    return letter
        .lines()
        .filter(line -> line.startsWith("Message-ID"))
        .findFirst()
        .orElseThrow()
        .replace("Message-ID", "In-Reply-To");
  }

  private static String answer(String subject, String to) {
    return TestMailbox.letter(subject).replace("Subject:", to + "\nSubject:");
  }

  @Test
  @DisplayName("8 answers at once → one conversation, of which one is the last, and all counted")
  void countsThoseThatComeTogether() throws Exception {
    String to = begin("a question");

    AtOnce.run(
        8,
        () -> {
          mailbox.receiveWhole(answer("Re: a question", to));
          return true;
        });

    assertEquals(9, mailbox.show().getInt("messages"));
    assertEquals(9, mailbox.show().getInt("unread"));
    JsonPath last = conversations();
    assertEquals(1, last.getInt("total"));
    assertEquals(List.of(mailbox.first()), last.getList("items.id"));
  }

  @Test
  @DisplayName("what is older than messages are kept is removed, and the counts know it")
  void removesWhatIsOld() {
    String to = begin("old, and answered");
    begin("old, and not");
    change(
        "update mail_message set received_at = received_at - make_interval(days => $2) where agent = $1",
        agent,
        (int) config.keepFor().plusDays(1).toDays());
    mailbox.receiveWhole(answer("Re: old", to));
    begin("new");
    assertEquals(3, conversations().getInt("total"));

    forgetting.forget().await().atMost(PATIENCE);

    assertEquals(List.of("new", "Re: old"), mailbox.list().getList("items.subject"));
    assertEquals(2, mailbox.show().getInt("messages"));
    assertEquals(2, mailbox.show().getInt("unread"));
    assertEquals(2, conversations().getInt("total"));
  }

  @Test
  @DisplayName("a full mailbox → put off with 452, and taken in when there is room")
  void isFull() {
    change("update mailbox set messages = $2 where agent = $1", agent, config.mostMessages());
    try (SmtpPeer peer = SmtpPeer.connect()) {
      peer.reply();
      peer.say("EHLO peer.example");
      peer.say("MAIL FROM:<sender@peer.example>");
      String refused = peer.say("RCPT TO:<%s>".formatted(mailbox.address()));
      assertTrue(refused.startsWith("452"), refused);
    }
    change("update mailbox set messages = 0 where agent = $1", agent);
    mailbox.receive("there is room");
    assertEquals(1, mailbox.show().getInt("messages"));
  }

  @Test
  @DisplayName("rows that were exchanged for others are not opened, in lists and by themselves")
  void doesNotOpenWhatWasSwapped() {
    TestMailbox other = TestMailbox.make();
    mailbox.receive("mine");
    other.receiveWhole(TestMailbox.letter("theirs").replace("Good day.", "the-others-secret"));
    String id = mailbox.first();
    for (String column : List.of("heading", "content", "data_key")) {
      Object mine =
          pool.preparedQuery("select %s from mail_message where agent = $1".formatted(column))
              .execute(Tuple.of(agent))
              .await()
              .atMost(PATIENCE)
              .iterator()
              .next()
              .getValue(0);
      change(
          "update mail_message m set %1$s = n.%1$s from mail_message n where m.agent = $1 and n.agent = $2"
              .formatted(column),
          agent,
          NodeId.parse(other.agent()).orElseThrow().value());

      Response read = Api.as(mailbox.token()).body("{}").post("/v1/mail/{id}/read", id);

      assertEquals(500, read.statusCode(), column);
      assertFalse(read.asString().contains("the-others-secret"), column);
      change("update mail_message set %s = $2 where agent = $1".formatted(column), agent, mine);
    }
    Api.as(mailbox.token()).body("{}").post("/v1/mail/{id}/read", id).then().statusCode(200);
  }
}

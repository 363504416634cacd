package dev.avowry.mail.http;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.NodeId;
import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Beans;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestHuman;
import dev.avowry.testing.TestMailbox;
import dev.avowry.testing.TestRelay;
import dev.avowry.testing.VaultRows;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.james.jdkim.DKIMVerifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What agents send, to whom they may, through a relay that is there, or not, or says no. */
@AvowryTest
class SendTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private TestHuman sponsor;
  private TestMailbox mailbox;
  private TestRelay relay;
  private String ada;

  @BeforeEach
  void make() {
    sponsor = TestHuman.sponsor();
    mailbox = TestMailbox.make(sponsor.id());
    relay = TestRelay.open();
    ada = "ada-" + UUID.randomUUID() + "@friend.example";
  }

  @AfterEach
  void close() {
    relay.close();
  }

  private static Map<String, Object> with(Map<String, Object> message, String name, Object value) {
    Map<String, Object> all = new HashMap<>(message);
    all.put(name, value);
    return all;
  }

  private String queue() {
    return mailbox.send(TestMailbox.toSend(ada)).then().statusCode(202).extract().path("id");
  }

  private void answerTo(String beginning, String reply) {
    relay.behave(command -> command.startsWith(beginning) ? reply : "");
  }

  @Nested
  class AnAgent {
    @Test
    @DisplayName("POST /v1/mail/send → 202, with the relay once, signed, from its own address")
    void sends() throws Exception {
      mailbox.allow(5, "friend.example");
      Response answer =
          mailbox.send(
              Map.of("to", List.of(ada), "subject", "Grüße", "text", "Good day.\n.\nYours 🙂"));
      answer.then().statusCode(202).body("recipients[0].address", equalTo(ada));
      TestRelay.Taken taken = relay.awaitFor(ada);
      JsonPath sent = mailbox.awaitState(answer.path("id"), "sent");

      assertEquals(mailbox.address(), taken.from());
      assertEquals(List.of(ada), taken.recipients());
      assertEquals(mailbox.address(), taken.header("From"));
      assertEquals("auto-generated", taken.header("Auto-Submitted"));
      assertTrue(taken.header("Message-ID").endsWith("@" + TestMailbox.DOMAIN + ">"));
      verify(taken.content());
      assertEquals(250, sent.getInt("recipients[0].reply"));
      assertEquals(1, sent.getInt("attempts"));
      assertFalse(sent.getBoolean("perhaps_twice"));
      assertEquals(1, relay.takenFor(ada).size());
    }

    @Test
    @DisplayName("…on record at each step before the next, and no word of it there or in the clear")
    void isOnRecord() throws Exception {
      mailbox.allow(5, ada);
      String word = "w" + UUID.randomUUID().toString().replace("-", "");
      String id =
          mailbox
              .send(Map.of("to", List.of(ada), "subject", word, "text", word))
              .then()
              .extract()
              .path("id");
      mailbox.awaitState(id, "sent");

      for (String type : List.of("mail_queued", "mail_sending", "mail_ended")) {
        assertEquals(1, VaultRows.recorded(type, mailbox.agent()), type);
        String record = mailbox.eventsWith(type);
        assertTrue(record.contains(id), record);
        assertFalse(record.contains(ada) || record.contains(word), record);
      }
      assertEquals(List.of(), VaultRows.tablesWith(word));
      assertEquals(List.of("mail_allowance"), VaultRows.tablesWith(ada));
    }

    @Test
    @DisplayName("the same key → the same message, sent once; another message by it → 409")
    void sendsOnceByAKey() throws Exception {
      mailbox.allow(2, ada);
      Map<String, Object> message = with(TestMailbox.toSend(ada), "key", "order-7");
      List<String> ids =
          AtOnce.run(8, () -> mailbox.send(message).then().statusCode(202).extract().path("id"));
      mailbox.awaitState(ids.getFirst(), "sent");

      assertEquals(1, ids.stream().distinct().count(), "" + ids);
      mailbox.send(with(message, "text", "other")).then().statusCode(409);
      assertEquals(1, relay.takenFor(ada).size());
      mailbox.send(with(message, "key", "order-8")).then().statusCode(202);
      mailbox.send(with(message, "key", "order-9")).then().statusCode(429);
      mailbox.send(message).then().statusCode(202).body("id", equalTo(ids.getFirst()));
    }

    @Test
    @DisplayName("POST /v1/mail/{id}/reply → in the thread, to whom it is from and nobody else")
    void replies() throws Exception {
      mailbox.allow(5, ada);
      mailbox.receiveWhole(
          """
          From: Ada <%s>
          Reply-To: eve@evil.example
          Subject: A question
          Message-ID: <q@friend.example>
          References: <p@friend.example>

          What is it?\
          """
              .formatted(ada));
      String answered = mailbox.first();
      JsonPath reply =
          Api.as(mailbox.sendingToken())
              .body(Map.of("text", "It is this."))
              .post("/v1/mail/{id}/reply", answered)
              .then()
              .statusCode(202)
              .extract()
              .jsonPath();
      TestRelay.Taken taken = relay.awaitFor(ada);

      assertEquals(List.of(ada), taken.recipients());
      assertEquals("Re: A question", taken.header("Subject"));
      assertEquals("<q@friend.example>", taken.header("In-Reply-To"));
      assertEquals("<p@friend.example> <q@friend.example>", taken.header("References"));
      assertEquals("auto-replied", taken.header("Auto-Submitted"));
      assertFalse(taken.content().contains("evil.example"), taken.content());
      assertEquals(answered, reply.getString("thread"));
      mailbox.receiveWhole(
          TestMailbox.letter("Re: A question")
              .replace("Subject:", "In-Reply-To: " + taken.header("Message-ID") + "\nSubject:"));
      assertEquals(answered, mailbox.list().getString("items[0].thread"));
    }

    @Test
    @DisplayName("A-155 a reply to a stranger, or to nobody → 422, 409, and nothing goes out")
    void repliesToNoStranger() {
      mailbox.allow(5, ada);
      mailbox.receive("from a stranger");
      Api.as(mailbox.sendingToken())
          .body(Map.of("text", "Yes?"))
          .post("/v1/mail/{id}/reply", mailbox.first())
          .then()
          .statusCode(422);
      mailbox.receiveWhole("From: a@x.example, b@y.example\nSubject: two\n\nText");
      Api.as(mailbox.sendingToken())
          .body(Map.of("text", "Yes?"))
          .post("/v1/mail/{id}/reply", mailbox.first())
          .then()
          .statusCode(409);
      TestMailbox other = TestMailbox.make(sponsor.id()).allow(5, "peer.example");
      Api.as(other.sendingToken())
          .body(Map.of("text", "Yes?"))
          .post("/v1/mail/{id}/reply", mailbox.first())
          .then()
          .statusCode(404);
    }

    @ParameterizedTest
    @DisplayName("A-150 what could be read as another header, or another recipient → 400")
    @ValueSource(
        strings = {
          "ada@friend.example\r\nBcc: eve@evil.example",
          "ada@friend.example>\r\nRCPT TO:<eve@evil.example",
          "<ada@friend.example>eve@evil.example",
          "Ada <ada@friend.example>",
          "ada@friend.example,eve@evil.example",
          "ada@friend.example\u0000",
          "ada@friend.example\u2028"
        })
    void injectsNothing(String text) {
      mailbox.allow(5, "*");
      mailbox.send(TestMailbox.toSend(text)).then().statusCode(400);
      mailbox
          .send(with(TestMailbox.toSend(ada), "subject", text + "\r\nBcc: eve@evil.example"))
          .then()
          .statusCode(400);
      mailbox.send(with(TestMailbox.toSend(ada), "cc", List.of(text))).then().statusCode(400);
    }

    @Test
    @DisplayName("to nobody, to too many, to one twice, with a token in it → 400")
    void asksForNothingThatCanBe() {
      mailbox.allow(5, "*");
      Map<String, Object> message = TestMailbox.toSend(ada);
      mailbox.send(with(message, "to", List.of())).then().statusCode(400);
      mailbox.send(with(message, "cc", List.of(ada))).then().statusCode(400);
      mailbox
          .send(
              with(
                  message,
                  "to",
                  java.util.stream.IntStream.range(0, 11).mapToObj(i -> i + ada).toList()))
          .then()
          .statusCode(400);
      mailbox.send(with(message, "text", mailbox.sendingToken())).then().statusCode(400);
      mailbox.send(with(message, "bcc", List.of(ada))).then().statusCode(400);
    }

    @Test
    @DisplayName("without an allowance, a mailbox, the scope → 422, 404, 403")
    void mayNot() {
      mailbox.send(TestMailbox.toSend(ada)).then().statusCode(422);
      TestClient bare = Api.agent(sponsor.id()).with("scopes", List.of("mail:send")).register();
      Api.as(bare.ownToken("mail:send"))
          .body(TestMailbox.toSend(ada))
          .post("/v1/mail/send")
          .then()
          .statusCode(404);
      Api.as(mailbox.token())
          .body(TestMailbox.toSend(ada))
          .post("/v1/mail/send")
          .then()
          .statusCode(403);
      sponsor.as().body(TestMailbox.toSend(ada)).post("/v1/mail/send").then().statusCode(403);
    }

    @Test
    @DisplayName("16 at once with leave for 5 → five, and no more in 24 hours")
    void sendsNoMoreThanItMay() throws Exception {
      mailbox.allow(5, ada);
      String token = mailbox.sendingToken();
      List<Integer> statuses =
          AtOnce.run(
              16,
              () -> Api.as(token).body(TestMailbox.toSend(ada)).post("/v1/mail/send").statusCode());

      assertEquals(5, statuses.stream().filter(status -> status == 202).count(), "" + statuses);
      assertEquals(11, statuses.stream().filter(status -> status == 429).count(), "" + statuses);
      Eventually.within(PATIENCE, "all five are sent", () -> relay.takenFor(ada).size() == 5);
      assertEquals(
          5, relay.takenFor(ada).stream().map(it -> it.header("Message-ID")).distinct().count());
    }

    @Test
    @DisplayName("A-112 what another has sent → 404")
    void seesNobodyElses() {
      mailbox.allow(5, ada);
      String id = queue();
      TestMailbox other = TestMailbox.make(sponsor.id());
      Api.as(other.sendingToken()).get("/v1/mail/sent/{id}", id).then().statusCode(404);
      Api.as(other.sendingToken()).get("/v1/mail/sent").then().body("total", equalTo(0));
      Api.as(other.sendingToken())
          .get("/v1/mail/sent?agent={id}", mailbox.agent())
          .then()
          .statusCode(404);
      Api.admin().get("/v1/mail/sent?agent={id}", mailbox.agent()).then().statusCode(403);
      sponsor
          .as()
          .get("/v1/mail/sent?agent={id}", mailbox.agent())
          .then()
          .statusCode(200)
          .body("items[0].id", equalTo(id));
    }
  }

  @Nested
  class WhoLooksAfterIt {
    @Test
    @DisplayName(
        "PUT …/mailbox/sending: their sponsor, an administrator; everybody only the latter")
    void allows() throws Exception {
      String path = "/v1/agents/{id}/mailbox/sending";
      sponsor
          .as()
          .body(TestMailbox.allowance(3, ada, "shop.example"))
          .put(path, mailbox.agent())
          .then()
          .statusCode(200);
      sponsor
          .as()
          .body(TestMailbox.allowance(3, "*"))
          .put(path, mailbox.agent())
          .then()
          .statusCode(422);
      TestHuman.sponsor()
          .as()
          .body(TestMailbox.allowance(3, ada))
          .put(path, mailbox.agent())
          .then()
          .statusCode(404);
      Api.as(mailbox.sendingToken())
          .body(TestMailbox.allowance(3, ada))
          .put(path, mailbox.agent())
          .then()
          .statusCode(403);
      Api.as(mailbox.token())
          .get(path, mailbox.agent())
          .then()
          .statusCode(200)
          .body("recipients", equalTo(List.of(ada, "shop.example")))
          .body("messages_per_day", equalTo(3));
      String record = mailbox.eventsWith("mail_allowed");
      assertFalse(record.contains(ada), record);
    }

    @Test
    @DisplayName("narrows while it is queued → cancelled, and nothing goes out, for good")
    void narrows() throws Exception {
      mailbox.allow(5, ada);
      answerTo("MAIL", "451 later");
      String first = queue();
      String second = queue();
      Eventually.within(PATIENCE, "tried", () -> mailbox.sent(second).getInt("attempts") > 0);
      mailbox.allow(1, ada);
      mailbox.awaitState(second, "cancelled");
      mailbox.allow(5, "other.example");
      answerTo("MAIL", "");

      mailbox.awaitState(first, "cancelled");
      assertEquals(List.of(), relay.takenFor(ada));
    }

    @Test
    @DisplayName("suspends the agent → frozen; resumes it → sent; revokes it → cancelled")
    void stops() throws Exception {
      mailbox.allow(5, ada);
      answerTo("MAIL", "451 later");
      String id = queue();
      Api.order("suspend", "agent", mailbox.agent()).then().statusCode(200);
      relay.behave(command -> "");
      String other = UUID.randomUUID() + "@friend.example";
      TestMailbox runs = TestMailbox.make(sponsor.id()).allow(1, other);
      runs.send(TestMailbox.toSend(other)).then().statusCode(202);
      relay.awaitFor(other);
      assertEquals(List.of(), relay.takenFor(ada));
      Api.order("resume", "agent", mailbox.agent()).then().statusCode(200);
      relay.awaitFor(ada);
      mailbox.awaitState(id, "sent");

      answerTo("MAIL", "451 later");
      queue();
      Api.order("revoke", "agent", mailbox.agent()).then().statusCode(200);
      relay.behave(command -> "");
      Eventually.within(
          PATIENCE,
          "it is cancelled",
          () ->
              sponsor
                  .as()
                  .get("/v1/mail/sent?agent={id}", mailbox.agent())
                  .jsonPath()
                  .getString("items[0].state")
                  .equals("cancelled"));
      assertEquals(1, relay.takenFor(ada).size());
    }

    @Test
    @DisplayName("stops the agent when the relay waits for the message → it gets none")
    void stopsAtTheLastMoment() throws Exception {
      mailbox.allow(5, ada);
      CountDownLatch asked = new CountDownLatch(1);
      CountDownLatch stopped = new CountDownLatch(1);
      relay.behave(
          command -> {
            if (command.equals("DATA")) {
              asked.countDown();
              await(stopped);
            }
            return "";
          });
      queue();
      assertTrue(asked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
      Api.order("revoke", "agent", mailbox.agent()).then().statusCode(200);
      stopped.countDown();

      Eventually.within(
          PATIENCE,
          "it is cancelled",
          () -> VaultRows.recorded("mail_ended", mailbox.agent()) == 1);
      assertEquals(0, VaultRows.recorded("mail_sending", mailbox.agent()));
      assertEquals(List.of(), relay.takenFor(ada));
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Nested
  class ARelay {
    @Test
    @DisplayName("that is down, then back → sent")
    void isDown() throws Exception {
      mailbox.allow(5, ada);
      relay.close();
      String id = queue();
      Eventually.within(PATIENCE, "tried", () -> mailbox.sent(id).getInt("attempts") > 1);
      assertEquals("queued", mailbox.sent(id).getString("state"));
      relay = TestRelay.open();

      mailbox.awaitState(id, "sent");
      assertEquals(1, relay.takenFor(ada).size());
    }

    @Test
    @DisplayName("is given no message in another's place, and others do not wait for it")
    void isGivenNoOther() throws Exception {
      mailbox.allow(5, ada);
      relay.close();
      List<String> exchanged = List.of(queue(), queue());
      exchangeContents();
      int before = mailbox.sent(exchanged.getFirst()).getInt("attempts");
      relay = TestRelay.open();

      mailbox.awaitState(queue(), "sent");
      Eventually.within(
          PATIENCE,
          "tried again",
          () -> mailbox.sent(exchanged.getFirst()).getInt("attempts") > before + 1);
      assertEquals("queued", mailbox.sent(exchanged.getFirst()).getString("state"));
      assertEquals(1, relay.takenFor(ada).size());
    }

    /** What is sealed of each of the mailbox's two messages is the other's from now on. */
    private void exchangeContents() {
      Beans.<Pool, RowSet<Row>>ask(
          Pool.class,
          pool ->
              pool.preparedQuery(
                      """
                      update mail_outgoing m set data_key = o.data_key, content = o.content
                      from mail_outgoing o
                      where m.agent = $1 and o.agent = $1 and m.id <> o.id
                      """)
                  .execute(Tuple.of(NodeId.parse(mailbox.agent()).orElseThrow().value())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "."})
    @DisplayName("that says not now, at each step → tried again with the same name")
    void putsOff(String step) throws Exception {
      mailbox.allow(5, ada);
      AtomicInteger times = new AtomicInteger();
      relay.behave(
          command ->
              (step.isEmpty() ? command.isEmpty() : command.startsWith(step))
                      && times.getAndIncrement() == 0
                  ? "451 greylisted"
                  : "");
      String id = queue();

      JsonPath sent = mailbox.awaitState(id, "sent");
      assertEquals(1, relay.takenFor(ada).size());
      assertFalse(sent.getBoolean("perhaps_twice"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "DATA", "."})
    @DisplayName("that refuses for good → failed at once, with its code")
    void refuses(String step) throws Exception {
      mailbox.allow(5, ada);
      answerTo(step, "550 no");
      JsonPath sent = mailbox.awaitState(queue(), "failed");

      assertEquals(550, sent.getInt("recipients[0].reply"));
      assertEquals(1, sent.getInt("attempts"));
      assertEquals(List.of(), relay.takenFor(ada));
    }

    @Test
    @DisplayName("that takes one, puts one off and refuses one → each as it was said, and once")
    void takesSome() throws Exception {
      Map<String, Object> three = new HashMap<>(TestMailbox.allowance(5, "friend.example"));
      three.put("recipients_per_message", 3);
      mailbox.allow(three);
      String bob = "bob-" + ada;
      String cy = "cy-" + ada;
      AtomicInteger times = new AtomicInteger();
      relay.behave(
          command -> {
            if (command.startsWith("RCPT TO:<" + cy)) {
              return "550 unknown";
            }
            return command.startsWith("RCPT TO:<" + bob) && times.getAndIncrement() == 0
                ? "450 later"
                : "";
          });
      String id =
          mailbox
              .send(with(with(TestMailbox.toSend(ada), "to", List.of(ada, bob)), "cc", List.of(cy)))
              .then()
              .statusCode(202)
              .extract()
              .path("id");
      JsonPath sent = mailbox.awaitState(id, "failed");

      assertEquals(List.of(250, 250, 550), sent.getList("recipients.reply"));
      assertEquals(List.of(ada), relay.takenFor(ada).getFirst().recipients());
      assertEquals(List.of(bob), relay.takenFor(bob).getFirst().recipients());
      assertEquals(1, relay.takenFor(ada).size());
      assertEquals(
          relay.takenFor(ada).getFirst().header("Message-ID"),
          relay.takenFor(bob).getFirst().header("Message-ID"));
    }

    @Test
    @DisplayName("that takes it and is gone → once more with the same name, and that is said")
    void isNotHeard() throws Exception {
      mailbox.allow(5, ada);
      AtomicInteger times = new AtomicInteger();
      relay.behave(
          command -> command.equals(".") && times.getAndIncrement() == 0 ? TestRelay.GONE : "");
      JsonPath sent = mailbox.awaitState(queue(), "sent");

      assertTrue(sent.getBoolean("perhaps_twice"));
      List<TestRelay.Taken> both = relay.takenFor(ada);
      assertEquals(2, both.size());
      assertEquals(both.get(0).header("Message-ID"), both.get(1).header("Message-ID"));
    }

    @Test
    @DisplayName("that offers no TLS → is told neither who we are nor to whom")
    void isInTheClear() throws Exception {
      mailbox.allow(5, ada);
      answerTo("STARTTLS", "502 no");
      String id = queue();
      Eventually.within(PATIENCE, "tried", () -> mailbox.sent(id).getInt("attempts") > 0);

      assertEquals(List.of(), relay.told("AUTH"));
      assertEquals(List.of(), relay.told("MAIL"));
      relay.behave(command -> "");
      mailbox.awaitState(id, "sent");
    }
  }

  private static void verify(String message) throws Exception {
    String record =
        "v=DKIM1; k=rsa; p="
            + Base64.getEncoder().encodeToString(TestRelay.signingKey().getEncoded());
    DKIMVerifier verifier =
        new DKIMVerifier(
            (method, selector, domain) ->
                selector.toString().equals("avowry") && domain.toString().equals(TestMailbox.DOMAIN)
                    ? List.of(record)
                    : List.of());
    assertEquals(
        1,
        verifier
            .verify(new ByteArrayInputStream(message.getBytes(StandardCharsets.ISO_8859_1)))
            .size());
  }
}

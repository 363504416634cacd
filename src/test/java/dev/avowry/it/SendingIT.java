package dev.avowry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.ECKey;
import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestProvider;
import dev.avowry.testing.TestRelay;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What agents send through two replicas, which die on the way. */
class SendingIT {
  private static final int MESSAGES = 60;
  private static final int ALLOWED = 7;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static TestRelay relay;
  private static TwoReplicas pair;
  private static TestClient administrator;

  @BeforeAll
  static void start() throws Exception {
    int port = TestProvider.freePort();
    relay = TestRelay.plain(port);
    Path key = TestRelay.writeKey(Folders.fresh("sending-key"));
    pair =
        TwoReplicas.start(
            "sending",
            Map.of(
                "AVOWRY_MAIL_DOMAIN", "agents.example",
                "AVOWRY_MAIL_SMTP_HOST", "127.0.0.1",
                "AVOWRY_MAIL_SMTP_PORT", "0",
                "AVOWRY_MAIL_RELAY_HOST", "127.0.0.1",
                "AVOWRY_MAIL_RELAY_PORT", Integer.toString(port),
                "AVOWRY_MAIL_RELAY_TLS", "none",
                "AVOWRY_MAIL_RELAY_DKIM_KEY", key.toAbsolutePath().toString(),
                "AVOWRY_MAIL_RELAY_TIMEOUT", "1s",
                "AVOWRY_MAIL_RELAY_RETRY_AFTER", "200ms"));
    administrator = pair.administrator();
  }

  @AfterAll
  static void stop() throws Exception {
    pair.close();
    relay.close();
  }

  @Test
  @DisplayName("24 at both replicas at once with leave for 7 → seven")
  void sendsNoMoreThanItMay() throws Exception {
    Sender sender = sender(ALLOWED);
    AtomicInteger turn = new AtomicInteger();
    List<Integer> statuses =
        AtOnce.run(24, () -> sender.send(turn.getAndIncrement() % 2, recipient()).status());

    assertEquals(ALLOWED, statuses.stream().filter(status -> status == 202).count(), "" + statuses);
    assertEquals(
        24 - ALLOWED, statuses.stream().filter(status -> status == 429).count(), "" + statuses);
  }

  @Test
  @DisplayName("both are killed while they send → all arrives, and twice only what nobody heard")
  void losesNothing() throws Exception {
    Sender sender = sender(MESSAGES);
    relay.behave(
        command -> {
          if (command.equals(".")) {
            pause();
          }
          return "";
        });
    List<String> recipients =
        java.util.stream.IntStream.range(0, MESSAGES).mapToObj(i -> recipient()).toList();
    Map<String, String> ids =
        recipients.stream()
            .collect(
                Collectors.toMap(
                    recipient -> recipient,
                    recipient ->
                        sender
                            .send(recipients.indexOf(recipient) % 2, recipient)
                            .require(202)
                            .json()
                            .getString("id")));
    int before = arrived(recipients);
    pair.restart(0);
    awaitMore(recipients, before + 4);
    pair.restart(1);
    pair.awaitReady();
    awaitMore(recipients, MESSAGES);
    for (String recipient : recipients) {
      sender.awaitSent(ids.get(recipient));
      List<TestRelay.Taken> taken = relay.takenFor(recipient);
      assertEquals(
          1, taken.stream().map(it -> it.header("Message-ID")).distinct().count(), recipient);
      assertTrue(
          taken.size() == 1
              || (taken.size() == 2 && sender.sent(ids.get(recipient)).getBoolean("perhaps_twice")),
          () -> taken.size() + " times");
    }
    long unsure =
        ids.values().stream().filter(id -> sender.sent(id).getBoolean("perhaps_twice")).count();
    // What was under way at most: so many at once at each of the two.
    assertTrue(unsure <= 8, "unsure of " + unsure);
  }

  private static int arrived(List<String> recipients) {
    return (int)
        recipients.stream().filter(recipient -> !relay.takenFor(recipient).isEmpty()).count();
  }

  private static void awaitMore(List<String> recipients, int count) throws Exception {
    int wanted = Math.min(count, MESSAGES);
    Eventually.within(PATIENCE, wanted + " have arrived", () -> arrived(recipients) >= wanted);
  }

  /** So that some are always on their way. */
  private static void pause() {
    try {
      Thread.sleep(300);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static String recipient() {
    return "r" + UUID.randomUUID() + "@friend.example";
  }

  /** An agent that may write to friends. */
  private record Sender(String token) {
    Replica.Answer send(int replica, String recipient) {
      JsonObject message =
          new JsonObject()
              .put("to", new JsonArray().add(recipient))
              .put("subject", "a subject")
              .put("text", "Good day.");
      return pair.replica(replica).post("/v1/mail/send", token, message.encode());
    }

    JsonPath sent(String id) {
      return pair.one().get("/v1/mail/sent/" + id, token).require(200).json();
    }

    void awaitSent(String id) throws Exception {
      Eventually.within(
          PATIENCE, id + " is sent", () -> sent(id).getString("state").equals("sent"));
    }
  }

  private static Sender sender(int perDay) {
    String admin = token(administrator, "admin");
    String sponsor =
        made("/v1/sponsors", admin, new JsonObject().put("name", "A").put("email", "a@b.example"));
    ECKey key = TestClient.newKey();
    String id =
        made(
            "/v1/agents",
            admin,
            new JsonObject()
                .put("name", "writes")
                .put("kind", "ai_agent")
                .put("purpose", "writes")
                .put("sponsor", sponsor)
                .put("scopes", new JsonArray().add("mail:send"))
                .put("max_ttl", 900)
                .put("jwks", Replica.keys(key)));
    String name = "a" + UUID.randomUUID().toString().replace("-", "").substring(0, 24);
    put("/v1/agents/%s/mailbox".formatted(id), admin, new JsonObject().put("local_part", name));
    put(
        "/v1/agents/%s/mailbox/sending".formatted(id),
        admin,
        new JsonObject()
            .put("recipients", new JsonArray().add("friend.example"))
            .put("messages_per_day", perDay)
            .put("recipients_per_message", 1));
    return new Sender(token(new TestClient(id, key), "mail:send"));
  }

  private static void put(String path, String token, JsonObject body) {
    pair.one().put(path, token, body.encode()).require(200);
  }

  private static String made(String path, String token, JsonObject body) {
    return pair.one().post(path, token, body.encode()).require(201).json().getString("id");
  }

  private static String token(TestClient client, String scope) {
    return pair.one()
        .form(
            "/token",
            client,
            Map.of("grant_type", "client_credentials", "scope", scope, "resource", Api.ISSUER))
        .require(200)
        .json()
        .getString("access_token");
  }
}

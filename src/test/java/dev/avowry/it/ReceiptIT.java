package dev.avowry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.ECKey;
import dev.avowry.testing.Api;
import dev.avowry.testing.SmtpPeer;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestMailbox;
import dev.avowry.testing.TestProvider;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Mail that comes in while the service dies. */
class ReceiptIT {
  private static final String BOOTSTRAP = "avb_receipt-0123456789-0123456789-0123456789";
  private static final String ADDRESS = "receives@" + TestMailbox.DOMAIN;
  private static final int SENDERS = 4;
  private static final int ENOUGH = 60;
  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  @DisplayName("kill -9 among messages: each that was answered 250 is there, and none twice")
  void losesNothing() throws Exception {
    Path folder = Folders.fresh("receipt");
    int port = TestProvider.freePort();
    try (ExternalDatabase database = ExternalDatabase.in(folder)) {
      AvowryProcess.Setup setup =
          AvowryProcess.in(folder.resolve("service"))
              .on(database)
              .with("AVOWRY_KEK_FILE", database.kek().toString())
              .with("AVOWRY_ISSUER", Api.ISSUER)
              .with("AVOWRY_BOOTSTRAP_TOKEN", BOOTSTRAP)
              .with("AVOWRY_MAIL_DOMAIN", TestMailbox.DOMAIN)
              .with("AVOWRY_MAIL_SMTP_HOST", "127.0.0.1")
              .with("AVOWRY_MAIL_SMTP_PORT", Integer.toString(port))
              .with("AVOWRY_MAIL_MESSAGES_PER_MINUTE", "100000")
              // Nobody answers there: what a sender's domain says is not what this is about.
              .with("AVOWRY_DNS_RESOLVER", "127.0.0.1:1")
              .with("AVOWRY_DNS_TIMEOUT", "100ms");
      TestClient agent;
      Set<String> accepted = ConcurrentHashMap.newKeySet();
      try (AvowryProcess service = setup.start()) {
        agent = agent(Replica.at(service.uri("/")));
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
          for (int sender = 0; sender < SENDERS; sender++) {
            String name = "sender " + sender;
            senders.execute(() -> sendUntilItEnds(port, name, accepted));
          }
          Within.within(LONG, "some were taken in", () -> accepted.size() >= ENOUGH);
          service.kill();
          senders.shutdown();
          assertTrue(senders.awaitTermination(LONG.toSeconds(), TimeUnit.SECONDS), "they go on");
        }
      }
      try (AvowryProcess again = setup.start()) {
        List<String> there = subjects(Replica.at(again.uri("/")), agent);

        Set<String> distinct = new HashSet<>(there);
        assertEquals(there.size(), distinct.size(), "some are there twice");
        assertTrue(distinct.containsAll(accepted), "some were lost");
        // Those whose answer was under way.
        assertTrue(there.size() <= accepted.size() + SENDERS, there.size() + " are there");
      }
    }
  }

  /** One message after the other; each that is answered 250 is noted. */
  private static void sendUntilItEnds(int port, String name, Set<String> accepted) {
    for (int number = 0; ; number++) {
      String subject = name + " number " + number;
      try (SmtpPeer peer = SmtpPeer.connect(port).untilData(ADDRESS)) {
        if (!peer.send(TestMailbox.letter(subject)).startsWith("250")) {
          return;
        }
        accepted.add(subject);
      } catch (UncheckedIOException | AssertionError ended) {
        return;
      }
    }
  }

  private static List<String> subjects(Replica service, TestClient agent) {
    String token = token(service, agent);
    List<String> subjects = new ArrayList<>();
    String next = "";
    do {
      String page = "/v1/mail?limit=100" + (next.isEmpty() ? "" : "&after=" + next);
      JsonPath answer = service.get(page, token).require(200).json();
      subjects.addAll(answer.getList("items.subject"));
      next = answer.getString("next") == null ? "" : answer.getString("next");
    } while (!next.isEmpty());
    return subjects;
  }

  private static TestClient agent(Replica service) {
    String admin =
        service.post("/v1/bootstrap", BOOTSTRAP, "").require(200).json().getString("access_token");
    String sponsor = service.get("/v1/me", admin).require(200).json().getString("sponsor");
    ECKey key = TestClient.newKey();
    JsonObject body =
        new JsonObject()
            .put("name", "receives")
            .put("kind", "ai_agent")
            .put("purpose", "receives")
            .put("sponsor", sponsor)
            .put("scopes", new JsonArray().add("mail:read"))
            .put("jwks", Replica.keys(key));
    String id =
        service.post("/v1/agents", admin, body.encode()).require(201).json().getString("id");
    service
        .put(
            "/v1/agents/%s/mailbox".formatted(id),
            admin,
            new JsonObject().put("local_part", "receives").encode())
        .require(200);
    return new TestClient(id, key);
  }

  private static String token(Replica service, TestClient agent) {
    return service
        .form(
            "/token",
            agent,
            Map.of(
                "grant_type", "client_credentials", "scope", "mail:read", "resource", Api.ISSUER))
        .require(200)
        .json()
        .getString("access_token");
  }
}

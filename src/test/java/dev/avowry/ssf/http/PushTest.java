package dev.avowry.ssf.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.ReceivingServer;
import dev.avowry.testing.TestReceiver;
import io.restassured.RestAssured;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@AvowryTest
class PushTest {
  private static final String HEADER = "Bearer the receiver's own, 4711";

  @Nested
  class AReceiver {
    @Test
    @DisplayName("POST /ssf/verify → the event is posted, with exactly its header")
    void isVerified() throws Exception {
      try (ReceivingServer server = ReceivingServer.start()) {
        TestReceiver receiver = receiver(server.url(), Optional.of(HEADER));
        receiver.verify("the state").then().statusCode(204);

        String set = server.taken(1).getFirst();

        ReceivingServer.Posted post = server.posts().getFirst();
        assertEquals("POST", post.method());
        assertEquals("application/secevent+jwt", post.contentType());
        assertEquals(Optional.of(HEADER), post.authorization());
        Map<String, Object> claims = Sets.verified(set, receiver.client().id());
        assertEquals(TestReceiver.VERIFICATION, Sets.type(claims));
        assertEquals(Map.of("state", "the state"), Sets.event(claims));
        end(receiver);
      }
    }

    @Test
    @DisplayName("without authorization_header → no Authorization header at all")
    void isNotSentAHeaderThatItDidNotGive() throws Exception {
      try (ReceivingServer server = ReceivingServer.start()) {
        TestReceiver receiver = receiver(server.url(), Optional.empty());
        receiver.verify("x").then().statusCode(204);

        server.taken(1);

        assertEquals(Optional.empty(), server.posts().getFirst().authorization());
        end(receiver);
      }
    }

    @Test
    @DisplayName("agents are ended one after the other → posted in that order, each once")
    void hearsInOrder() throws Exception {
      try (ReceivingServer server = ReceivingServer.start()) {
        TestReceiver receiver = receiver(server.url(), Optional.empty());
        List<String> ended = TestReceiver.endAgents(5);

        assertEquals(ended, server.taken(5).stream().map(Sets::sub).toList());
        end(receiver);
      }
    }

    @Test
    @DisplayName("down for a while → the same event again, then the rest, in order")
    void missesNothingWhileItIsDown() throws Exception {
      try (ReceivingServer server = ReceivingServer.start()) {
        server.answer(500, "");
        TestReceiver receiver = receiver(server.url(), Optional.empty());
        List<String> ended = TestReceiver.endAgents(3);
        Eventually.within(Duration.ofSeconds(15), "two attempts", () -> server.posts().size() >= 2);
        assertEquals(1, server.posts().stream().map(post -> jti(post.set())).distinct().count());

        server.answer(202, "");

        assertEquals(ended, server.taken(3).stream().map(Sets::sub).toList());
        assertEquals(jti(server.posts().getFirst().set()), jti(server.taken().getFirst()));
        end(receiver);
      }
    }

    @Test
    @DisplayName("400 invalid_request → that event is given up; invalid_key → it comes again")
    void refusesAnEvent() throws Exception {
      try (ReceivingServer server = ReceivingServer.start()) {
        server.answer(400, "{\"err\": \"invalid_request\", \"description\": \"no\"}");
        TestReceiver receiver = receiver(server.url(), Optional.empty());
        TestReceiver.endAgents(1);
        Eventually.within(Duration.ofSeconds(15), "refused", () -> server.posts().size() == 1);
        server.answer(400, "{\"err\": \"invalid_key\"}");
        String later = TestReceiver.endAgents(1).getFirst();
        Eventually.within(Duration.ofSeconds(15), "held", () -> server.posts().size() >= 2);

        server.answer(202, "");

        assertEquals(List.of(later), server.taken(1).stream().map(Sets::sub).toList());
        end(receiver);
      }
    }

    @Test
    @DisplayName("an answer longer than a code → cut off, and the event comes again")
    void cannotKeepUsReading() throws Exception {
      try (ReceivingServer server = ReceivingServer.start()) {
        String endless = "x".repeat(1_000_000);
        server.answer(
            400, "{\"err\": \"invalid_request\", \"description\": \"%s\"}".formatted(endless));
        TestReceiver receiver = receiver(server.url(), Optional.empty());
        String ended = TestReceiver.endAgents(1).getFirst();
        Eventually.within(Duration.ofSeconds(15), "two attempts", () -> server.posts().size() >= 2);

        server.answer(202, endless);

        assertEquals(List.of(ended), server.taken(1).stream().map(Sets::sub).toList());
        end(receiver);
      }
    }

    @Test
    @DisplayName("sends us elsewhere → we do not go (A-090)")
    void cannotSendUsElsewhere() throws Exception {
      try (ReceivingServer victim = ReceivingServer.start();
          ReceivingServer server = ReceivingServer.start()) {
        server.redirect(victim.url());
        TestReceiver receiver = receiver(server.url(), Optional.of(HEADER));
        receiver.verify("x").then().statusCode(204);

        Eventually.within(Duration.ofSeconds(15), "two attempts", () -> server.posts().size() >= 2);

        assertEquals(List.of(), victim.posts());
        end(receiver);
      }
    }

    @Test
    @DisplayName("a dead receiver → another gets its events all the same")
    void isNotHeldUpByAnother() throws Exception {
      try (ReceivingServer server = ReceivingServer.start()) {
        TestReceiver dead = receiver("http://127.0.0.1:1/events", Optional.empty());
        TestReceiver receiver = receiver(server.url(), Optional.empty());
        List<String> ended = TestReceiver.endAgents(2);

        assertEquals(ended, server.taken(2).stream().map(Sets::sub).toList());
        end(dead);
        end(receiver);
      }
    }

    @Test
    @DisplayName("moves to another endpoint → the old one's header does not go along")
    void doesNotShowItsSecretElsewhere() throws Exception {
      try (ReceivingServer server = ReceivingServer.start()) {
        TestReceiver receiver = receiver("http://127.0.0.1:1/events", Optional.of(HEADER));
        receiver
            .as()
            .body(
                Map.of(
                    "stream_id",
                    receiver.stream(),
                    "delivery",
                    Map.of("method", "urn:ietf:rfc:8935", "endpoint_url", server.url())))
            .patch("/ssf/streams")
            .then()
            .statusCode(200);
        receiver.verify("x").then().statusCode(204);

        server.taken(1);

        assertEquals(Optional.empty(), server.posts().getFirst().authorization());
        end(receiver);
      }
    }

    @Test
    @DisplayName("is itself revoked → it is told nothing more")
    void learnsNothingWhenItIsDead() throws Exception {
      try (ReceivingServer server = ReceivingServer.start();
          ReceivingServer other = ReceivingServer.start()) {
        TestReceiver receiver = receiver(server.url(), Optional.empty());
        TestReceiver witness = receiver(other.url(), Optional.empty());
        Api.order("revoke", "agent", receiver.client().id()).then().statusCode(200);
        other.taken(1);
        TestReceiver.endAgents(1);
        other.taken(2);

        assertEquals(List.of(), server.posts());
        end(witness);
      }
    }

    @Test
    @DisplayName("polls a stream that is pushed → 404")
    void cannotPollWhatIsPushed() {
      TestReceiver receiver = receiver("https://receiver.example/", Optional.empty());

      assertEquals(404, receiver.poll().statusCode());
      end(receiver);
    }
  }

  @Nested
  class AnOperator {
    @Test
    @DisplayName("GET /q/metrics → how much waits, how much was delivered")
    void seesTheBacklog() {
      String metrics = RestAssured.get("/q/metrics").asString();

      assertTrue(metrics.contains("avowry_ssf_backlog "), "no backlog");
      assertFalse(metrics.contains(HEADER), "a secret in the metrics");
    }
  }

  private static String jti(String set) {
    return Api.claims(set).getString("jti");
  }

  /** So that its server's port, once free, is nobody's who gets its events. */
  private static void end(TestReceiver receiver) {
    receiver.as().delete("/ssf/streams?stream_id=" + receiver.stream()).then().statusCode(204);
  }

  private static TestReceiver receiver(String url, Optional<String> header) {
    Map<String, String> delivery = new HashMap<>();
    delivery.put("method", "urn:ietf:rfc:8935");
    delivery.put("endpoint_url", url);
    header.ifPresent(value -> delivery.put("authorization_header", value));
    return TestReceiver.register()
        .with(
            Map.of(
                "events_requested", List.of(TestReceiver.SESSION_REVOKED), "delivery", delivery));
  }
}

package dev.avowry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import dev.avowry.testing.EventReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@DisplayName("The stream of two replicas")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StreamIT {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int STREAMS = 3;

  private static ExternalDatabase database;
  private static AvowryProcess one;
  private static AvowryProcess other;
  private static Administrator administrator;

  @BeforeAll
  static void start() throws Exception {
    Path folder = Folders.fresh("streams");
    database = ExternalDatabase.in(folder);
    one = replica(folder.resolve("one"));
    other = replica(folder.resolve("other"));
    administrator = new Administrator(one);
    administrator.comeInBy(one.bootstrapToken());
    awaitStream(one);
    awaitStream(other);
  }

  private static AvowryProcess replica(Path folder) throws Exception {
    return AvowryProcess.in(folder)
        .on(database)
        .with("AVOWRY_KEK_FILE", database.kek().toString())
        .with("AVOWRY_ISSUER", "https://id.example.org")
        .with("AVOWRY_REVOCATIONS_STREAMS", Integer.toString(STREAMS))
        .start();
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable each : new AutoCloseable[] {one, other, database}) {
      if (each != null) {
        each.close();
      }
    }
  }

  @Test
  @Order(1)
  @DisplayName("brings what the other replica was ordered, within a second")
  void tellsOfTheOthersEntries() throws Exception {
    try (EventReader reader = open(other)) {
      reader.next("list", SOON);
      String agent = AgentClient.registeredBy(administrator, "https://id.example.org").id();
      revoke(agent);

      String jwt = reader.next("entry", Duration.ofSeconds(1)).data();
      JsonNode entry = Administrator.JSON.readTree(SignedJWT.parse(jwt).getPayload().toString());
      assertEquals(agent, entry.get("id").asText());
    }
  }

  @Test
  @Order(2)
  @DisplayName("is for as many as were set; the next gets 503 with Retry-After")
  void refusesOneTooMany() throws Exception {
    List<EventReader> readers = new ArrayList<>();
    try {
      for (int i = 0; i < STREAMS; i++) {
        readers.add(open(one));
        assertEquals(200, readers.getLast().status());
      }
      readers.add(open(one));
      assertEquals(503, readers.getLast().status());
      assertTrue(Integer.parseInt(readers.getLast().header("Retry-After")) > 0);
    } finally {
      readers.forEach(EventReader::close);
    }
  }

  @Test
  @Order(3)
  @DisplayName("ends in order when the replica is told to stop, which it then does at once")
  void endsWithTheReplica() throws Exception {
    try (EventReader reader = open(other)) {
      reader.next("heartbeat", SOON);
      long begun = System.nanoTime();
      assertEquals(143, other.terminate());
      Duration took = Duration.ofNanos(System.nanoTime() - begun);

      reader.awaitEnd(SOON);
      // The framework would have waited five seconds for it.
      assertTrue(took.compareTo(Duration.ofSeconds(4)) < 0, took::toString);
    }
  }

  private static void revoke(String agent) throws Exception {
    JsonNode order =
        administrator.make(
            "/v1/revocations",
            """
            {"target": {"agent": "%s"}, "mode": "revoke", "reason": "test"}
            """
                .formatted(agent));
    assertEquals("revoked", order.get("state").asText());
  }

  private static EventReader open(AvowryProcess replica) throws Exception {
    URI uri = replica.uri("/revocations/stream");
    return EventReader.open(uri, Map.of());
  }

  /** A replica that has only just begun has not asked its database yet. */
  private static void awaitStream(AvowryProcess replica) throws Exception {
    Within.within(
        SOON,
        "a stream",
        () -> {
          try (EventReader reader = open(replica)) {
            return reader.status() == 200;
          }
        });
  }
}

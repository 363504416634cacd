package dev.avowry.revocation.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.SignedJWT;
import dev.avowry.revocation.Audience;
import dev.avowry.revocation.StreamEvent;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.EventReader;
import dev.avowry.testing.EventReader.Received;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.Expect;
import dev.avowry.testing.RawHttp;
import dev.avowry.testing.TestClient;
import io.quarkus.arc.Arc;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.vertx.core.buffer.Buffer;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /revocations/stream}: what comes, in which order, and who is let go. */
@AvowryTest
class StreamTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  @Nested
  class AReader {
    @Test
    @DisplayName("GET /revocations/stream → the whole list, then heartbeats, each of its own typ")
    void getsTheListAndThenHeartbeats() throws Exception {
      try (EventReader reader = stream(Map.of())) {
        assertEquals(200, reader.status());
        assertEquals("text/event-stream", reader.header("Content-Type"));
        assertEquals("no-store", reader.header("Cache-Control"));
        Received list = reader.next("list", SOON);
        long head = catchUp(reader, list);
        Received heartbeat = reader.next("heartbeat", SOON);

        assertEquals("revocations+jwt", typ(list));
        assertEquals("revocation-heartbeat+jwt", typ(heartbeat));
        assertEquals("", heartbeat.id());
        JsonPath claims = Api.claims(heartbeat.data());
        assertEquals(Api.ISSUER, claims.getString("iss"));
        assertEquals(list.id(), Long.toString(seq(list)));
        assertEquals(head, seq(heartbeat));
        Duration age = Duration.between(Instant.ofEpochMilli(claims.getLong("ms")), Instant.now());
        assertTrue(age.compareTo(SOON) < 0 && !age.isNegative(), age::toString);
        assertEquals(claims.getLong("iat"), claims.getLong("ms") / 1000);
        assertTrue(claims.getLong("exp") > claims.getLong("iat"));
      }
    }

    @Test
    @DisplayName("who comes a moment later → the same list, and what came since")
    void sharesAListThatIsAMomentOld() throws Exception {
      try (EventReader one = stream(Map.of())) {
        Received list = one.next("list", SOON);
        String id = revokeSomebody();
        try (EventReader other = stream(Map.of())) {
          Received again = other.next("list", SOON);
          long place = catchUp(other, again);
          assertEquals(head(), place);
          boolean shared = again.data().equals(list.data());
          assertTrue(shared || Api.claims(again.data()).getList("entries.id").contains(id));
        }
      }
    }

    @Test
    @DisplayName("entries come in order, each naming the one before it")
    void getsEntriesInOrder() throws Exception {
      try (EventReader reader = stream(Map.of())) {
        long head = catchUp(reader, reader.next("list", SOON));
        List<String> ids = List.of(revokeSomebody(), revokeSomebody(), revokeSomebody());
        for (String id : ids) {
          Received entry = reader.next("entry", SOON);
          JsonPath claims = Api.claims(entry.data());
          assertEquals("revocation-entry+jwt", typ(entry));
          assertEquals(Api.ISSUER, claims.getString("iss"));
          assertEquals(head, claims.getLong("prev"));
          head++;
          assertEquals(head, claims.getLong("seq"));
          assertEquals(Long.toString(head), entry.id());
          assertEquals(id, claims.getString("id"));
          assertTrue(claims.getLong("until") > claims.getLong("at"));
        }
      }
    }

    @Test
    @DisplayName("Last-Event-ID: its place → what it lacks and nothing else")
    void goesOnWhereItWas() throws Exception {
      long place = head();
      List<String> missed = List.of(revokeSomebody(), revokeSomebody());

      try (EventReader reader = stream(Map.of("Last-Event-ID", Long.toString(place)))) {
        for (String id : missed) {
          assertEquals(id, Api.claims(reader.next("entry", SOON).data()).getString("id"));
        }
        assertFalse(reader.comes("list", Duration.ofMillis(300)));
      }
    }

    @Test
    @DisplayName("Last-Event-ID: the head → nothing but heartbeats")
    void lacksNothing() throws Exception {
      revokeSomebody();
      try (EventReader reader = stream(Map.of("Last-Event-ID", Long.toString(head())))) {
        assertEquals(head(), seq(reader.next("heartbeat", SOON)));
      }
    }

    @ParameterizedTest(name = "Last-Event-ID: {0} → the whole list, no error")
    @ValueSource(
        strings = {"x", "-1", "1.5", "99999999999999999999", "999999999999", "0x1", "1,2", "é"})
    void getsAllForAPlaceThatIsNone(String place) throws Exception {
      try (EventReader reader = stream(Map.of("Last-Event-ID", place))) {
        assertEquals(200, reader.status());
        assertEquals(head(), catchUp(reader, reader.next("list", SOON)));
      }
    }

    @Test
    @DisplayName("two readers → the same signature")
    void sharesItsSignaturesWithOthers() throws Exception {
      try (EventReader one = stream(Map.of());
          EventReader other = stream(Map.of())) {
        catchUp(one, one.next("list", SOON));
        catchUp(other, other.next("list", SOON));
        revokeSomebody();

        String entry = one.next("entry", SOON).data();
        assertEquals(entry, other.next("entry", SOON).data());
        assertEquals(one.next("heartbeat", SOON).data(), other.next("heartbeat", SOON).data());
      }
    }

    @Test
    @DisplayName("who does not read is cut off; who reads beside it goes on")
    void isCutOffWhenTooSlow() throws Exception {
      double before = dropped();
      try (EventReader quick = stream(Map.of());
          Socket slow = slow()) {
        catchUp(quick, quick.next("list", SOON));
        Audience audience = Arc.container().instance(Audience.class).get();
        Eventually.within(
            Duration.ofSeconds(20),
            "the slow reader is dropped",
            () -> {
              audience.tell(noise());
              return dropped() > before;
            });
        assertTrue(slow.isConnected());
        String id = revokeSomebody();
        assertEquals(id, Api.claims(quick.next("entry", SOON).data()).getString("id"));
      }
      assertEquals(before + 1, dropped());
    }

    @Test
    @DisplayName("Prefer: wait=1 → the stream ends in order")
    void maySayHowLong() throws Exception {
      try (EventReader reader = stream(Map.of("Prefer", "wait=1"))) {
        reader.next("list", SOON);
        reader.awaitEnd(SOON);
      }
    }

    @Test
    @DisplayName("GET Accept: text/html → 406; POST → 405; HEAD → the headers alone")
    void isRefusedAnythingElse() {
      String path = "/revocations/stream";
      Expect.oauthError(406, "invalid_request", RestAssured.given().accept("text/html").get(path));
      Expect.oauthError(405, "invalid_request", RestAssured.post(path));
      RawHttp.Answer head = RawHttp.send("HEAD", path);
      assertEquals("", head.body());
      assertTrue(head.status() / 100 == 2, head::toString);
    }

    @Test
    @DisplayName("who has gone is counted no more")
    void isForgottenOnceGone() throws Exception {
      try (EventReader reader = stream(Map.of())) {
        reader.next("list", SOON);
        assertTrue(metric("avowry_revocation_streams ") >= 1);
      }
      Eventually.within(
          Duration.ofSeconds(10), "nobody reads", () -> metric("avowry_revocation_streams ") == 0);
    }
  }

  /** A list that others got a moment ago is followed by what came since. */
  private static long catchUp(EventReader reader, Received list) throws Exception {
    long place = Long.parseLong(list.id());
    while (place < head()) {
      place = Long.parseLong(reader.next("entry", SOON).id());
    }
    return place;
  }

  /** A connection that asks for the stream and takes hardly anything of it. */
  private static Socket slow() throws Exception {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(1024);
    socket.connect(new InetSocketAddress("localhost", RestAssured.port));
    socket
        .getOutputStream()
        .write(
            "GET /revocations/stream HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static StreamEvent noise() {
    return new StreamEvent(Buffer.buffer(": " + "x".repeat(500_000) + "\n\n"));
  }

  private static EventReader stream(Map<String, String> headers) throws Exception {
    return EventReader.open(
        URI.create("http://localhost:" + RestAssured.port + "/revocations/stream"), headers);
  }

  private static String typ(Received event) throws Exception {
    return SignedJWT.parse(event.data()).getHeader().getType().getType();
  }

  private static long seq(Received event) {
    return Api.claims(event.data()).getLong("seq");
  }

  private static long head() {
    return Api.claims(RestAssured.get("/revocations").asString()).getLong("seq");
  }

  private static double dropped() {
    return metric("avowry_revocation_streams_dropped_total ");
  }

  private static double metric(String name) {
    return RestAssured.get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .sum();
  }

  private static String revokeSomebody() {
    TestClient agent = Api.agent(Api.sponsor()).register();
    Api.order("revoke", "agent", agent.id()).then().statusCode(200);
    return agent.id();
  }
}

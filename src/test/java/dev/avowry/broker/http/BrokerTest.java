package dev.avowry.broker.http;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.Expect;
import dev.avowry.testing.FarServer;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestFactor;
import dev.avowry.testing.TestHuman;
import dev.avowry.testing.TestSecret;
import dev.avowry.testing.VaultRows;
import io.restassured.response.Response;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with a secret that the agent is not told: sent where it is bound, answered without. */
@AvowryTest
class BrokerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final List<String> USE = List.of("use");

  private final FarServer far = FarServer.start();
  private TestHuman sponsor;
  private TestClient agent;
  private String value;
  private TestSecret secret;

  @BeforeEach
  void begin() {
    sponsor = TestHuman.sponsor();
    agent = agent();
    value = "sk/" + UUID.randomUUID() + "+=";
    secret = bound(Map.of("as", "bearer", "field", "key"), Map.of());
  }

  @AfterEach
  void end() {
    far.close();
  }

  private TestClient agent() {
    return Api.agent(sponsor.id())
        .with("scopes", List.of("vault:use", "vault:read", "agents:spawn"))
        .register();
  }

  /** A secret that is bound to the far side. */
  private TestSecret bound(Map<String, Object> inject, Map<String, Object> more) {
    Map<String, Object> binding = new HashMap<>(TestSecret.binding(far.origin(), inject));
    binding.putAll(more);
    return TestSecret.keep(sponsor.as(), value, Map.of("bindings", List.of(binding)));
  }

  private void grant(Map<String, Object> more) {
    Map<String, Object> body = new HashMap<>(Map.of("uses", USE));
    body.putAll(more);
    secret.grant(sponsor.as(), agent.id(), body);
  }

  private static String token(TestClient asker) {
    return asker.ownToken("vault:use");
  }

  private static Response send(TestSecret what, String token, Map<String, Object> body) {
    return Api.as(token).body(body).post("/v1/vault/{id}/request", what.id());
  }

  private Response get(String path) {
    return send(secret, token(agent), Map.of("method", "GET", "url", far.origin() + path));
  }

  private static void isUnknown(Response answer) {
    Expect.problem(404, "not-found", answer);
  }

  private static List<Map<String, Object>> rows(String type, String asker) {
    return Api.admin()
        .get("/v1/audit/events?type=%s&agent=%s".formatted(type, asker))
        .then()
        .statusCode(200)
        .extract()
        .path("events");
  }

  @Nested
  class AnAgentWithAGrantToUse {
    @BeforeEach
    void may() {
      grant(Map.of());
    }

    @Test
    @DisplayName("POST /v1/vault/{id}/request → sent with the secret, answered without, not stored")
    void hasItSent() {
      far.does(
          came ->
              FarServer.Said.of(
                  201, Map.of("Content-Type", "application/json", "ETag", "\"1\""), "{\"id\":7}"));

      Response answer =
          send(
              secret,
              token(agent),
              Map.of(
                  "method",
                  "POST",
                  "url",
                  far.origin() + "/v1/things?a=b%20c",
                  "headers",
                  Map.of("Content-Type", "application/json", "X-Version", "2"),
                  "body",
                  "{\"name\":\"é\"}"));

      answer
          .then()
          .statusCode(200)
          .body("status", equalTo(201))
          .body("headers.etag", equalTo("\"1\""))
          .body("headers.content-type", equalTo("application/json"))
          .body("body", equalTo("{\"id\":7}"))
          .body("truncated", equalTo(false))
          .body("failure", nullValue());
      Expect.notStored(answer);
      FarServer.Came came = far.only();
      assertEquals("POST", came.method());
      assertEquals("/v1/things?a=b%20c", came.target());
      assertEquals("Bearer " + value, came.header("Authorization"));
      assertEquals("2", came.header("X-Version"));
      assertEquals("identity", came.header("Accept-Encoding"));
      assertEquals("{\"name\":\"é\"}", came.body());
    }

    @Test
    @DisplayName(
        "the use is on record before it leaves, its end after; the value and the query never")
    void isOnRecord() throws Exception {
      List<Long> byThen = new CopyOnWriteArrayList<>();
      far.does(
          came -> {
            byThen.add(VaultRows.recorded("secret_used", agent.id()));
            byThen.add(VaultRows.recorded("secret_answered", agent.id()));
            return FarServer.Said.of(403, Map.of(), value);
          });

      get("/v1/things?query=q-" + value.substring(3, 20)).then().statusCode(200);

      assertEquals(List.of(1L, 0L), byThen);
      assertEquals(1, VaultRows.recorded("secret_answered", agent.id()));
      Eventually.within(
          PATIENCE, "its end is on record", () -> rows("secret_answered", agent.id()).size() == 1);
      String used = rows("secret_used", agent.id()).toString();
      assertTrue(used.contains("purpose=request"), used);
      assertTrue(used.contains("origin=" + far.origin()), used);
      assertTrue(used.contains("method=GET") && used.contains("path=/v1/things"), used);
      assertFalse(used.contains("query"), used);
      String ended = rows("secret_answered", agent.id()).toString();
      assertTrue(ended.contains("status=403"), ended);
      assertEquals(List.of(), VaultRows.tablesWith(value));
      assertEquals(List.of(), VaultRows.tablesWith("q-" + value.substring(3, 20)));
    }

    @Test
    @DisplayName("sent in a header, as basic, in the query, in a body → there and nowhere else")
    void isPutWhereItIsSaid() {
      TestSecret header =
          bound(
              Map.of("as", "header", "name", "X-Key", "prefix", "Token ", "field", "key"),
              Map.of());
      TestSecret basic = bound(Map.of("as", "basic", "user_field", "key"), Map.of());
      TestSecret query = bound(Map.of("as", "query", "name", "key", "field", "key"), Map.of());
      TestSecret body =
          bound(
              Map.of(
                  "as",
                  "body",
                  "content_type",
                  "application/json",
                  "template",
                  "{\"grant\":\"x\",\"key\":\"{{key}}\"}"),
              Map.of());
      Map<String, Object> get = Map.of("method", "GET", "url", far.origin() + "/a?b=c");
      for (TestSecret each : List.of(header, basic, query, body)) {
        each.grant(sponsor.as(), agent.id(), Map.of("uses", USE));
      }

      send(header, token(agent), get).then().statusCode(200).body("status", equalTo(200));
      send(basic, token(agent), get).then().statusCode(200).body("status", equalTo(200));
      send(query, token(agent), get).then().statusCode(200).body("status", equalTo(200));
      send(body, token(agent), Map.of("method", "POST", "url", far.origin() + "/a"))
          .then()
          .statusCode(200)
          .body("status", equalTo(200));

      List<FarServer.Came> came = far.came();
      assertEquals("Token " + value, came.get(0).header("X-Key"));
      assertEquals(
          "Basic "
              + Base64.getEncoder().encodeToString((value + ":").getBytes(StandardCharsets.UTF_8)),
          came.get(1).header("Authorization"));
      assertEquals(
          "/a?b=c&key=" + URLEncoder.encode(value, StandardCharsets.UTF_8), came.get(2).target());
      assertEquals("", came.get(2).header("Authorization"));
      assertEquals("{\"grant\":\"x\",\"key\":\"" + value + "\"}", came.get(3).body());
      assertEquals("application/json", came.get(3).header("Content-Type"));
    }

    @Test
    @DisplayName("the far side repeats it in headers and body, in whatever form → removed")
    void isToldNoEcho() {
      String basic =
          Base64.getEncoder().encodeToString(("me:" + value).getBytes(StandardCharsets.UTF_8));
      String percent = URLEncoder.encode(value, StandardCharsets.UTF_8);
      String json = value.replace("/", "\\/");
      far.does(
          came ->
              FarServer.Said.of(
                  200,
                  Map.of(
                      "Location",
                      "https://elsewhere.example/?key=" + percent,
                      "X-Request-Id",
                      came.header("Authorization"),
                      "Set-Cookie",
                      "key=" + value),
                  "{\"a\":\"%s\",\"b\":\"%s\",\"c\":\"%s\",\"d\":\"%s\"}"
                      .formatted(came.header("Authorization"), basic, percent, json)));

      Response answer = get("/echo");

      answer
          .then()
          .statusCode(200)
          .body("headers.location", equalTo("https://elsewhere.example/?key=[redacted]"))
          .body("headers.x-request-id", equalTo("Bearer [redacted]"))
          .body("headers.set-cookie", nullValue())
          .body("body", not(containsString(value)))
          .body("body", containsString("\"a\":\"Bearer [redacted]\""))
          .body("body", containsString("\"c\":\"[redacted]\",\"d\":\"[redacted]\""));
      String all = answer.asString();
      assertFalse(all.contains(value.substring(3, 12)), all);
      assertFalse(all.contains(basic.substring(8, 20)), all);
    }

    @Test
    @DisplayName("what is no text → in base64, byte for byte")
    void isGivenBytes() {
      byte[] bytes = {0, 1, (byte) 0xff, (byte) 0xfe, 9};
      far.does(
          came ->
              new FarServer.Said(200, Map.of("Content-Type", "image/png"), Buffer.buffer(bytes)));

      Response answer = get("/picture");

      answer.then().statusCode(200).body("body", nullValue());
      assertArrayEquals(bytes, Base64.getDecoder().decode(answer.<String>path("body_base64")));
    }

    @Test
    @DisplayName("compressed though it was asked not to be → not passed on")
    void isGivenNothingThatCannotBeLookedThrough() throws Exception {
      ByteArrayOutputStream zipped = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
        gzip.write(value.getBytes(StandardCharsets.UTF_8));
      }
      far.does(
          came ->
              new FarServer.Said(
                  200, Map.of("Content-Encoding", "gzip"), Buffer.buffer(zipped.toByteArray())));

      get("/").then().statusCode(200).body("failure", equalTo("encoded")).body("body", nullValue());
    }

    @Test
    @DisplayName("a redirect to another host → told, not followed")
    void isNotSentElsewhere() {
      try (FarServer other = FarServer.start()) {
        far.does(
            came -> FarServer.Said.of(307, Map.of("Location", other.origin() + "/internal"), ""));

        get("/")
            .then()
            .statusCode(200)
            .body("status", equalTo(307))
            .body("headers.location", equalTo(other.origin() + "/internal"));

        assertEquals(List.of(), other.came());
      }
    }

    @Test
    @DisplayName("too large → cut off, also in the middle of an echo, and said so")
    void isGivenSoMuch() {
      int most = 262_144;
      String filling = "x".repeat(most - 10);
      far.does(came -> FarServer.Said.text(filling + value + "y".repeat(1_000_000)));

      Response answer = get("/much");

      answer.then().statusCode(200).body("truncated", equalTo(true));
      assertEquals(filling + "[redacted]", answer.<String>path("body"));
    }

    @Test
    @DisplayName("too slow, for the lease of three seconds → a failure that says what is not known")
    void isNotKeptWaiting() throws Exception {
      CountDownLatch over = new CountDownLatch(1);
      TestSecret slow = bound(Map.of("as", "bearer", "field", "key"), Map.of());
      slow.grant(sponsor.as(), agent.id(), Map.of("uses", USE, "lease", 3));
      far.does(
          came -> {
            over.await(30, TimeUnit.SECONDS);
            return FarServer.Said.text("late");
          });

      send(slow, token(agent), Map.of("method", "GET", "url", far.origin() + "/"))
          .then()
          .statusCode(200)
          .body("failure", equalTo("too_slow"))
          .body("detail", containsString("may have been done"))
          .body("status", nullValue());
      over.countDown();
    }

    @Test
    @DisplayName("nobody there, or a name of nobody → one and the same failure, on record (A-090)")
    void isToldNothingOfNetworks() throws Exception {
      String closed;
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        closed = "http://127.0.0.1:" + socket.getLocalPort();
      }
      String nobody = "https://nobody.invalid";
      TestSecret lost =
          TestSecret.keep(
              sponsor.as(),
              value,
              Map.of(
                  "bindings",
                  List.of(
                      TestSecret.binding(closed, Map.of("as", "bearer", "field", "key")),
                      TestSecret.binding(nobody, Map.of("as", "bearer", "field", "key")),
                      TestSecret.binding(
                          "https://localhost", Map.of("as", "bearer", "field", "key")))));
      lost.grant(sponsor.as(), agent.id(), Map.of("uses", USE));

      List<String> answers =
          List.of(closed, nobody, "https://localhost").stream()
              .map(origin -> send(lost, token(agent), Map.of("method", "GET", "url", origin)))
              .map(answer -> answer.then().statusCode(200).extract().asString())
              .distinct()
              .toList();

      assertEquals(1, answers.size(), answers::toString);
      assertTrue(answers.getFirst().contains("\"failure\":\"unreachable\""), answers::toString);
      Eventually.within(
          PATIENCE,
          "all three are on record",
          () -> rows("secret_answered", agent.id()).size() == 3);
      assertTrue(rows("secret_answered", agent.id()).toString().contains("failure=unreachable"));
    }

    @Test
    @DisplayName("what breaks off, and what is no HTTP → broken_off; in no log what it said")
    void isToldThatItBrokeOff() throws Exception {
      List<String> logged = new CopyOnWriteArrayList<>();
      Handler log = logging(logged);
      try (ServerSocket odd = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
          var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Logger.getLogger("").addHandler(log);
        List<String> says =
            List.of(
                "Bearer/" + value + " 200 OK\r\n\r\n",
                "HTTP/1.1 %s no\r\n\r\n".formatted(value),
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + value);
        threads.execute(() -> says.forEach(text -> answer(odd, text)));
        String origin = "http://127.0.0.1:" + odd.getLocalPort();
        TestSecret there = TestSecret.keep(sponsor.as(), value, TestSecret.boundTo(origin));
        there.grant(sponsor.as(), agent.id(), Map.of("uses", USE));

        for (int i = 0; i < says.size(); i++) {
          send(there, token(agent), Map.of("method", "GET", "url", origin))
              .then()
              .statusCode(200)
              .body("failure", equalTo("broken_off"))
              .body("body", nullValue());
        }
      } finally {
        Logger.getLogger("").removeHandler(log);
      }
      String lower = value.toLowerCase(Locale.ROOT);
      assertEquals(List.of(), logged.stream().filter(line -> line.contains(lower)).toList());
    }

    private static void answer(ServerSocket server, String says) {
      try (var socket = server.accept()) {
        socket.getInputStream().read();
        socket.getOutputStream().write(says.getBytes(StandardCharsets.US_ASCII));
      } catch (IOException gone) {
        throw new UncheckedIOException(gone);
      }
    }

    private static Handler logging(List<String> lines) {
      return new Handler() {
        @Override
        public void publish(LogRecord line) {
          lines.add((line.getMessage() + ' ' + line.getThrown()).toLowerCase(Locale.ROOT));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://evil.example/",
          "https://api.example.evil.example/",
          "https://localhost/",
          "http://localhost:1/"
        })
    @DisplayName("to another host → 403 on record, nothing is sent")
    void isSentNowhereElse(String url) throws Exception {
      Expect.problem(
          403, "forbidden", send(secret, token(agent), Map.of("method", "GET", "url", url)));

      assertEquals(List.of(), far.came());
      Eventually.within(
          PATIENCE, "on record", () -> rows("secret_refused", agent.id()).size() == 1);
      assertEquals(List.of(), rows("secret_used", agent.id()));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "http://10.0.0.1/",
          "https://10.0.0.1/",
          "https://169.254.169.254/latest/meta-data",
          "https://[::1]/",
          "https://2130706433/",
          "file:///etc/passwd",
          "https://user:password@api.example/",
          "https://api.example/../x",
          "https://api.example/%2e%2e/x",
          "https://api.example/a%2fb",
          "https://api.example/a\r\nX-A: b",
          "https://api.example/#x",
          "not a url"
        })
    @DisplayName("to what nobody may be sent to, or could be read in two ways → 400 (A-090, A-110)")
    void isNotReadInTwoWays(String url) {
      Response answer =
          Expect.problem(
              400,
              "invalid-request",
              send(secret, token(agent), Map.of("method", "GET", "url", url)));
      assertFalse(answer.asString().contains(value));
    }

    @Test
    @DisplayName("below the path and by the methods that it is bound to, and no others")
    void staysBelowThePath() {
      TestSecret narrow =
          bound(
              Map.of("as", "bearer", "field", "key"),
              Map.of("path", "/v1/things", "methods", List.of("GET")));
      narrow.grant(sponsor.as(), agent.id(), Map.of("uses", USE));
      Map<String, Object> below = Map.of("method", "GET", "url", far.origin() + "/v1/things/7");

      send(narrow, token(agent), below).then().statusCode(200).body("status", equalTo(200));
      for (String path : List.of("/", "/v1", "/v1/things2", "/v1/Things", "/v2/v1/things")) {
        Expect.problem(
            403,
            "forbidden",
            send(narrow, token(agent), Map.of("method", "GET", "url", far.origin() + path)));
      }
      Expect.problem(
          403,
          "forbidden",
          send(
              narrow,
              token(agent),
              Map.of("method", "DELETE", "url", far.origin() + "/v1/things/7")));
      assertEquals(1, far.came().size());
    }

    @Test
    @DisplayName(
        "headers that are not the agent's to give, in its place too → 400, nothing is sent")
    void givesNoHeaderOfOurs() {
      for (String name :
          List.of("Authorization", "authorization", "Host", "Cookie", "Content-Length", "Range")) {
        Expect.problem(
            400,
            "invalid-request",
            send(
                secret,
                token(agent),
                Map.of(
                    "method", "GET", "url", far.origin() + "/", "headers", Map.of(name, "mine"))));
      }
      Expect.problem(
          400,
          "invalid-request",
          send(
              secret,
              token(agent),
              Map.of(
                  "method",
                  "GET",
                  "url",
                  far.origin() + "/",
                  "headers",
                  Map.of("X-A", "b\r\nHost: c"))));
      assertEquals(List.of(), far.came());
    }

    @Test
    @DisplayName("POST …/read → 404: to use includes not to read")
    void doesNotReadIt() {
      isUnknown(secret.read(agent.ownToken("vault:read")));
    }

    @Test
    @DisplayName("the agent is stopped while the far side thinks → 401, the answer is nobody's")
    void isNotAnsweredOnceStopped() throws Exception {
      String answer = stoppedMeanwhile(() -> Api.order("suspend", "agent", agent.id()), 401);

      assertFalse(answer.contains("seven swans"), answer);
      assertEquals(1, far.came().size());
      assertEquals(1, VaultRows.recorded("secret_used", agent.id()));
      assertEquals(0, VaultRows.recorded("secret_answered", agent.id()));
    }

    @Test
    @DisplayName("the secret is stopped while the far side thinks → 404, the answer is nobody's")
    void isNotAnsweredOnceTaken() throws Exception {
      String answer = stoppedMeanwhile(() -> Api.order("suspend", "node", secret.id()), 404);

      assertFalse(answer.contains("seven swans"), answer);
      assertEquals(1, far.came().size());
    }

    private String stoppedMeanwhile(Runnable stop, int status) throws Exception {
      CountDownLatch stopped = new CountDownLatch(1);
      far.does(
          came -> {
            stopped.await(30, TimeUnit.SECONDS);
            return FarServer.Said.text("seven swans");
          });
      String token = token(agent);
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<Response> asking =
            threads.submit(
                () -> send(secret, token, Map.of("method", "GET", "url", far.origin() + "/")));
        Eventually.within(PATIENCE, "it is under way", () -> far.came().size() == 1);
        stop.run();
        stopped.countDown();
        return asking.get().then().statusCode(status).extract().asString();
      }
    }

    @Test
    @DisplayName("a sub-agent → only by a grant for all below")
    void handsNothingOn() {
      TestClient child =
          NewTestAgent.subAgent()
              .with("scopes", List.of("vault:use"))
              .register(agent.ownToken("agents:spawn"));
      Map<String, Object> request = Map.of("method", "GET", "url", far.origin() + "/");

      isUnknown(send(secret, token(child), request));
      secret.grant(sponsor.as(), agent.id(), Map.of("uses", USE, "subtree", true));
      send(secret, token(child), request).then().statusCode(200).body("status", equalTo(200));
    }
  }

  @Nested
  class AnAgent {
    private Map<String, Object> request() {
      return Map.of("method", "GET", "url", far.origin() + "/");
    }

    @Test
    @DisplayName("without a grant, by one to read, of none, of a removed one → one 404 (A-140)")
    void isToldNothing() {
      String token = token(agent);
      TestSecret readable = bound(Map.of("as", "bearer", "field", "key"), Map.of());
      readable.grant(sponsor.as(), agent.id());
      TestSecret removed = bound(Map.of("as", "bearer", "field", "key"), Map.of());
      removed.grant(sponsor.as(), agent.id(), Map.of("uses", USE));
      sponsor.as().delete("/v1/vault/{id}", removed.id()).then().statusCode(204);

      for (TestSecret each : List.of(secret, readable, removed, new TestSecret(agent.id()))) {
        isUnknown(send(each, token, request()));
      }
      assertEquals(List.of(), far.came());
    }

    @Test
    @DisplayName("without the scope → 403, whatever was granted; an administrator too")
    void needsTheScope() {
      grant(Map.of("uses", List.of("use", "read")));

      Expect.problem(
          403, "insufficient-scope", send(secret, agent.ownToken("vault:read"), request()));
      Expect.problem(403, "insufficient-scope", send(secret, Api.adminToken(), request()));
    }

    @Test
    @DisplayName("of a secret that is bound to nothing → 403; of a seed → 409")
    void sendsWhatIsBound() {
      TestSecret unbound = TestSecret.keep(sponsor.as(), value);
      unbound.grant(sponsor.as(), agent.id(), Map.of("uses", USE));
      TestFactor factor = TestFactor.keep(sponsor.as(), TestFactor.hotp());
      factor.grant(sponsor.as(), agent.id());

      Expect.problem(403, "forbidden", send(unbound, token(agent), request()));
      Expect.problem(409, "conflict", send(factor.secret(), token(agent), request()));
    }

    @Test
    @DisplayName("16 at once by a grant of three → three are sent, and no more ever")
    void hasItSentAsOftenAsItMay() throws Exception {
      grant(Map.of("count", 3));
      String token = token(agent);

      List<Integer> statuses = AtOnce.run(16, () -> send(secret, token, request()).statusCode());

      assertEquals(
          3, statuses.stream().filter(status -> status == 200).count(), statuses::toString);
      assertEquals(3, far.came().size());
      Expect.problem(409, "conflict", send(secret, token, request()));
    }

    @Test
    @DisplayName("before not_before → 404; after the secret's own end → 409")
    void hasItSentInItsTime() {
      grant(Map.of("not_before", Instant.now().plus(Duration.ofHours(1)).toString()));
      isUnknown(send(secret, token(agent), request()));

      grant(Map.of());
      sponsor
          .as()
          .body(Map.of("name", "over", "expires_at", Instant.now().minusSeconds(1).toString()))
          .put("/v1/vault/{id}", secret.id())
          .then()
          .statusCode(200);
      Expect.problem(409, "conflict", send(secret, token(agent), request()));
      assertEquals(List.of(), far.came());
    }

    @Test
    @DisplayName(
        "a row that somebody at the database bound elsewhere → not opened, nothing is sent")
    void isNotMisledByTheDatabase() {
      try (FarServer evil = FarServer.start()) {
        grant(Map.of());

        VaultRows.bind(secret.id(), far.origin(), evil.origin());

        send(secret, token(agent), Map.of("method", "GET", "url", evil.origin() + "/"))
            .then()
            .statusCode(500);
        assertEquals(List.of(), evil.came());
        VaultRows.bind(secret.id(), evil.origin(), far.origin());
      }
    }
  }
}

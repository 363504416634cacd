package dev.avowry.mcp.http;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.ECKey;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.EventReader;
import dev.avowry.testing.Expect;
import dev.avowry.testing.RawHttp;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestMcp;
import dev.avowry.testing.TestProof;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets to the tools, from where, in whose session, and with what. */
@AvowryTest
class DoorTest {
  private static final String METADATA = Api.ISSUER + "/.well-known/oauth-protected-resource/mcp";
  private static final Map<String, Object> PING = TestMcp.message("ping", Map.of());

  private TestClient agent;
  private String token;

  @BeforeEach
  void register() {
    agent = Api.agent(Api.sponsor()).register();
    token = TestMcp.token(agent, "read");
  }

  private static Response ping(String token) {
    return TestMcp.as(token).body(PING).post("/mcp");
  }

  private static Response ping(String token, String session) {
    return TestMcp.as(token).header("Mcp-Session-Id", session).body(PING).post("/mcp");
  }

  private static EventReader listen(String token, String session) throws Exception {
    return EventReader.open(
        URI.create("http://localhost:" + RestAssured.port + "/mcp"),
        Map.of("Authorization", "Bearer " + token, "Mcp-Session-Id", session));
  }

  @Nested
  class Tokens {
    @Test
    @DisplayName("no token → 401 that leads to the metadata of /mcp, RFC 9728 §5.1")
    void none() {
      Response answer = TestMcp.anonymous().body(PING).post("/mcp");
      Expect.oauthError(401, "invalid_token", answer);
      String challenge = answer.header("WWW-Authenticate");
      assertTrue(
          challenge.startsWith("Bearer ")
              && challenge.contains("resource_metadata=\"" + METADATA + '"'),
          challenge);
    }

    @Test
    @DisplayName("the metadata names exactly the address that was called, RFC 9728 §3.3")
    void metadata() {
      RestAssured.get("/.well-known/oauth-protected-resource/mcp")
          .then()
          .statusCode(200)
          .body("resource", equalTo(TestMcp.RESOURCE))
          .body("authorization_servers", equalTo(List.of(Api.ISSUER)))
          .body("bearer_methods_supported", equalTo(List.of("header")));
    }

    @ParameterizedTest(name = "Authorization: {0} → 401")
    @ValueSource(strings = {"Bearer x", "Bearer", "Basic eDp5", "Bearer a.b.c"})
    void bad(String header) {
      Expect.oauthError(
          401,
          "invalid_token",
          TestMcp.anonymous().header("Authorization", header).body(PING).post("/mcp"));
    }

    @Test
    @DisplayName("a token for the API, or for somebody else → 401; one for the tools is none there")
    void ofAnotherAudience() {
      Expect.oauthError(401, "invalid_token", ping(agent.ownToken("read")));
      Expect.oauthError(401, "invalid_token", ping(agent.token("read", Api.ORDERS)));
      assertEquals(200, ping(token).statusCode());
      Expect.problem(401, "invalid-token", Api.as(token).get("/v1/me"));
    }

    @Test
    @DisplayName(
        "in the query or the body → 401: a token is in its header (MCP, Access Token Usage)")
    void elsewhere() {
      Expect.oauthError(
          401,
          "invalid_token",
          TestMcp.anonymous().body(PING).post("/mcp?access_token={t}", token));
    }

    @Test
    @DisplayName("of an agent that was revoked → 401 at the next call")
    void ofTheDead() {
      assertEquals(200, ping(token).statusCode());
      Api.order("revoke", "agent", agent.id()).then().statusCode(200);
      Expect.oauthError(401, "invalid_token", ping(token));
    }

    @Test
    @DisplayName("bound to a key → a proof for /mcp at each request, used once (A-043)")
    void boundToAKey() {
      ECKey key = TestClient.newKey();
      String bound =
          agent
              .clientCredentials(
                  Map.of("scope", "read", "resource", TestMcp.RESOURCE),
                  TestProof.ofTokenRequest(key).sign())
              .then()
              .statusCode(200)
              .extract()
              .path("access_token");
      String proof = TestProof.of(key, "POST", "/mcp").with(bound).sign();

      assertEquals(200, proven(bound, proof).statusCode());
      Expect.oauthError(401, "invalid_dpop_proof", proven(bound, proof));
      Expect.oauthError(
          401,
          "invalid_dpop_proof",
          proven(bound, TestProof.of(key, "POST", "/v1/me").with(bound).sign()));
      Expect.oauthError(401, "invalid_token", ping(bound));
    }

    private Response proven(String bound, String proof) {
      return TestMcp.anonymous()
          .header("Authorization", "DPoP " + bound)
          .header("DPoP", proof)
          .body(PING)
          .post("/mcp");
    }
  }

  @Nested
  class SessionsOfCallers {
    @Test
    @DisplayName("initialize → an id; it is good for the caller with any token of theirs")
    void isOnesOwn() {
      String session = TestMcp.session(token);
      assertTrue(session.matches("[\\x21-\\x7e]{40,200}"), session);
      assertEquals(200, ping(token, session).statusCode());
      assertEquals(200, ping(TestMcp.token(agent, "read"), session).statusCode());
      assertNotEquals(session, TestMcp.session(token));
    }

    @Test
    @DisplayName("shown by somebody else, or changed by a letter → 404 (A-180)")
    void isNobodyElses() {
      String session = TestMcp.session(token);
      String other = TestMcp.token(Api.agent(Api.sponsor()).register(), "read");
      Expect.oauthError(404, "invalid_request", ping(other, session));
      for (int i : new int[] {0, 20, session.length() - 2}) {
        char letter = session.charAt(i) == 'A' ? 'B' : 'A';
        String changed = session.substring(0, i) + letter + session.substring(i + 1);
        Expect.oauthError(404, "invalid_request", ping(token, changed));
      }
      Expect.oauthError(404, "invalid_request", ping(token, "x"));
    }

    @Test
    @DisplayName("another's stream can neither be read nor ended")
    void isClosedToOthers() throws Exception {
      String session = TestMcp.session(token);
      String other = TestMcp.token(Api.agent(Api.sponsor()).register(), "read");
      try (EventReader reader = listen(other, session)) {
        assertEquals(404, reader.status());
      }
      TestMcp.as(other).header("Mcp-Session-Id", session).delete("/mcp").then().statusCode(404);
      assertEquals(200, ping(token, session).statusCode());
    }

    @Test
    @DisplayName("DELETE → the stream ends, and the id is none any more")
    void isEnded() throws Exception {
      String session = TestMcp.session(token);
      try (EventReader reader = listen(token, session)) {
        assertEquals(200, reader.status());
        TestMcp.as(token).header("Mcp-Session-Id", session).delete("/mcp").then().statusCode(200);
        reader.awaitEnd(Duration.ofSeconds(10));
      }
      Expect.oauthError(404, "invalid_request", ping(token, session));
    }

    @ParameterizedTest(name = "{0} of the agent → its stream ends, its next call is refused")
    @ValueSource(strings = {"revoke", "suspend"})
    void endsWithItsAgent(String mode) throws Exception {
      String session = TestMcp.session(token);
      try (EventReader reader = listen(token, session)) {
        assertEquals(200, reader.status());
        Api.order(mode, "agent", agent.id()).then().statusCode(200);
        reader.awaitEnd(Duration.ofSeconds(5));
      }
      Expect.oauthError(401, "invalid_token", ping(token, session));
    }

    @Test
    @DisplayName("of who was suspended and resumed → over, though their new token is good")
    void doesNotComeBack() throws Exception {
      String session = TestMcp.session(token);
      Api.order("suspend", "agent", agent.id()).then().statusCode(200);
      Api.order("resume", "agent", agent.id()).then().statusCode(200);
      String next = TestMcp.token(agent, "read");
      Expect.oauthError(404, "invalid_request", ping(next, session));
      assertEquals(200, ping(next).statusCode());
    }

    @Test
    @DisplayName(
        "a revoked token ends the stream that was asked for by it, and leaves other tokens")
    void endsWithItsToken() throws Exception {
      String session = TestMcp.session(TestMcp.token(agent, "read"));
      try (EventReader reader = listen(token, session)) {
        assertEquals(200, reader.status());
        agent.form().formParam("token", token).post("/revoke").then().statusCode(200);
        reader.awaitEnd(Duration.ofSeconds(5));
      }
      assertEquals(200, ping(TestMcp.token(agent, "read"), session).statusCode());
    }

    @Test
    @DisplayName("the 17th of one caller → the one that was used least lately is over")
    void areBounded() {
      String first = TestMcp.session(token);
      for (int i = 0; i < 16; i++) {
        TestMcp.session(token);
      }
      Expect.oauthError(404, "invalid_request", ping(token, first));
    }

    @Test
    @DisplayName("GET without a session → 405: there is nothing to listen to")
    void needsOneToListen() {
      TestMcp.as(token).get("/mcp").then().statusCode(405).header("Allow", containsString("POST"));
    }
  }

  @Nested
  class Pages {
    @ParameterizedTest(name = "Origin: {0} → 403 before anything is looked at (A-180)")
    @ValueSource(
        strings = {
          "http://evil.example",
          "null",
          "http://localhost.evil.example",
          "http://127.0.0.1:9999"
        })
    void ofOthers(String origin) {
      Response answer = TestMcp.as(token).header("Origin", origin).body(PING).post("/mcp");
      assertEquals(403, answer.statusCode());
      assertNull(answer.header("Access-Control-Allow-Origin"));
      Response before = TestMcp.anonymous().header("Origin", origin).options("/mcp");
      assertEquals(403, before.statusCode());
    }

    @ParameterizedTest(name = "{0}: before and at the call → let in, without cookies")
    @ValueSource(strings = {Api.ISSUER, TestMcp.INSPECTOR})
    void ofOurs(String origin) {
      for (Response answer :
          List.of(
              TestMcp.anonymous().header("Origin", origin).options("/mcp"),
              TestMcp.as(token).header("Origin", origin).body(PING).post("/mcp"))) {
        assertTrue(answer.statusCode() < 300, answer.asString());
        assertEquals(origin, answer.header("Access-Control-Allow-Origin"));
        assertNull(answer.header("Access-Control-Allow-Credentials"));
      }
    }
  }

  @Nested
  class Forms {
    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
        delimiter = '|',
        value = {
          "{ | 400 | -32700",
          "[] | 400 | -32600",
          "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}] | 400 | -32600",
          "7 | 400 | -32600",
          "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"} | 400 | -32600",
          "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"} | 400 | -32600",
          "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"} | 400 | -32600",
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7} | 400 | -32600",
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"x\",\"arguments\":{\"a\":[null]}}} | 400 | -32600",
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}} | 400 | -32600",
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"ping\"} | 400 | -32700",
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"} x | 400 | -32700",
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/list\"} | 200 | -32601",
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"} | 200 | -32602",
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":[]} | 200 | -32602",
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"identity.whoami\",\"arguments\":[]}} | 200 | -32602",
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{\"cursor\":\"x\"}} | 200 | -32602",
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}} | 200 | -32602",
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"logging/setLevel\",\"params\":{\"level\":\"x\"}} | 200 | -32602"
        })
    void thatAreNone(String body, int status, int code) {
      Response answer = TestMcp.as(token).body(body).post("/mcp");
      assertEquals(status, answer.statusCode(), answer.asString());
      assertEquals(code, answer.<Integer>path("error.code"), answer.asString());
      assertFalse(answer.asString().contains("Exception"), answer.asString());
    }

    @Test
    @DisplayName("deep, and not ended → -32700, and nothing falls over (A-125)")
    void bombs() {
      String deep = "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000);
      assertEquals(400, TestMcp.as(token).body(deep).post("/mcp").statusCode());
      assertEquals(200, ping(token).statusCode());
    }

    @Test
    @DisplayName("longer than 64 KiB, announced or not → 413")
    void tooLong() {
      byte[] long64 = (" ".repeat(70_000) + "{}").getBytes(StandardCharsets.UTF_8);
      assertEquals(413, TestMcp.as(token).body(long64).post("/mcp").statusCode());
      String chunked =
          Integer.toHexString(long64.length)
              + "\r\n"
              + new String(long64, StandardCharsets.UTF_8)
              + "\r\n0\r\n\r\n";
      String answer =
          RawHttp.raw(
              "POST",
              "/mcp",
              List.of(
                  "Connection: close",
                  "Authorization: Bearer " + token,
                  "Content-Type: application/json",
                  "Accept: application/json, text/event-stream",
                  "Transfer-Encoding: chunked"),
              chunked.getBytes(StandardCharsets.UTF_8));
      assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
    }

    @Test
    @DisplayName("another media type, Accept without streams, another version → 415, 406, 400")
    void ofHttp() {
      assertEquals(
          415, TestMcp.as(token).contentType("text/plain").body("{}").post("/mcp").statusCode());
      assertEquals(
          406, TestMcp.as(token).accept("application/json").body(PING).post("/mcp").statusCode());
      assertEquals(
          400,
          TestMcp.as(token)
              .header("MCP-Protocol-Version", "1999-01-01")
              .body(PING)
              .post("/mcp")
              .statusCode());
      assertEquals(405, TestMcp.as(token).body(PING).put("/mcp").statusCode());
    }

    @Test
    @DisplayName("a notification → 202, whatever it tells of")
    void notifications() {
      for (String method : List.of("notifications/initialized", "notifications/x")) {
        TestMcp.as(token)
            .body(Map.of("jsonrpc", "2.0", "method", method))
            .post("/mcp")
            .then()
            .statusCode(202);
      }
    }

    @ParameterizedTest(name = "{0} → 400 (A-110)")
    @ValueSource(strings = {"/mcp;x=1", "//mcp", "/./mcp", "/mcp/..;/mcp", "/mcp%2f", "/x/../mcp"})
    void oddPaths(String path) {
      assertEquals(400, RawHttp.send("POST", path).status());
    }

    @ParameterizedTest(name = "{0} → 404: the transport of 2024-11-05 is not served")
    @ValueSource(strings = {"/mcp/", "/mcp/sse", "/mcp/messages/x", "/mcp/x"})
    void pathsBelow(String path) {
      for (String method : List.of("GET", "POST")) {
        RawHttp.Answer answer =
            RawHttp.send(method, path, Map.of("Authorization", "Bearer " + token), new byte[0]);
        assertEquals(404, answer.status(), method);
      }
    }
  }

  @Test
  @DisplayName("initialize → the version that was asked for, tools, and what to do first")
  void introduces() {
    TestMcp.as(token)
        .body(TestMcp.initialize())
        .post("/mcp")
        .then()
        .statusCode(200)
        .body("result.protocolVersion", equalTo("2025-11-25"))
        .body("result.serverInfo.name", equalTo("avowry"))
        .body("result.instructions", startsWith("Avowry knows who you are"))
        .body("result.capabilities.tools.size()", equalTo(1));
  }
}

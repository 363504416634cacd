package dev.avowry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.jwk.ECKey;
import dev.avowry.testing.EventReader;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestMcp;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tools behind a balancer that leads each request to another replica. */
class McpAtReplicasIT {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String SESSION = "Mcp-Session-Id";

  private static TwoReplicas pair;
  private static String admin;

  @BeforeAll
  static void start() throws Exception {
    pair = TwoReplicas.start("mcp-pair");
    admin = token(pair.administrator(), "admin", TestMcp.RESOURCE.replace("/mcp", ""));
  }

  @AfterAll
  static void stop() throws Exception {
    pair.close();
  }

  @Test
  @DisplayName("a session of one replica → its caller, and nobody else, goes on at the other")
  void goesOn() {
    TestClient agent = agent();
    String token = tools(agent);
    String session = pair.one().call(token, TestMcp.initialize(), Map.of()).header(SESSION);
    String changed = (session.startsWith("A") ? "B" : "A") + session.substring(1);

    assertEquals(
        agent.id(),
        whoami(pair.two(), token, session)
            .require(200)
            .json()
            .getString("result.structuredContent.agent"));
    whoami(pair.two(), tools(agent()), session).require(404);
    whoami(pair.two(), token, changed).require(404);
  }

  @Test
  @DisplayName("a stop at one replica → the stream at the other ends, and so do its calls")
  void ends() throws Exception {
    TestClient agent = agent();
    String token = tools(agent);
    String session = pair.one().call(token, TestMcp.initialize(), Map.of()).header(SESSION);
    try (EventReader stream =
        EventReader.open(
            pair.one().base().resolve("/mcp"),
            Map.of("Authorization", "Bearer " + token, SESSION, session))) {
      assertEquals(200, stream.status());

      JsonObject order =
          new JsonObject()
              .put("target", new JsonObject().put("agent", agent.id()))
              .put("mode", "revoke")
              .put("reason", "test");
      pair.two().post("/v1/revocations", admin, order.encode()).require(200);

      stream.awaitEnd(SOON);
      whoami(pair.one(), token, session).require(401);
      whoami(pair.two(), token, session).require(401);
    }
  }

  private static Replica.Answer whoami(Replica replica, String token, String session) {
    return replica.call(
        token,
        TestMcp.message("tools/call", Map.of("name", "identity.whoami", "arguments", Map.of())),
        Map.of(SESSION, session));
  }

  private static TestClient agent() {
    String sponsor =
        made("/v1/sponsors", new JsonObject().put("name", "Ada").put("email", "ada@example.com"));
    ECKey key = TestClient.newKey();
    JsonObject body =
        new JsonObject()
            .put("name", "calls")
            .put("kind", "ai_agent")
            .put("purpose", "calls")
            .put("sponsor", sponsor)
            .put("scopes", new JsonArray().add("read"))
            .put("jwks", Replica.keys(key));
    return new TestClient(made("/v1/agents", body), key);
  }

  private static String made(String path, JsonObject body) {
    return pair.one().post(path, admin, body.encode()).require(201).json().getString("id");
  }

  private static String tools(TestClient agent) {
    return token(agent, "read", TestMcp.RESOURCE);
  }

  private static String token(TestClient client, String scope, String resource) {
    return pair.one()
        .form(
            "/token",
            client,
            Map.of("grant_type", "client_credentials", "scope", scope, "resource", resource))
        .require(200)
        .json()
        .getString("access_token");
  }
}

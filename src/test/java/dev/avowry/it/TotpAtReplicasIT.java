package dev.avowry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestFactor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A code is given once, at whichever replica. */
class TotpAtReplicasIT {
  private static final int ROUNDS = 8;
  private static final int ASKERS = 24;
  private static final int COUNTED = 40;

  private static TwoReplicas pair;
  private static String admin;
  private static TestClient agent;
  private static String token;

  @BeforeAll
  static void start() throws Exception {
    pair = TwoReplicas.start("totp", Map.of("AVOWRY_TOTP_CODES_PER_MINUTE", "100000"));
    admin = token(pair.administrator(), "admin");
    agent = agent();
    token = token(agent, "totp:code");
  }

  @AfterAll
  static void stop() throws Exception {
    pair.close();
  }

  @Test
  @DisplayName("one step, asked for at both replicas at once → one code (A-142)")
  void givesAStepOnce() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String factor = factor(TestFactor.calm());

      List<Integer> statuses =
          ask(factor, ASKERS).stream().map(Replica.Answer::status).sorted().toList();

      assertEquals(1, statuses.stream().filter(status -> status == 200).count(), "" + statuses);
      assertEquals(
          ASKERS - 1, statuses.stream().filter(status -> status == 409).count(), "" + statuses);
    }
  }

  @Test
  @DisplayName("a counter, asked for at both replicas at once → every code once, from the first")
  void countsOnce() throws Exception {
    String factor = factor(TestFactor.hotp());

    List<String> codes =
        ask(factor, COUNTED).stream()
            .map(answer -> answer.require(200).json().getString("code"))
            .toList();

    assertEquals(COUNTED, new HashSet<>(codes).size(), codes::toString);
    assertTrue(codes.containsAll(TestFactor.COUNTED), codes::toString);
  }

  private static List<Replica.Answer> ask(String factor, int times) throws Exception {
    AtomicInteger turn = new AtomicInteger();
    return AtOnce.run(
        times,
        () ->
            pair.replica(turn.getAndIncrement() % 2)
                .post("/v1/totp/%s/code".formatted(factor), token, "{}"));
  }

  private static String factor(String uri) {
    String id = made(pair.one(), "/v1/totp", new JsonObject().put("name", "raced").put("uri", uri));
    made(
        pair.two(),
        "/v1/vault/%s/grants".formatted(id),
        new JsonObject().put("holder", agent.id()).put("uses", new JsonArray().add("use")));
    return id;
  }

  private static TestClient agent() {
    String sponsor =
        made(
            pair.one(),
            "/v1/sponsors",
            new JsonObject().put("name", "Ada").put("email", "ada@example.com"));
    var key = TestClient.newKey();
    JsonObject body =
        new JsonObject()
            .put("name", "races")
            .put("kind", "ai_agent")
            .put("purpose", "races")
            .put("sponsor", sponsor)
            .put("scopes", new JsonArray().add("totp:code"))
            .put("jwks", Replica.keys(key));
    return new TestClient(made(pair.one(), "/v1/agents", body), key);
  }

  private static String made(Replica replica, String path, JsonObject body) {
    return replica.post(path, admin, body.encode()).require(201).json().getString("id");
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

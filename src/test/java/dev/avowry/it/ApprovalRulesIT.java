package dev.avowry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.TestClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A rule that is made at one replica holds at the other when it is answered. */
class ApprovalRulesIT {
  private static final int ROUNDS = 12;
  private static final int MINTERS = 6;

  private static TwoReplicas pair;
  private static String admin;

  @BeforeAll
  static void start() throws Exception {
    pair = TwoReplicas.start("approvals");
    admin = token(pair.one().form("/token", pair.administrator(), asking("admin", Api.ISSUER)));
  }

  @AfterAll
  static void stop() throws Exception {
    pair.close();
  }

  @Test
  @DisplayName("nothing with the scope is minted at either replica from then on, nor lives")
  void holdsEverywhere() throws Exception {
    int minted = 0;
    for (int round = 0; round < ROUNDS; round++) {
      minted += round("ruled-" + round, round % 2 == 0);
    }
    assertTrue(minted > ROUNDS * MINTERS, "the race was run, and not only its end");
  }

  /** Minters at both replicas, until the rule is made at one. */
  private static int round(String scope, boolean atFirst) throws Exception {
    TestClient agent = agent(scope);
    Queue<String> tokens = new ConcurrentLinkedQueue<>();
    AtomicBoolean answered = new AtomicBoolean();
    CountDownLatch begun = new CountDownLatch(MINTERS);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> minters = new ArrayList<>();
      for (int i = 0; i < MINTERS; i++) {
        Replica replica = i % 2 == 0 ? pair.one() : pair.two();
        minters.add(threads.submit(() -> mint(replica, agent, scope, tokens, answered, begun)));
      }
      assertTrue(begun.await(60, TimeUnit.SECONDS));
      Replica by = atFirst ? pair.one() : pair.two();
      by.put(
              "/v1/approval-rules",
              admin,
              new JsonObject().put("scope", scope).put("approval", "sponsor").encode())
          .require(200);
      answered.set(true);
      for (Future<?> minter : minters) {
        minter.get(60, TimeUnit.SECONDS);
      }
    }
    for (String token : tokens) {
      assertFalse(isAlive(agent, token), scope);
    }
    return tokens.size();
  }

  /** What is asked for after the rule was answered has to be refused. */
  private static void mint(
      Replica replica,
      TestClient agent,
      String scope,
      Queue<String> tokens,
      AtomicBoolean answered,
      CountDownLatch begun) {
    while (true) {
      boolean late = answered.get();
      Replica.Answer answer = replica.form("/token", agent, asking(scope, Api.ORDERS));
      if (late) {
        assertEquals(400, answer.status(), answer.body());
        return;
      }
      if (answer.status() == 200) {
        tokens.add(token(answer));
      }
      begun.countDown();
    }
  }

  private static TestClient agent(String scope) {
    String sponsor =
        pair.one()
            .post(
                "/v1/sponsors",
                admin,
                new JsonObject().put("name", "Ada").put("email", "ada@example.com").encode())
            .require(201)
            .json()
            .getString("id");
    var key = TestClient.newKey();
    JsonObject agent =
        new JsonObject()
            .put("name", "races")
            .put("kind", "ai_agent")
            .put("purpose", "races")
            .put("sponsor", sponsor)
            .put("scopes", new JsonArray().add(scope))
            .put("resources", new JsonArray().add(Api.ORDERS))
            .put("jwks", Replica.keys(key));
    return new TestClient(
        pair.one().post("/v1/agents", admin, agent.encode()).require(201).json().getString("id"),
        key);
  }

  private static boolean isAlive(TestClient agent, String token) {
    return pair.two()
        .form("/introspect", agent, Map.of("token", token))
        .require(200)
        .json()
        .getBoolean("active");
  }

  private static Map<String, String> asking(String scope, String resource) {
    return Map.of("grant_type", "client_credentials", "scope", scope, "resource", resource);
  }

  private static String token(Replica.Answer answer) {
    return answer.require(200).json().getString("access_token");
  }
}

package dev.avowry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.TestClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Secrets over two replicas: counted together, and taken at both at once. */
class VaultIT {
  private static final int READERS = 6;
  private static final int ROUNDS = 8;

  private static TwoReplicas pair;
  private static String admin;

  @BeforeAll
  static void start() throws Exception {
    pair = TwoReplicas.start("vault");
    admin = token(pair.one().form("/token", pair.administrator(), asking("admin")));
  }

  @AfterAll
  static void stop() throws Exception {
    pair.close();
  }

  @Test
  @DisplayName("ten uses are ten, however many ask at both replicas")
  void countsTogether() throws Exception {
    TestClient agent = agent();
    String secret = secret();
    grant(secret, agent, new JsonObject().put("count", 10));
    String token = token(pair.one().form("/token", agent, asking("vault:read")));
    AtomicInteger given = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> readers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        Replica replica = i % 2 == 0 ? pair.one() : pair.two();
        readers.add(
            threads.submit(
                () -> {
                  if (read(replica, secret, token) == 200) {
                    given.incrementAndGet();
                  }
                }));
      }
      for (Future<?> reader : readers) {
        reader.get(60, TimeUnit.SECONDS);
      }
    }
    assertEquals(10, given.get());
    assertEquals(409, read(pair.one(), secret, token));
    assertEquals(409, read(pair.two(), secret, token));
  }

  @Test
  @DisplayName("what was taken at one replica is given at neither once that was answered")
  void takesAtBoth() throws Exception {
    int given = 0;
    for (int round = 0; round < ROUNDS; round++) {
      given += round(round);
    }
    assertTrue(given > ROUNDS * READERS, "the race was run, and not only its end");
  }

  /** Readers at both replicas, until the access, the secret or the agent is taken at one. */
  private static int round(int number) throws Exception {
    TestClient agent = agent();
    String secret = secret();
    String access = grant(secret, agent, new JsonObject());
    String token = token(pair.one().form("/token", agent, asking("vault:read")));
    AtomicBoolean answered = new AtomicBoolean();
    AtomicInteger given = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(READERS);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        Replica replica = i % 2 == 0 ? pair.one() : pair.two();
        readers.add(threads.submit(() -> readOn(replica, secret, token, answered, given, begun)));
      }
      assertTrue(begun.await(60, TimeUnit.SECONDS));
      String target = List.of(access, secret, agent.id()).get(number % 3);
      (number % 2 == 0 ? pair.one() : pair.two())
          .post(
              "/v1/revocations",
              admin,
              new JsonObject()
                  .put("target", new JsonObject().put("node", target))
                  .put("mode", "revoke")
                  .put("reason", "test")
                  .encode())
          .require(200);
      answered.set(true);
      for (Future<?> reader : readers) {
        reader.get(60, TimeUnit.SECONDS);
      }
    }
    return given.get();
  }

  /** What is asked for after the order was answered has to be refused. */
  private static void readOn(
      Replica replica,
      String secret,
      String token,
      AtomicBoolean answered,
      AtomicInteger given,
      CountDownLatch begun) {
    while (true) {
      boolean late = answered.get();
      int status = read(replica, secret, token);
      if (late) {
        assertTrue(status == 404 || status == 401, "late: " + status);
        return;
      }
      if (status == 200) {
        given.incrementAndGet();
      }
      begun.countDown();
    }
  }

  private static int read(Replica replica, String secret, String token) {
    return replica.post("/v1/vault/%s/read".formatted(secret), token, "{}").status();
  }

  private static String secret() {
    return made(
        "/v1/vault",
        new JsonObject()
            .put("name", "raced for")
            .put("type", "api_key")
            .put("fields", new JsonObject().put("key", "value")));
  }

  private static String grant(String secret, TestClient agent, JsonObject more) {
    return made(
        "/v1/vault/%s/grants".formatted(secret),
        new JsonObject()
            .put("holder", agent.id())
            .put("uses", new JsonArray().add("read"))
            .mergeIn(more));
  }

  private static TestClient agent() {
    String sponsor =
        made("/v1/sponsors", new JsonObject().put("name", "Ada").put("email", "ada@example.com"));
    var key = TestClient.newKey();
    return new TestClient(
        made(
            "/v1/agents",
            new JsonObject()
                .put("name", "races")
                .put("kind", "ai_agent")
                .put("purpose", "races")
                .put("sponsor", sponsor)
                .put("scopes", new JsonArray().add("vault:read"))
                .put("resources", new JsonArray())
                .put("jwks", Replica.keys(key))),
        key);
  }

  private static String made(String path, JsonObject body) {
    return pair.one().post(path, admin, body.encode()).require(201).json().getString("id");
  }

  private static Map<String, String> asking(String scope) {
    return Map.of("grant_type", "client_credentials", "scope", scope, "resource", Api.ISSUER);
  }

  private static String token(Replica.Answer answer) {
    return answer.require(200).json().getString("access_token");
  }
}

package dev.avowry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.ECKey;
import dev.avowry.testing.Api;
import dev.avowry.testing.TestClient;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
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

/**
 * Two replicas on one database race mints and exchanges against revocations. Whatever the
 * interleaving, no token that was ever handed out below what was taken is alive once the order has
 * returned, and nothing is minted there afterwards.
 */
class RaceIT {
  private static final int ROUNDS = 24;
  private static final int MINTERS = 6;
  private static final long LONGEST_HEAD_START_MILLIS = 120;

  private static TwoReplicas pair;
  private static String admin;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @BeforeAll
  static void start() throws Exception {
    pair = TwoReplicas.start("race");
    TestClient administrator = pair.administrator();
    admin = token(pair.one(), administrator, Map.of("scope", "admin", "resource", Api.ISSUER));
  }

  @AfterAll
  static void stop() throws Exception {
    pair.close();
  }

  @Test
  @DisplayName(
      "no token lives after a revocation returned, whichever replica minted it (A-040, A-064)")
  void nothingOutlivesARevocation() throws Exception {
    System.out.println("race seed: " + seed);
    int minted = 0;
    for (int round = 0; round < ROUNDS; round++) {
      minted += round(Kill.values()[round % Kill.values().length]);
    }
    System.out.printf("raced %d orders against %d tokens over two replicas%n", ROUNDS, minted);
    assertTrue(minted > ROUNDS * MINTERS, "the race was run, and not only its end");
  }

  /** What is taken, and with it everything that the minters of a round mint. */
  private enum Kill {
    PLANNER,
    WORKER,
    SPONSOR,
    CREDENTIAL,
    SUSPEND,
    VENDOR
  }

  private int round(Kill kill) throws Exception {
    Family family = Family.register(admin);
    Queue<String> tokens = new ConcurrentLinkedQueue<>();
    AtomicBoolean returned = new AtomicBoolean();
    CountDownLatch begun = new CountDownLatch(MINTERS);
    long seq;
    try (ExecutorService minters = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < MINTERS; i++) {
        Replica replica = i % 2 == 0 ? pair.one() : pair.two();
        boolean exchanges = i % 3 != 0;
        running.add(
            minters.submit(() -> mint(replica, family, exchanges, tokens, returned, begun)));
      }
      assertTrue(begun.await(30, TimeUnit.SECONDS));
      TimeUnit.MILLISECONDS.sleep(random.nextLong(LONGEST_HEAD_START_MILLIS));
      Replica by = random.nextBoolean() ? pair.one() : pair.two();
      seq =
          by.post("/v1/revocations", admin, family.order(kill)).require(200).json().getLong("seq");
      returned.set(true);
      for (Future<?> each : running) {
        each.get(60, TimeUnit.SECONDS);
      }
    }
    tokens.forEach(token -> requireDead(token, seq, family.victim(kill)));
    requireInactive(tokens.peek(), family);
    return tokens.size();
  }

  /** Mints until the order has returned; what is asked for after that must be refused. */
  private static void mint(
      Replica replica,
      Family family,
      boolean exchanges,
      Queue<String> tokens,
      AtomicBoolean returned,
      CountDownLatch begun) {
    for (int i = 0; ; i++) {
      boolean late = returned.get();
      Replica.Answer answer =
          exchanges
              ? replica.form("/token", family.worker(), family.exchange())
              : replica.form("/token", family.worker(), Map.of("grant_type", "client_credentials"));
      if (answer.status() == 200) {
        if (late) {
          throw new AssertionError("minted after the order had returned: " + answer.body());
        }
        tokens.add(answer.json().getString("access_token"));
      }
      if (i == 0) {
        begun.countDown();
      }
      if (late) {
        return;
      }
    }
  }

  /** The rule itself, on every single token: an id on its path, and a fence before the entry. */
  private static void requireDead(String token, long seq, String victim) {
    JsonPath claims = Api.claims(token);
    List<String> ids = new ArrayList<>(claims.getList("status.lineage.path"));
    ids.addAll(claims.getList("status.lineage.vendors"));
    assertTrue(ids.contains(victim), "the path, or the vendors, have what was taken");
    long fence = claims.getLong("status.lineage.seq");
    assertTrue(fence < seq, () -> "a token of fence " + fence + " outlives entry " + seq);
  }

  private static void requireInactive(String token, Family family) {
    if (token == null) {
      return;
    }
    for (Replica replica : List.of(pair.one(), pair.two())) {
      Replica.Answer answer =
          replica.form("/introspect", family.witness(), Map.of("token", token)).require(200);
      assertEquals("{\"active\":false}", answer.body());
    }
  }

  /**
   * A sponsor, a planner, a worker below it, and a resource server that may ask about their tokens.
   */
  private record Family(
      String sponsor,
      TestClient planner,
      TestClient worker,
      String workerCredential,
      TestClient witness,
      String subjectToken) {
    static Family register(String admin) {
      Replica one = pair.one();
      String sponsor = sponsor(one, admin);
      JsonObject broad = agent("planner", List.of("read", "agents:spawn")).put("sponsor", sponsor);
      ECKey plannerKey = TestClient.newKey();
      TestClient planner =
          new TestClient(register(one, admin, broad, plannerKey).getString("id"), plannerKey);
      String spawn = token(one, planner, Map.of("scope", "agents:spawn", "resource", Api.ISSUER));
      ECKey workerKey = TestClient.newKey();
      JsonObject narrow = agent("worker", List.of("read")).put("vendor", vendorOf(planner));
      JsonPath registered = register(one, spawn, narrow, workerKey);
      TestClient worker = new TestClient(registered.getString("id"), workerKey);
      ECKey witnessKey = TestClient.newKey();
      JsonObject server =
          agent("orders", List.of("tokens:introspect")).put("sponsor", sponsor(one, admin));
      TestClient witness =
          new TestClient(register(one, admin, server, witnessKey).getString("id"), witnessKey);
      String subject = token(one, planner, Map.of("scope", "read", "resource", Api.ORDERS));
      return new Family(
          sponsor, planner, worker, registered.getString("credentials[0].id"), witness, subject);
    }

    Map<String, String> exchange() {
      return Map.of(
          "grant_type", TestClient.TOKEN_EXCHANGE,
          "subject_token", subjectToken,
          "subject_token_type", TestClient.ACCESS_TOKEN);
    }

    String victim(Kill kill) {
      return switch (kill) {
        case PLANNER -> planner.id();
        case WORKER, SUSPEND -> worker.id();
        case SPONSOR -> sponsor;
        case CREDENTIAL -> workerCredential;
        case VENDOR -> vendorOf(planner);
      };
    }

    String order(Kill kill) {
      String target =
          switch (kill) {
            case PLANNER, WORKER -> "agent";
            case SPONSOR -> "sponsor";
            case CREDENTIAL -> "credential";
            case SUSPEND -> "node";
            case VENDOR -> "vendor";
          };
      return new JsonObject()
          .put("target", new JsonObject().put(target, victim(kill)))
          .put("mode", kill == Kill.SUSPEND || kill == Kill.VENDOR ? "suspend" : "revoke")
          .put("break_glass", kill == Kill.VENDOR)
          .put("reason", "race")
          .encode();
    }

    private static String vendorOf(TestClient planner) {
      return "vendor of " + planner.id();
    }

    private static String sponsor(Replica replica, String admin) {
      return replica
          .post("/v1/sponsors", admin, "{\"name\":\"Ada\",\"email\":\"ada@example.com\"}")
          .require(201)
          .json()
          .getString("id");
    }

    private static JsonObject agent(String name, List<String> scopes) {
      return new JsonObject()
          .put("name", name)
          .put("kind", "ai_agent")
          .put("purpose", "races")
          .put("scopes", new JsonArray(scopes))
          .put("resources", new JsonArray(List.of(Api.ORDERS)));
    }

    private static JsonPath register(Replica replica, String token, JsonObject body, ECKey key) {
      return replica
          .post("/v1/agents", token, body.copy().put("jwks", Replica.keys(key)).encode())
          .require(201)
          .json();
    }
  }

  private static String token(Replica replica, TestClient client, Map<String, String> parameters) {
    Map<String, String> all = new HashMap<>(parameters);
    all.put("grant_type", "client_credentials");
    return replica.form("/token", client, all).require(200).json().getString("access_token");
  }
}

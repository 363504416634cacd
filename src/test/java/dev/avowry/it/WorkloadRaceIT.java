package dev.avowry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.jwk.ECKey;
import dev.avowry.testing.Api;
import dev.avowry.testing.Forged;
import dev.avowry.testing.TestClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What outside issuers say, said at the same moment to two replicas on one database. */
@DisplayName("Two replicas and outside issuers")
class WorkloadRaceIT {
  private static final int COPIES = 100;
  private static final ECKey KEY = TestClient.newKey();

  private static TwoReplicas pair;
  private static Replica one;
  private static TestClient administrator;

  @BeforeAll
  static void start() throws Exception {
    pair = TwoReplicas.start("workload-race");
    one = pair.one();
    administrator = pair.administrator();
  }

  @AfterAll
  static void stop() throws Exception {
    if (pair != null) {
      pair.close();
    }
  }

  @Test
  @DisplayName("take an unknown workload into quarantine once (A-061)")
  void quarantineOnce() throws Exception {
    String platform = "https://platform.example/" + UUID.randomUUID();
    String trust = trusted(platform, "kubernetes");
    made(
        "/v1/trusted-issuers/" + trust + "/rules",
        new JsonObject()
            .put("conditions", new JsonObject())
            .put("quarantine", small(sponsor(), "max_workloads")));

    assertEquals(1, agents(kubernetes(platform)).size());
    assertEquals(
        1, one.get("/v1/workloads?state=quarantined", token()).require(200).json().getInt("total"));
  }

  @Test
  @DisplayName("make one agent of a workload that a rule takes in")
  void makeOnce() throws Exception {
    String platform = "https://platform.example/" + UUID.randomUUID();
    String trust = trusted(platform, "kubernetes");
    made(
        "/v1/trusted-issuers/" + trust + "/rules",
        new JsonObject()
            .put("conditions", new JsonObject().put("namespace", "jobs"))
            .put("makes", small(sponsor(), "at_most").put("kind", "workload")));

    assertEquals(1, agents(kubernetes(platform)).size());
  }

  @Test
  @DisplayName("take a token that is good for one request once (A-017)")
  void useOnce() throws Exception {
    String platform = "https://platform.example/" + UUID.randomUUID();
    String trust = trusted(platform, "oidc");
    made(
        "/v1/trusted-issuers/" + trust + "/rules",
        new JsonObject()
            .put("conditions", new JsonObject().put("sub", "robot"))
            .put("agent", agentUnder(sponsor()).id()));
    String proof = signed("JWT", claims(platform, Map.of("sub", "robot")));

    takenOnce(replica -> replica.form("/token", proof, asked()));
  }

  @Test
  @DisplayName("take an identity assertion once (A-017)")
  void redeemOnce() throws Exception {
    String provider = "https://login.example/" + UUID.randomUUID();
    trusted(provider, "id_jag");
    TestClient agent = agentUnder(sponsor(provider));
    String assertion =
        signed(
            "oauth-id-jag+jwt",
            claims(provider, Map.of("sub", "ada", "client_id", agent.id(), "scope", "read")));
    Map<String, String> form = new HashMap<>(asked());
    form.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
    form.put("assertion", assertion);

    takenOnce(replica -> replica.form("/token", agent, form));
  }

  /** Asks one of the replicas. */
  private interface Ask {
    Replica.Answer at(Replica replica);
  }

  private static void takenOnce(Ask ask) throws Exception {
    List<Integer> statuses = atBoth(ask).stream().map(Replica.Answer::status).toList();
    assertEquals(1, statuses.stream().filter(it -> it == 200).count(), statuses::toString);
    assertEquals(
        COPIES - 1,
        statuses.stream().filter(it -> it == 400 || it == 401).count(),
        statuses::toString);
  }

  /** Whose tokens the replicas give to who shows the same proof again and again. */
  private static Set<String> agents(String proof) throws Exception {
    Set<String> agents = new TreeSet<>();
    for (Replica.Answer answer : atBoth(replica -> replica.form("/token", proof, asked()))) {
      String token = answer.require(200).json().getString("access_token");
      agents.add(Api.claims(token).getString("sub"));
    }
    return agents;
  }

  private static List<Replica.Answer> atBoth(Ask ask) throws Exception {
    List<Replica> replicas = List.of(pair.one(), pair.two());
    List<Callable<Replica.Answer>> calls = new ArrayList<>();
    for (int i = 0; i < COPIES; i++) {
      Replica replica = replicas.get(i % 2);
      calls.add(() -> ask.at(replica));
    }
    List<Replica.Answer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Replica.Answer> each : threads.invokeAll(calls)) {
        answers.add(each.get());
      }
    }
    return answers;
  }

  private static Map<String, String> asked() {
    return Map.of("grant_type", "client_credentials", "scope", "read", "resource", Api.ORDERS);
  }

  private static String kubernetes(String platform) {
    return signed(
        "JWT",
        claims(
            platform,
            Map.of(
                "sub",
                "system:serviceaccount:jobs:batch",
                "kubernetes.io",
                Map.of(
                    "namespace",
                    "jobs",
                    "serviceaccount",
                    Map.of("name", "batch", "uid", "uid-1")))));
  }

  private static Map<String, Object> claims(String issuer, Map<String, Object> more) {
    long now = Instant.now().getEpochSecond();
    Map<String, Object> claims = new HashMap<>(more);
    claims.put("iss", issuer);
    claims.put("aud", Api.ISSUER);
    claims.put("iat", now);
    claims.put("exp", now + 200);
    claims.put("jti", UUID.randomUUID().toString());
    return claims;
  }

  private static String signed(String typ, Map<String, Object> claims) {
    return Forged.jws(KEY, Map.of("alg", "ES256", "typ", typ, "kid", KEY.getKeyID()), claims);
  }

  private static JsonObject small(String sponsor, String most) {
    return new JsonObject()
        .put("sponsor", sponsor)
        .put("scopes", new JsonArray().add("read"))
        .put("resources", new JsonArray().add(Api.ORDERS))
        .put(most, 5);
  }

  private static String trusted(String issuer, String profile) {
    return made(
        "/v1/trusted-issuers",
        new JsonObject()
            .put("name", "a platform")
            .put("issuer", issuer)
            .put("profile", profile)
            .put("jwks", Replica.keys(KEY)));
  }

  private static String sponsor() {
    return sponsor("https://login.example/" + UUID.randomUUID());
  }

  private static String sponsor(String issuer) {
    return made(
        "/v1/sponsors",
        new JsonObject()
            .put("name", "Ada")
            .put("email", "ada@example.org")
            .put("issuer", issuer)
            .put("subject", "ada"));
  }

  private static TestClient agentUnder(String sponsor) {
    ECKey key = TestClient.newKey();
    String id =
        made(
            "/v1/agents",
            new JsonObject()
                .put("name", "robot")
                .put("kind", "service")
                .put("purpose", "reads")
                .put("sponsor", sponsor)
                .put("scopes", new JsonArray().add("read"))
                .put("resources", new JsonArray().add(Api.ORDERS))
                .put("jwks", Replica.keys(key)));
    return new TestClient(id, key);
  }

  private static String made(String path, JsonObject body) {
    return one.post(path, token(), body.encode()).require(201).json().getString("id");
  }

  private static String token() {
    return one.form(
            "/token",
            administrator,
            Map.of("grant_type", "client_credentials", "scope", "admin", "resource", Api.ISSUER))
        .require(200)
        .json()
        .getString("access_token");
  }
}

package dev.avowry.testing;

import dev.avowry.people.Bootstrap;
import dev.avowry.people.BootstrapStore;
import io.quarkus.arc.Arc;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The admin API, for what a test needs but is not about. */
public final class Api {
  /** The issuer of the service under test. */
  public static final String ISSUER = TestDatabase.ISSUER;

  /**
   * The bootstrap token of the service under test; used up by the first test that needs an admin.
   */
  public static final String BOOTSTRAP_TOKEN = TestDatabase.BOOTSTRAP_TOKEN;

  /** A resource server that the agents of {@link #agent} may ask tokens for. */
  public static final String ORDERS = "https://orders.example";

  private static final Duration FRESH = Duration.ofMinutes(4);

  private static @Nullable TestClient administrator;
  private static @Nullable TestClient otherAdministrator;
  private static @Nullable String token;
  private static Instant tokenMade = Instant.EPOCH;

  private Api() {}

  /** A request with an administrator's token and a JSON body. */
  public static RequestSpecification admin() {
    return as(adminToken());
  }

  /** A request with the given token and a JSON body. */
  public static RequestSpecification as(String accessToken) {
    return RestAssured.given()
        .contentType("application/json")
        .header("Authorization", "Bearer " + accessToken);
  }

  /** An administrator's token, minted again before it expires. */
  public static synchronized String adminToken() {
    TestClient admin = administrator == null ? bootstrap() : administrator;
    administrator = admin;
    String held = token;
    if (held == null || tokenMade.plus(FRESH).isBefore(Instant.now())) {
      held = admin.ownToken("admin");
      token = held;
      tokenMade = Instant.now();
    }
    return held;
  }

  /** The token of an administrator for whom another human answers: a second person. */
  public static synchronized String secondAdminToken() {
    TestClient second = otherAdministrator;
    if (second == null) {
      second = agent(sponsor()).with("scopes", List.of("admin")).register();
      otherAdministrator = second;
    }
    return second.ownToken("admin");
  }

  /** Asks for another token the next time, since the one that was had is dead. */
  public static synchronized void forgetAdminToken() {
    tokenMade = Instant.EPOCH;
  }

  /** Redeems the bootstrap token and registers an agent that is an administrator from then on. */
  private static TestClient bootstrap() {
    prepareBootstrap();
    String first =
        RestAssured.given()
            .header("Authorization", "Bearer " + BOOTSTRAP_TOKEN)
            .post("/v1/bootstrap")
            .then()
            .statusCode(200)
            .extract()
            .path("access_token");
    JsonPath me = as(first).get("/v1/me").jsonPath();
    var key = TestClient.newKey();
    String id =
        as(first)
            .body(
                Map.of(
                    "name",
                    "administrator of the tests",
                    "kind",
                    "service",
                    "purpose",
                    "administers",
                    "sponsor",
                    me.getString("sponsor"),
                    "scopes",
                    List.of("admin"),
                    "jwks",
                    Map.of("keys", List.of(key.toPublicJWK().toJSONObject()))))
            .post("/v1/agents")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    return new TestClient(id, key);
  }

  /** What the announcement does at a real start. */
  private static void prepareBootstrap() {
    try {
      Bootstrap bootstrap = Arc.container().instance(Bootstrap.class).get();
      VertxContextSupport.subscribeAndAwait(bootstrap::prepare);
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** One more bootstrap token, as if a start had been given it. */
  public static String newBootstrapToken() {
    String token = "avb_of-one-test-" + UUID.randomUUID();
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      byte[] stored = ByteBuffer.allocate(1 + hash.length).put((byte) 1).put(hash).array();
      BootstrapStore store = Arc.container().instance(BootstrapStore.class).get();
      VertxContextSupport.subscribeAndAwait(
          () ->
              Panache.withTransaction(
                  () -> store.add(stored, Instant.now().plus(Duration.ofMinutes(1)))));
      return token;
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** What a token claims, unproven. */
  public static JsonPath claims(String jwt) {
    byte[] payload = Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]);
    return JsonPath.from(new String(payload, StandardCharsets.UTF_8));
  }

  /** The signed revocation list from its present end on: short, however much was ended before. */
  public static String endOfRevocationList() {
    long seq =
        RestAssured.given()
            .accept("application/json")
            .get("/revocations")
            .jsonPath()
            .getLong("seq");
    return RestAssured.get("/revocations?since={seq}", seq).asString();
  }

  /** A new sponsor's id. */
  public static String sponsor() {
    return admin()
        .body(Map.of("name", "Ada Lovelace", "email", "ada@example.com"))
        .post("/v1/sponsors")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  /** An agent to be registered, in order but for what the test changes. */
  public static NewTestAgent agent(String sponsor) {
    return NewTestAgent.under(sponsor);
  }

  /**
   * Orders a revocation of a target such as {@code "agent", id}. What is given back, a second
   * person gives back.
   */
  public static Response order(String mode, String target, String id) {
    return as(mode.equals("resume") ? secondAdminToken() : adminToken())
        .body(order(mode, target, id, false))
        .post("/v1/revocations");
  }

  /** Orders that a target may do less from now on. */
  public static Response tighten(String target, String id, Map<String, ?> ceiling) {
    return admin()
        .body(
            Map.of(
                "target",
                Map.of(target, id),
                "mode",
                "tighten",
                "reason",
                "test",
                "ceiling",
                ceiling))
        .post("/v1/revocations");
  }

  /** The body of an order. */
  public static Map<String, Object> order(String mode, String target, String id, boolean dryRun) {
    return Map.of("target", Map.of(target, id), "mode", mode, "reason", "test", "dry_run", dryRun);
  }
}

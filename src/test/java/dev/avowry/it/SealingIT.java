package dev.avowry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.TestClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The key-encryption key is replaced while the service goes on, and is killed in the middle. */
class SealingIT {
  private static final String BOOTSTRAP = "avb_sealing-0123456789-0123456789-0123456789";

  /** More than two turns seal anew. */
  private static final int SECRETS = 450;

  private static final Duration LONG = Duration.ofSeconds(90);

  private static Path folder;
  private static ExternalDatabase database;
  private static String admin = "";

  @BeforeAll
  static void start() throws Exception {
    folder = Folders.fresh("sealing");
    database = ExternalDatabase.in(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    if (database != null) {
      database.close();
    }
  }

  @Test
  @DisplayName(
      "A-141 sealed anew under reads and kill -9; the old key stays until nothing needs it")
  void replacesTheKey() throws Exception {
    String next = anotherKey();
    List<String> secrets;
    TestClient agent;
    try (AvowryProcess before = with(database.kek().toString(), "").start()) {
      Replica replica = Replica.at(before.uri("/"));
      agent = agent(replica);
      secrets = secrets(replica, agent);
    }

    try (AvowryProcess during = with(next, database.kek().toString()).start()) {
      Replica replica = Replica.at(during.uri("/"));
      String token = token(replica, agent);
      int at = 0;
      while (!during.output().contains("sealed anew: done=")) {
        requireRead(replica, token, secrets, at++ % SECRETS);
      }
      during.kill();
    }
    AvowryProcess.Ended tooEarly = with(next, "").run();
    assertEquals(1, tooEarly.code(), tooEarly.output());
    assertTrue(
        tooEarly.output().contains("sealed with a key-encryption key that is not given"),
        tooEarly.output());

    try (AvowryProcess again = with(next, database.kek().toString()).start()) {
      Within.within(
          LONG,
          "all is sealed with the next key",
          () -> again.output().contains("everything is sealed with the present"));
    }
    try (AvowryProcess after = with(next, "").start()) {
      Replica replica = Replica.at(after.uri("/"));
      String token = token(replica, agent);
      for (int i = 0; i < SECRETS; i++) {
        requireRead(replica, token, secrets, i);
      }
    }
  }

  private static void requireRead(Replica replica, String token, List<String> secrets, int which) {
    String value =
        replica
            .post("/v1/vault/%s/read".formatted(secrets.get(which)), token, "{}")
            .require(200)
            .object()
            .getJsonObject("fields")
            .getString("key");
    assertEquals("value " + which, value);
  }

  private static AvowryProcess.Setup with(String kek, String other) throws Exception {
    AvowryProcess.Setup setup =
        AvowryProcess.in(folder)
            .on(database)
            .with("AVOWRY_KEK_FILE", kek)
            .with("AVOWRY_ISSUER", Api.ISSUER)
            .with("AVOWRY_BOOTSTRAP_TOKEN", BOOTSTRAP);
    return other.isEmpty() ? setup : setup.with("AVOWRY_OTHER_KEK_FILES", other);
  }

  private static String anotherKey() throws Exception {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    Path file = folder.resolve("next-kek");
    Files.writeString(file, Base64.getEncoder().encodeToString(random));
    return file.toString();
  }

  private static String admin(Replica replica) {
    return replica
        .post("/v1/bootstrap", BOOTSTRAP, "")
        .require(200)
        .json()
        .getString("access_token");
  }

  /** Under the administrator's own sponsor. */
  private static TestClient agent(Replica replica) {
    admin = admin(replica);
    String sponsor = replica.get("/v1/me", admin).require(200).json().getString("sponsor");
    var key = TestClient.newKey();
    JsonObject body =
        new JsonObject()
            .put("name", "reads")
            .put("kind", "ai_agent")
            .put("purpose", "reads")
            .put("sponsor", sponsor)
            .put("scopes", new JsonArray().add("vault:read"))
            .put("resources", new JsonArray())
            .put("jwks", Replica.keys(key));
    return new TestClient(
        replica.post("/v1/agents", admin, body.encode()).require(201).json().getString("id"), key);
  }

  /** All in one folder, which the agent may read. */
  private static List<String> secrets(Replica replica, TestClient agent) {
    String in = made(replica, "/v1/vault/folders", new JsonObject().put("name", "all"));
    made(
        replica,
        "/v1/vault/%s/grants".formatted(in),
        new JsonObject().put("holder", agent.id()).put("uses", new JsonArray().add("read")));
    List<String> secrets = new ArrayList<>();
    for (int i = 0; i < SECRETS; i++) {
      secrets.add(
          made(
              replica,
              "/v1/vault",
              new JsonObject()
                  .put("name", "secret " + i)
                  .put("type", "api_key")
                  .put("folder", in)
                  .put("fields", new JsonObject().put("key", "value " + i))));
    }
    return secrets;
  }

  private static String made(Replica replica, String path, JsonObject body) {
    return replica.post(path, admin, body.encode()).require(201).json().getString("id");
  }

  private static String token(Replica replica, TestClient agent) {
    return replica
        .form(
            "/token",
            agent,
            Map.of(
                "grant_type", "client_credentials", "scope", "vault:read", "resource", Api.ISSUER))
        .require(200)
        .json()
        .getString("access_token");
  }
}

package dev.avowry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.FarPostgres;
import dev.avowry.testing.TestClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords that two replicas replace, of which one ends in the middle, or stands still. */
@DisplayName("Two replicas that replace passwords")
class RotationIT {
  private static final int ROLES = 12;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static TwoReplicas pair;
  private static FarPostgres far;
  private static TestClient administrator;
  private static TestClient reader;

  @BeforeAll
  static void start() throws Exception {
    pair = TwoReplicas.start("rotation", Map.of("AVOWRY_SSF_ALLOW_LOOPBACK", "true"));
    far = FarPostgres.start();
    administrator = pair.administrator();
    reader = reader();
  }

  @AfterAll
  static void stop() throws Exception {
    if (far != null) {
      far.close();
    }
    if (pair != null) {
      pair.close();
    }
  }

  /** A role, and its secret. */
  private record Kept(String role, String secret) {}

  @Test
  @DisplayName("replace each once, whichever is asked")
  void replaceEachOnce() throws Exception {
    List<Kept> all = kept();
    for (int i = 0; i < all.size(); i++) {
      rotate(pair.replica(i % 2), all.get(i));
    }
    awaitVersion(all, 2);
    assertOpen(all);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 700, 1_300})
  @DisplayName("leave every role with the password that the vault has, when one is killed")
  void surviveAKill(int after) throws Exception {
    List<Kept> all = kept();
    all.forEach(each -> rotate(pair.two(), each));
    // Not to wait for anything: to be somewhere in the middle.
    Thread.sleep(after);
    pair.restart(0);
    lapse();
    pair.awaitReady();

    awaitVersion(all, 2);
    assertOpen(all);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 700, 1_300})
  @DisplayName("do so when one stands still until the other has done its work, and goes on then")
  void surviveAPause(int after) throws Exception {
    List<Kept> all = kept();
    all.forEach(each -> rotate(pair.two(), each));
    Thread.sleep(after);
    pair.freeze(0);
    try {
      lapse();
      awaitVersion(all, 2);
    } finally {
      pair.thaw(0);
    }
    // What it had begun it ends now, or finds that it is over; the next turn is its own again.
    all.forEach(each -> rotate(pair.two(), each));
    awaitVersion(all, 3);
    assertOpen(all);
  }

  private static List<Kept> kept() throws Exception {
    List<Kept> all = new ArrayList<>();
    String admin = token(pair.two(), administrator, "admin");
    for (int i = 0; i < ROLES; i++) {
      String role = "app_" + UUID.randomUUID();
      far.role(role, "the-first");
      String secret =
          made(
              admin,
              "/v1/vault",
              new JsonObject()
                  .put("name", role)
                  .put("type", "database")
                  .put("fields", new JsonObject(Map.copyOf(far.fields(role, "the-first")))));
      made(
          admin,
          "/v1/vault/%s/grants".formatted(secret),
          new JsonObject().put("holder", reader.id()).put("uses", new JsonArray().add("read")));
      pair.two()
          .put("/v1/vault/%s/rotator".formatted(secret), admin, "{\"type\":\"postgresql\"}")
          .require(200);
      all.add(new Kept(role, secret));
    }
    return all;
  }

  private static void rotate(Replica at, Kept kept) {
    String admin = token(at, administrator, "admin");
    at.post("/v1/vault/%s/rotate".formatted(kept.secret()), admin, "{}").require(202);
  }

  /** The leases of whoever has one are over. */
  private static void lapse() throws Exception {
    pair.database().change("update rotator set busy_until = '-infinity'");
  }

  private static void awaitVersion(List<Kept> all, int number) throws Exception {
    for (Kept each : all) {
      Within.within(
          PATIENCE,
          () -> "version %d of %s: %s".formatted(number, each.secret(), rotators()),
          () ->
              pair.database()
                  .ask(
                      """
                      select version = %d and run is null
                      from vault_secret join rotator on secret = id
                      where name = '%s'
                      """
                          .formatted(number, each.role()))
                  .equals("t"));
    }
  }

  private static String rotators() {
    try {
      return pair.database().ask("select string_agg(r::text, e'\\n') from rotator r");
    } catch (Exception failure) {
      return failure.toString();
    }
  }

  private static void assertOpen(List<Kept> all) throws Exception {
    String token = token(pair.two(), reader, "vault:read");
    for (Kept each : all) {
      Replica.Answer read =
          pair.two().post("/v1/vault/%s/read".formatted(each.secret()), token, "{}").require(200);
      assertTrue(far.letsIn(each.role(), read.json().getString("fields.password")), each.role());
      assertFalse(far.letsIn(each.role(), "the-first"));
    }
    assertEquals("0", pair.database().ask("select count(*) from vault_successor"));
    assertEquals("0", pair.database().ask("select count(*) from rotator where broken is not null"));
  }

  private static TestClient reader() {
    String admin = token(pair.two(), administrator, "admin");
    String sponsor =
        made(
            admin,
            "/v1/sponsors",
            new JsonObject().put("name", "Ada").put("email", "ada@example.com"));
    var key = TestClient.newKey();
    JsonObject body =
        new JsonObject()
            .put("name", "reads")
            .put("kind", "ai_agent")
            .put("purpose", "reads")
            .put("sponsor", sponsor)
            .put("scopes", new JsonArray().add("vault:read"))
            .put("jwks", Replica.keys(key));
    return new TestClient(made(admin, "/v1/agents", body), key);
  }

  private static String made(String admin, String path, JsonObject body) {
    return pair.two().post(path, admin, body.encode()).require(201).json().getString("id");
  }

  private static String token(Replica at, TestClient client, String scope) {
    return at.form(
            "/token",
            client,
            Map.of("grant_type", "client_credentials", "scope", scope, "resource", Api.ISSUER))
        .require(200)
        .json()
        .getString("access_token");
  }
}

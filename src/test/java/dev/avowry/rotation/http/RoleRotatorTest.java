package dev.avowry.rotation.http;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.Expect;
import dev.avowry.testing.FarPostgres;
import dev.avowry.testing.FarServer;
import dev.avowry.testing.OddPostgres;
import dev.avowry.testing.TestCertificate;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestDatabase;
import dev.avowry.testing.TestHuman;
import dev.avowry.testing.TestRotator;
import dev.avowry.testing.TestSecret;
import dev.avowry.testing.VaultRows;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords of roles at a real PostgreSQL, which logs every statement. */
@AvowryTest
class RoleRotatorTest {
  private static FarPostgres far;

  private TestHuman sponsor;
  private TestClient reader;
  private String role;
  private String old;

  @BeforeAll
  static void startFarSide() {
    far = FarPostgres.start();
  }

  @AfterAll
  static void stopFarSide() {
    far.close();
  }

  @BeforeEach
  void register() throws Exception {
    sponsor = TestHuman.sponsor();
    reader = Api.agent(sponsor.id()).with("scopes", List.of("vault:read")).register();
    role = "app_" + UUID.randomUUID();
    old = "old-" + UUID.randomUUID();
    far.role(role, old);
  }

  private TestRotator rotator() {
    return rotator(far.fields(role, old), Map.of());
  }

  private TestRotator rotator(Map<String, String> fields, Map<String, Object> more) {
    TestRotator made = TestRotator.ofDatabase(sponsor::as, fields, more);
    made.secret().grant(sponsor.as(), reader.id());
    return made;
  }

  @Test
  @DisplayName("POST /v1/vault/{id}/rotate → the old password no longer opens, the new one does")
  void replacesThePassword() throws Exception {
    TestRotator rotator = rotator();

    rotator
        .rotate()
        .then()
        .statusCode(202)
        .body("state", equalTo("rotating"), "type", equalTo("postgresql"), "tries", equalTo(0));
    rotator.awaitVersion(2);

    Map<String, String> now = rotator.fields(reader);
    assertFalse(far.letsIn(role, old));
    assertTrue(far.letsIn(role, rotator.password(reader)));
    assertEquals(43, rotator.password(reader).length());
    Map<String, String> expected = far.fields(role, rotator.password(reader));
    assertEquals(expected, now);
    assertEquals(
        old,
        rotator
            .secret()
            .read(reader.ownToken("vault:read"), 1)
            .then()
            .extract()
            .path("fields.password"));
  }

  @Test
  @DisplayName("what was done is on record; neither log nor database nor record have the password")
  void leavesNothingBehind() throws Exception {
    TestRotator rotator = rotator();
    String run = begun(rotator);
    rotator.awaitVersion(2);
    String password = rotator.password(reader);

    Eventually.within(
        Duration.ofSeconds(30),
        "the version is on record",
        () -> rotator.events("secret_version_added").size() == 2);
    assertTrue(
        rotator.events("secret_version_added").stream()
            .anyMatch(event -> detail(event).getOrDefault("run", "").equals(run)));
    String log = far.log();
    assertTrue(log.contains("alter role session_user password 'SCRAM-SHA-256$"), "it logs all");
    assertFalse(log.contains(password), "the server has logged it");
    assertFalse(log.contains(old), "the server has logged the old one");
    assertEquals(List.of(), VaultRows.tablesWith(password));
    assertFalse(Files.readString(TestDatabase.log()).contains(password), "we have logged it");
  }

  private static String begun(TestRotator rotator) throws Exception {
    rotator.rotate().then().statusCode(202);
    Eventually.within(
        Duration.ofSeconds(30),
        "it is on record",
        () -> rotator.events("rotation_begun").size() == 1);
    Map<String, String> detail = detail(rotator.events("rotation_begun").getFirst());
    assertEquals("asked", detail.get("cause"));
    assertEquals("1", detail.get("version"));
    return Objects.requireNonNull(detail.get("run"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> detail(Map<String, Object> event) {
    return (Map<String, String>) Objects.requireNonNull(event.get("detail"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\"b; drop role postgres; --",
        "'; alter role postgres password 'x",
        "public",
        "postgres ",
        "Zoë $1 \\ %s",
        "\"",
        "select",
        "session_user"
      })
  @DisplayName("a role of any name gives itself a password, and nobody else")
  void replacesThePasswordOfAnyRole(String name) throws Exception {
    String hostile = name + (name.equals("public") ? "!" : "");
    far.role(hostile, old);
    TestRotator rotator = rotator(far.fields(hostile, old), Map.of());
    rotator.rotate().then().statusCode(202);
    rotator.awaitVersion(2);

    assertTrue(far.letsIn(hostile, rotator.password(reader)));
    assertFalse(far.letsIn(hostile, old));
    assertTrue(far.letsIn(role, old), "another role has its own still");
  }

  @Test
  @DisplayName("a role that acts as another by its settings gives itself the password")
  void replacesTheOwnPasswordWhateverTheSettings() throws Exception {
    String other = "other_" + UUID.randomUUID();
    far.role(other, "of-the-other");
    far.run("grant %s to %s".formatted(FarPostgres.quoted(other), FarPostgres.quoted(role)));
    far.run(
        "alter role %s set role %s".formatted(FarPostgres.quoted(role), FarPostgres.quoted(other)));
    TestRotator rotator = rotator();
    rotator.rotate().then().statusCode(202);
    rotator.awaitVersion(2);

    assertTrue(far.letsIn(other, "of-the-other"));
    assertFalse(far.letsIn(role, old));
  }

  @Test
  @DisplayName("a password that is not taken → broken at once, on record; then by backoff")
  void breaksOnAWrongPassword() throws Exception {
    TestRotator rotator = rotator(far.fields(role, "not-the-password"), Map.of());
    rotator.rotate().then().statusCode(202);

    JsonPath broken = rotator.await("broken", it -> it.getString("state").equals("broken"));
    assertEquals("rejected", broken.getString("fault"));
    assertEquals(1, broken.getInt("tries"));
    assertEquals(1, rotator.version());
    assertTrue(far.letsIn(role, old));
    Eventually.within(
        Duration.ofSeconds(30),
        "it is on record",
        () -> rotator.events("rotation_broken").size() == 1);
    assertEquals("rejected", detail(rotator.events("rotation_broken").getFirst()).get("fault"));

    Instant before = Instant.now();
    rotator.rotate().then().statusCode(202).body("state", equalTo("rotating"));
    JsonPath again = rotator.await("broken", it -> it.getString("state").equals("broken"));
    assertEquals(2, again.getInt("tries"));
    assertTrue(Instant.now().isAfter(before.plusSeconds(2)), "it was put off");
  }

  @Test
  @DisplayName("POST …/versions with the right password → ready, and rotated from there")
  void goesOnWithAnotherVersion() throws Exception {
    TestRotator rotator = rotator(far.fields(role, "not-the-password"), Map.of());
    rotator.rotate().then().statusCode(202);
    rotator.await("broken", it -> it.getString("state").equals("broken"));

    sponsor
        .as()
        .body(Map.of("fields", far.fields(role, old)))
        .post("/v1/vault/{id}/versions", rotator.secret().id())
        .then()
        .statusCode(201);
    assertEquals("ready", rotator.show().getString("state"));
    rotator.rotate().then().statusCode(202);
    rotator.awaitVersion(3);

    assertTrue(far.letsIn(role, rotator.password(reader)));
  }

  @Test
  @DisplayName("PUT of another rotator → what was given up is put aside, and never comes back")
  void putsAsideWhatWasGivenUp() throws Exception {
    Map<String, String> wrong = far.fields(role, "not-the-password");
    TestRotator rotator = rotator(wrong, Map.of());
    rotator.rotate().then().statusCode(202);
    rotator.await("broken", it -> it.getString("state").equals("broken"));
    try (FarServer hook = FarServer.start()) {
      String right = new JsonObject(Map.of("fields", far.fields(role, old))).encode();
      hook.does(came -> FarServer.Said.text(right));
      rotator.set("webhook", Map.of("endpoint", hook.origin())).then().statusCode(200);
      rotator.rotate().then().statusCode(202);
      rotator.awaitVersion(2);
    }
    assertEquals(old, rotator.password(reader));

    rotator.set("postgresql", Map.of()).then().statusCode(200);
    rotator.rotate().then().statusCode(202);
    rotator.awaitVersion(3);
    assertTrue(far.letsIn(role, rotator.password(reader)));
    assertFalse(far.letsIn(role, old));
  }

  @Test
  @DisplayName("a secret of which the row was edited → is not opened, and keeps nobody waiting")
  void failsByItself() throws Exception {
    TestRotator edited = rotator();
    TestRotator donor = rotator();
    VaultRows.swap(edited.secret().id(), donor.secret().id());
    describe(edited, Instant.now().minusSeconds(60));
    JsonPath tried = edited.await("tried", it -> it.getInt("tries") >= 1);
    assertEquals("failed", tried.getString("fault"));
    assertEquals(1, edited.version());
    assertTrue(far.letsIn(role, old));
  }

  @Test
  @DisplayName("a server that does not answer keeps no other secret waiting")
  void waitsForNobody() throws Exception {
    try (OddPostgres silent = OddPostgres.that(talk -> talk.in().readAllBytes())) {
      Map<String, String> nowhere = far.fields(role, old);
      nowhere.put("port", Integer.toString(silent.port()));
      TestRotator slow = rotator(nowhere, Map.of());
      TestRotator quick = rotator();
      slow.rotate().then().statusCode(202);
      Eventually.within(Duration.ofSeconds(30), "it is asked", () -> silent.come() == 1);
      quick.rotate().then().statusCode(202);
      quick.awaitVersion(2);
      assertEquals(0, slow.show().getInt("tries"), "nobody has given it up yet");
    }
  }

  @Test
  @DisplayName("rotate_at in the past → replaced without asking, and its day is gone; every → next")
  void replacesOnItsDay() throws Exception {
    TestRotator once = rotator();
    describe(once, Instant.now().minusSeconds(60));
    once.awaitVersion(2);
    sponsor.as().get("/v1/vault/{id}", once.secret().id()).then().body("rotate_at", nullValue());
    Eventually.within(
        Duration.ofSeconds(30), "on record", () -> once.events("rotation_begun").size() == 1);
    assertEquals("due", detail(once.events("rotation_begun").getFirst()).get("cause"));

    once.set("postgresql", Map.of("every", 3600)).then().statusCode(200);
    describe(once, Instant.now().minusSeconds(60));
    once.awaitVersion(3);
    Instant next =
        Instant.parse(sponsor.as().get("/v1/vault/{id}", once.secret().id()).path("rotate_at"));
    assertTrue(next.isAfter(Instant.now().plusSeconds(3000)), next::toString);
  }

  private void describe(TestRotator rotator, Instant rotateAt) {
    sponsor
        .as()
        .body(Map.of("name", "on its day", "rotate_at", rotateAt.toString()))
        .put("/v1/vault/{id}", rotator.secret().id())
        .then()
        .statusCode(200);
  }

  @Test
  @DisplayName("after_revocation, and an agent that was told it is revoked → replaced, once")
  void replacesAfterARevocation() throws Exception {
    TestRotator told = rotator(far.fields(role, old), Map.of("after_revocation", true));
    String untoldRole = "untold_" + UUID.randomUUID();
    far.role(untoldRole, old);
    TestRotator untold = rotator(far.fields(untoldRole, old), Map.of("after_revocation", true));
    TestClient leaver = Api.agent(sponsor.id()).with("scopes", List.of("vault:read")).register();
    told.secret().grant(sponsor.as(), leaver.id());
    assertEquals(old, told.password(leaver));
    Api.order("revoke", "agent", leaver.id()).then().statusCode(200);

    told.awaitVersion(2);
    assertFalse(far.letsIn(role, old));
    Eventually.within(
        Duration.ofSeconds(30), "on record", () -> told.events("rotation_begun").size() == 1);
    assertEquals("revocation", detail(told.events("rotation_begun").getFirst()).get("cause"));
    assertEquals(1, untold.version());
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.255.255.1", "169.254.169.254", "192.168.0.1", "100.64.0.1"})
  @DisplayName("a host that is nowhere public → nobody is connected to, and it is tried later")
  void refusesOtherHosts(String host) throws Exception {
    Map<String, String> fields = far.fields(role, old);
    fields.put("host", host);
    fields.put("tls", "verify");
    TestRotator rotator = rotator(fields, Map.of());
    rotator.rotate().then().statusCode(202);

    JsonPath put = rotator.await("tried", it -> it.getInt("tries") >= 1);
    assertEquals("rotating", put.getString("state"));
    assertEquals("unreachable", put.getString("fault"));
    assertTrue(Instant.parse(put.getString("next_try_at")).isAfter(Instant.now().minusSeconds(60)));
    assertEquals(1, rotator.version());
  }

  @Test
  @DisplayName("TLS: the name of the certificate and its authority are checked, at that address")
  void checksTheCertificate() throws Exception {
    Map<String, String> good = secured("localhost", far.authority());
    TestRotator rotator = rotator(good, Map.of());
    rotator.rotate().then().statusCode(202);
    rotator.awaitVersion(2);
    assertFalse(far.letsIn(role, old));

    String password = rotator.password(reader);
    Map<String, String> otherName = secured("127.0.0.1", far.authority());
    otherName.put("password", password);
    Map<String, String> otherAuthority = secured("localhost", unknownAuthority());
    otherAuthority.put("password", password);
    Map<String, String> ofThisMachine = new HashMap<>(otherAuthority);
    ofThisMachine.remove("ca");
    for (Map<String, String> bad : List.of(otherName, otherAuthority, ofThisMachine)) {
      TestRotator refused = rotator(bad, Map.of());
      refused.rotate().then().statusCode(202);
      JsonPath tried = refused.await("tried", it -> it.getInt("tries") >= 1);
      assertEquals("unreachable", tried.getString("fault"));
      assertEquals(1, refused.version());
    }
    assertTrue(far.letsIn(role, password));
  }

  private Map<String, String> secured(String host, String authority) {
    Map<String, String> fields = far.fields(role, old);
    fields.put("host", host);
    fields.put("tls", "verify");
    fields.put("ca", authority);
    return fields;
  }

  private static String unknownAuthority() throws Exception {
    Path file = Files.createTempFile("authority", ".pem");
    TestCertificate.authority("CN=of nobody").writeChain(file);
    return Files.readString(file);
  }

  @Test
  @DisplayName("PUT of a rotator that the secret is not fit for → 400")
  void refusesWhatIsNotFit() {
    TestRotator key = TestRotator.of(sponsor::as, TestSecret.keep(sponsor.as(), "a value"));
    Expect.problem(400, "invalid-request", key.set("postgresql", Map.of()));
    Expect.problem(400, "invalid-request", key.set("webhook", Map.of()));
    Expect.problem(400, "invalid-request", key.set("telnet", Map.of()));
    Expect.problem(
        400,
        "invalid-request",
        sponsor.as().body(Map.of()).put("/v1/vault/{id}/rotator", key.secret().id()));
    Expect.problem(
        400, "invalid-request", key.set("webhook", Map.of("endpoint", "https://10.0.0.1/")));
    Expect.problem(
        400, "invalid-request", key.set("webhook", Map.of("endpoint", "http://hooks.example/")));
    TestSecret homeless =
        TestRotator.database(
            sponsor::as, Map.of("username", "app", "password", "of the app"), Map.of());
    TestRotator nowhere = TestRotator.of(sponsor::as, homeless);
    Expect.problem(400, "invalid-request", nowhere.set("postgresql", Map.of()));
    Expect.problem(
        400,
        "invalid-request",
        rotator().set("postgresql", Map.of("endpoint", "https://hooks.example/")));
    Expect.problem(400, "invalid-request", rotator().set("postgresql", Map.of("every", 3599)));
    Expect.problem(404, "not-found", nowhere.rotate());
  }

  @Test
  @DisplayName("another sponsor, and an agent that may read the secret → 404")
  void isNobodyElses() {
    TestRotator rotator = rotator();
    TestHuman stranger = TestHuman.sponsor();
    TestRotator theirs = TestRotator.of(stranger::as, rotator.secret());
    Expect.problem(404, "not-found", theirs.set("postgresql", Map.of()));
    Expect.problem(404, "not-found", theirs.rotate());
    Expect.problem(
        404, "not-found", stranger.as().get("/v1/vault/{id}/rotator", rotator.secret().id()));
    Expect.problem(
        404, "not-found", stranger.as().delete("/v1/vault/{id}/rotator", rotator.secret().id()));
    Expect.problem(
        404,
        "not-found",
        Api.as(reader.ownToken("vault:read")).get("/v1/vault/{id}/rotator", rotator.secret().id()));
    assertEquals("ready", rotator.show().getString("state"));
  }

  @Test
  @DisplayName("DELETE between two tries → the rotation is over; a version may be written")
  void isStoppedBetweenTries() throws Exception {
    Map<String, String> fields = far.fields(role, old);
    fields.put("host", "10.255.255.1");
    fields.put("tls", "verify");
    TestRotator rotator = rotator(fields, Map.of());
    rotator.rotate().then().statusCode(202);
    rotator.await("tried", it -> it.getInt("tries") >= 1);
    Map<String, Object> version = Map.of("fields", far.fields(role, old));
    Expect.problem(
        409,
        "conflict",
        sponsor.as().body(version).post("/v1/vault/{id}/versions", rotator.secret().id()));
    Eventually.within(
        Duration.ofSeconds(30),
        "nobody is at it",
        () ->
            sponsor.as().delete("/v1/vault/{id}/rotator", rotator.secret().id()).statusCode()
                == 204);

    sponsor
        .as()
        .body(version)
        .post("/v1/vault/{id}/versions", rotator.secret().id())
        .then()
        .statusCode(201);
    rotator.set("postgresql", Map.of()).then().statusCode(200);
    assertEquals("ready", rotator.show().getString("state"));
    rotator.rotate().then().statusCode(202);
    rotator.awaitVersion(3);
    assertTrue(far.letsIn(role, rotator.password(reader)));
  }

  @Test
  @DisplayName("DELETE → no rotator, 404 to who asks for it; again → 204, and one row")
  void isRemoved() throws Exception {
    TestRotator rotator = rotator();
    for (int i = 0; i < 2; i++) {
      sponsor.as().delete("/v1/vault/{id}/rotator", rotator.secret().id()).then().statusCode(204);
    }
    Expect.problem(404, "not-found", rotator.rotate());
    Eventually.within(
        Duration.ofSeconds(30), "on record", () -> rotator.events("rotator_removed").size() == 1);
    assertEquals(1, rotator.events("rotator_set").size());
    assertNotEquals(0, rotator.version());
  }
}

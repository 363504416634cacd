package dev.avowry.rotation.http;

import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.FarServer;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestDatabase;
import dev.avowry.testing.TestHuman;
import dev.avowry.testing.TestRotator;
import dev.avowry.testing.TestSecret;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets that somebody's webhook replaces. */
@AvowryTest
class WebhookRotatorTest {
  private FarServer far;
  private TestHuman sponsor;
  private TestClient reader;
  private String next;

  @BeforeEach
  void start() {
    far = FarServer.start();
    sponsor = TestHuman.sponsor();
    reader = Api.agent(sponsor.id()).with("scopes", List.of("vault:read")).register();
    next = "next-" + UUID.randomUUID();
  }

  @AfterEach
  void stop() {
    far.close();
  }

  private TestRotator rotator(Map<String, Object> of) {
    TestRotator rotator =
        TestRotator.of(sponsor::as, TestSecret.keep(sponsor.as(), "the first one", of));
    rotator.set("webhook", Map.of("endpoint", far.origin() + "/rotate?x=1")).then().statusCode(200);
    rotator.secret().grant(sponsor.as(), reader.id());
    return rotator;
  }

  private FarServer.Said made() {
    return FarServer.Said.text("{\"fields\":{\"key\":\"%s\"}}".formatted(next));
  }

  @Test
  @DisplayName("POST …/rotate → a signed order; what is answered is the present version")
  void takesTheAnswer() throws Exception {
    far.does(came -> made());
    TestRotator rotator = rotator(Map.of());
    rotator.rotate().then().statusCode(202);
    rotator.awaitVersion(2);

    assertEquals(next, rotator.secret().value(reader.ownToken("vault:read")));
    FarServer.Came came = far.only();
    assertEquals("POST", came.method());
    assertEquals("/rotate?x=1", came.target());
    assertEquals("application/secevent+jwt", came.header("Content-Type"));
    Map<String, Object> claims = verified(came.body());
    assertEquals(far.origin() + "/rotate?x=1", claims.get("aud"));
    assertEquals("\"" + claims.get("jti") + "\"", came.header("Idempotency-Key"));
    assertEquals(
        Map.of(
            Api.ISSUER + "/events/rotate-secret",
            Map.of(
                "secret",
                rotator.secret().id(),
                "type",
                "api_key",
                "version",
                1L,
                "cause",
                "asked")),
        claims.get("events"));
    assertFalse(came.body().contains("the first one"));
    assertFalse(Files.readString(TestDatabase.log()).contains(next), "it is in the log");
  }

  private static Map<String, Object> verified(String set) throws Exception {
    SignedJWT jwt = SignedJWT.parse(set);
    assertEquals("secevent+jwt", jwt.getHeader().getType().toString());
    JWKSet keys = JWKSet.parse(RestAssured.get("/jwks").asString());
    RSASSAVerifier verifier =
        new RSASSAVerifier(keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey());
    assertTrue(jwt.verify(verifier), "the signature is not good");
    assertEquals(Api.ISSUER, jwt.getJWTClaimsSet().getIssuer());
    return jwt.getPayload().toJSONObject();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "503 {}",
        "200 {}",
        "200 no json",
        "200 {\"fields\":{\"key\":7}}",
        "200 {\"fields\":[]}",
        "302 {}"
      })
  @DisplayName("what is no version → asked again by the same name, until there is one")
  void asksAgain(String first) throws Exception {
    int status = Integer.parseInt(first.substring(0, 3));
    far.does(
        came ->
            far.came().size() == 1
                ? FarServer.Said.of(
                    status, Map.of("Location", far.origin() + "/other"), first.substring(4))
                : made());
    TestRotator rotator = rotator(Map.of());
    rotator.rotate().then().statusCode(202);
    JsonPath put = rotator.await("tried", it -> it.getInt("tries") >= 1 || rotator.version() == 2);
    assertTrue(List.of("rotating", "ready").contains(put.getString("state")));
    rotator.awaitVersion(2);

    assertEquals(2, far.came().size());
    assertEquals(
        1,
        far.came().stream()
            .map(came -> came.header("Idempotency-Key"))
            .collect(Collectors.toSet())
            .size());
    assertEquals(next, rotator.secret().value(reader.ownToken("vault:read")));
  }

  @Test
  @DisplayName("202, and a version that the far side writes with its bindings → done")
  void isContentWithAVersion() throws Exception {
    far.does(came -> FarServer.Said.of(202, Map.of(), ""));
    TestRotator rotator = rotator(TestSecret.boundTo(far.origin()));
    rotator.rotate().then().statusCode(202);
    JsonPath asked = rotator.await("asked", it -> it.getInt("tries") >= 1);
    assertEquals("unanswered", asked.getString("fault"));

    sponsor
        .as()
        .body(
            Map.of(
                "fields",
                Map.of("key", next),
                "bindings",
                List.of(TestSecret.binding(far.origin(), Map.of("as", "bearer", "field", "key")))))
        .post("/v1/vault/{id}/versions", rotator.secret().id())
        .then()
        .statusCode(201);
    rotator.awaitVersion(2);

    assertEquals(next, rotator.secret().value(reader.ownToken("vault:read")));
  }

  @Test
  @DisplayName("rotate_at in the past, 202, and a version of the far side's → its day is gone")
  void isReplacedOnceOnItsDay() throws Exception {
    far.does(came -> FarServer.Said.of(202, Map.of(), ""));
    TestRotator rotator = rotator(Map.of());
    sponsor
        .as()
        .body(Map.of("name", "on its day", "rotate_at", Instant.now().minusSeconds(60).toString()))
        .put("/v1/vault/{id}", rotator.secret().id())
        .then()
        .statusCode(200);
    rotator.await("asked", it -> it.getInt("tries") >= 1);
    sponsor
        .as()
        .body(Map.of("fields", Map.of("key", next)))
        .post("/v1/vault/{id}/versions", rotator.secret().id())
        .then()
        .statusCode(201);
    rotator.awaitVersion(2);

    sponsor.as().get("/v1/vault/{id}", rotator.secret().id()).then().body("rotate_at", nullValue());
    assertEquals(1, rotator.events("rotation_begun").size());
  }

  @Test
  @DisplayName("fields alone for a secret that is bound, or not those of its type → broken")
  void refusesFieldsAlone() throws Exception {
    far.does(came -> made());
    TestRotator bound = rotator(TestSecret.boundTo(far.origin()));
    bound.rotate().then().statusCode(202);
    JsonPath broken = bound.await("broken", it -> it.getString("state").equals("broken"));
    assertEquals("unfit", broken.getString("fault"));
    assertEquals(1, bound.version());

    far.does(came -> FarServer.Said.text("{\"fields\":{\"password\":\"x\"}}"));
    TestRotator other = rotator(Map.of());
    other.rotate().then().statusCode(202);
    other.await("broken", it -> it.getString("state").equals("broken"));
    assertEquals(1, other.version());
  }

  @Test
  @DisplayName("POST …/rotate while it is under way → the same rotation")
  void isTheSameWhileItIsUnderWay() throws Exception {
    far.does(came -> FarServer.Said.of(202, Map.of(), ""));
    TestRotator rotator = rotator(Map.of());
    for (int i = 0; i < 3; i++) {
      rotator.rotate().then().statusCode(202);
    }
    rotator.await("asked twice", it -> it.getInt("tries") >= 2);

    assertEquals(
        1,
        far.came().stream()
            .map(came -> came.header("Idempotency-Key"))
            .collect(Collectors.toSet())
            .size());
    assertEquals(1, rotator.events("rotation_begun").size());
  }
}

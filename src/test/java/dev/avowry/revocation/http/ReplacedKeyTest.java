package dev.avowry.revocation.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.EventReader;
import dev.avowry.testing.TestClient;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A compromised key is replaced: nothing that it signed is handed out any more. */
@AvowryTest
class ReplacedKeyTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  @Test
  @DisplayName("POST /v1/keys/rotations, immediate → lists and stream are by the new key at once")
  void signsAnewWhatLiesReady() throws Exception {
    TestClient agent = Api.agent(Api.sponsor()).register();
    String statusList =
        Api.claims(agent.token("read", Api.ORDERS)).getString("status.status_list.uri");
    String path = URI.create(statusList).getPath();
    Api.order("revoke", "agent", agent.id()).then().statusCode(200);
    long head = head();
    try (EventReader before = stream(head - 1)) {
      before.next("entry", SOON);
      List<String> old = List.of(kid(list("")), kid(list("?since=" + head)), kid(get(path)));

      Api.admin()
          .body(Map.of("algorithm", "ES256", "immediate", true))
          .post("/v1/keys/rotations")
          .then()
          .statusCode(201);
      Api.forgetAdminToken();

      List<String> published = RestAssured.get("/jwks").jsonPath().getList("keys.kid");
      for (String kid :
          List.of(
              kid(list("")),
              kid(list("?since=" + head)),
              kid(get(path)),
              kid(resumed(head)),
              kid(begun()))) {
        assertTrue(published.contains(kid), () -> kid + " is in no JWKS");
        assertFalse(old.contains(kid), () -> kid + " was replaced");
      }
    }
  }

  private static long head() {
    return RestAssured.given()
        .header("Accept", "application/json")
        .get("/revocations")
        .jsonPath()
        .getLong("seq");
  }

  private static String list(String query) {
    return get("/revocations" + query);
  }

  private static String get(String path) {
    return RestAssured.get(path).then().statusCode(200).extract().asString();
  }

  private static String resumed(long head) throws Exception {
    try (EventReader reader = stream(head - 1)) {
      return reader.next("entry", SOON).data();
    }
  }

  private static String begun() throws Exception {
    try (EventReader reader = EventReader.open(uri(), Map.of())) {
      return reader.next("list", SOON).data();
    }
  }

  private static EventReader stream(long place) throws Exception {
    return EventReader.open(uri(), Map.of("Last-Event-ID", Long.toString(place)));
  }

  private static URI uri() {
    return URI.create("http://localhost:" + RestAssured.port + "/revocations/stream");
  }

  private static String kid(String jwt) {
    byte[] header = Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[0]);
    return new JsonObject(new String(header, StandardCharsets.UTF_8)).getString("kid");
  }
}

package dev.avowry.key.http;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.nimbusds.jwt.SignedJWT;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestClient;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@AvowryTest
class KeysTest {
  @Nested
  class AnAdministrator {
    @Test
    @DisplayName("POST /v1/keys/rotations → 201, in the JWKS at once, another ETag")
    void publishesANewKey() {
      String tag = RestAssured.get("/jwks").header("ETag");
      String kid =
          rotate(Map.of("algorithm", "EdDSA"))
              .then()
              .statusCode(201)
              .body("state", equalTo("published"))
              .extract()
              .path("kid");

      Response jwks = RestAssured.given().accept("application/json").get("/jwks");
      jwks.then().body("keys.kid", hasItem(kid));
      assertNotEquals(tag, jwks.header("ETag"));
      Api.admin().get("/v1/keys").then().body("items.kid", hasItem(kid));
    }

    @Test
    @DisplayName("POST /v1/keys/rotations immediate → what the old key signed is dead (A-026)")
    void replacesACompromisedKey() throws Exception {
      String resource = "https://compromised.example";
      Api.admin()
          .body(Map.of("resource", resource, "name", "x", "signing_alg", "EdDSA"))
          .put("/v1/resources")
          .then()
          .statusCode(200);
      TestClient agent = Api.agent(Api.sponsor()).with("resources", List.of(resource)).register();
      String before = agent.token("read", resource);
      agent.introspect(before).then().body("active", equalTo(true));

      rotate(Map.of("algorithm", "EdDSA", "immediate", true)).then().statusCode(201);

      String old = SignedJWT.parse(before).getHeader().getKeyID();
      RestAssured.given()
          .accept("application/json")
          .get("/jwks")
          .then()
          .body("keys.kid", not(hasItem(old)));
      agent.introspect(before).then().body("active", equalTo(false));
      String after = agent.token("read", resource);
      agent.introspect(after).then().body("active", equalTo(true));
    }

    @Test
    @DisplayName("POST /v1/keys/rotations of the key for events → that one alone is replaced")
    void rotatesTheKeyForEvents() {
      String tokens = active("tokens");
      String events = active("events");

      rotate(Map.of("algorithm", "RS256", "purpose", "events", "immediate", true))
          .then()
          .statusCode(201)
          .body("purpose", equalTo("events"));

      assertEquals(tokens, active("tokens"));
      assertNotEquals(events, active("events"));
      RestAssured.get("/jwks").then().body("keys.kid", hasItem(active("events")));
      for (Object purpose : List.of("", "Events", "all", 1)) {
        Expect.problem(
            400, "invalid-request", rotate(Map.of("algorithm", "RS256", "purpose", purpose)));
      }
      Expect.problem(
          400, "invalid-request", rotate(Map.of("algorithm", "ES256", "purpose", "events")));
    }

    private static String active(String purpose) {
      return Api.admin()
          .get("/v1/keys")
          .path(
              "items.find { it.state == 'active' && it.algorithm == 'RS256' && it.purpose == '%s' }.kid"
                  .formatted(purpose));
    }

    @Test
    @DisplayName("POST /v1/keys/rotations of another algorithm, or none → 400")
    void isRefusedWhatIsNoAlgorithm() {
      for (Object algorithm : List.of("", "none", "HS256", "es256", "ES384", 1, List.of("ES256"))) {
        Expect.problem(400, "invalid-request", rotate(Map.of("algorithm", algorithm)));
      }
      for (Object immediate : List.of("true", 1, "")) {
        Expect.problem(
            400, "invalid-request", rotate(Map.of("algorithm", "EdDSA", "immediate", immediate)));
      }
      Expect.problem(400, "invalid-request", rotate(Map.of("algorithm", "EdDSA", "kid", "mine")));
    }

    private static Response rotate(Map<String, Object> body) {
      return Api.admin().body(body).post("/v1/keys/rotations");
    }
  }
}

package dev.avowry.token.http;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.TestClient;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** RFC 7009. */
@AvowryTest
class RevokeTest {
  private TestClient planner;
  private TestClient worker;

  @BeforeEach
  void register() {
    planner = Api.agent(Api.sponsor()).register();
    worker = NewTestAgent.subAgent().register(planner.ownToken("agents:spawn"));
  }

  @Nested
  class TheClient {
    @Test
    @DisplayName("POST /revoke → 200, and what was exchanged from it is dead as well")
    void takesATokenBackWithAllThatCameOfIt() {
      String token = planner.token("read", Api.ORDERS);
      String child = worker.exchange(token, Map.of()).path("access_token");
      String sibling = planner.token("read", Api.ORDERS);

      Response answer = revoke(planner, token);

      assertEquals(200, answer.statusCode());
      assertEquals("", answer.asString());
      Expect.notStored(answer);
      planner.introspect(token).then().body(equalTo("{\"active\":false}"));
      worker.introspect(child).then().body(equalTo("{\"active\":false}"));
      planner.introspect(sibling).then().body("active", equalTo(true));
    }

    @Test
    @DisplayName("POST /revoke a second time → 200, one entry")
    void mayRepeatItself() {
      String token = planner.token("read", Api.ORDERS);
      revoke(planner, token).then().statusCode(200);
      revoke(planner, token).then().statusCode(200);

      String jti = Api.claims(token).getString("jti");
      List<String> ids =
          RestAssured.given().accept("application/json").get("/revocations").path("entries.id");
      assertEquals(1, ids.stream().filter(jti::equals).count());
    }

    @Test
    @DisplayName("POST /revoke with an unknown token → 200 (RFC 7009 §2.2)")
    void mayNameWhatIsNoToken() {
      for (String token :
          List.of("x", "a.b.c", planner.assertion(), RestAssured.get("/jwks").asString())) {
        revoke(planner, token).then().statusCode(200).body(equalTo(""));
      }
    }

    @Test
    @DisplayName("POST /revoke with any token_type_hint → 200 (RFC 7009 §2.1)")
    void mayHintWrongly() {
      String token = planner.token("read", Api.ORDERS);
      planner
          .form()
          .formParam("token", token)
          .formParam("token_type_hint", "refresh_token")
          .post("/revoke")
          .then()
          .statusCode(200);
      planner.introspect(token).then().body("active", equalTo(false));
    }
  }

  @Nested
  class AnotherClient {
    @Test
    @DisplayName("POST /revoke → 400 unauthorized_client, the token lives")
    void mayNotTakeItBack() {
      String token = planner.token("read", Api.ORDERS);

      Expect.oauthError(400, "unauthorized_client", revoke(worker, token));
      planner.introspect(token).then().body("active", equalTo(true));
    }

    @Test
    @DisplayName("POST /revoke of what was exchanged from its own token → 400, the token lives")
    void mayNotTakeBackWhatOthersMadeOfIt() {
      String token = planner.token("read", Api.ORDERS);
      String child = worker.exchange(token, Map.of()).path("access_token");

      Expect.oauthError(400, "unauthorized_client", revoke(planner, child));
      worker.introspect(child).then().body("active", equalTo(true));
    }
  }

  private static Response revoke(TestClient by, String token) {
    return by.form().formParam("token", token).post("/revoke");
  }
}

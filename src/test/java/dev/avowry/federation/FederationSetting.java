package dev.avowry.federation;

import dev.avowry.testing.Api;
import dev.avowry.testing.Expect;
import dev.avowry.testing.OutsideIssuer;
import dev.avowry.testing.TestClient;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A platform outside, and an agent of ours that a rule of it may name. */
abstract class FederationSetting {
  static final Map<String, String> READ = Map.of("scope", "read", "resource", Api.ORDERS);

  OutsideIssuer platform;
  TestClient agent;

  @BeforeEach
  void start() {
    platform = OutsideIssuer.start();
    agent = Api.agent(Api.sponsor()).register();
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  Map<String, String> isAgent() {
    return Map.of("agent", agent.id());
  }

  static String ruled(String trust, Map<String, String> conditions, Map<String, ?> outcome) {
    return OutsideIssuer.ruled(trust, conditions, outcome);
  }

  static String token(Response answer) {
    return answer.then().statusCode(200).extract().path("access_token");
  }

  static void refused(Response answer) {
    Expect.oauthError(401, "invalid_client", answer);
  }

  static void refusedGrant(Response answer) {
    Expect.oauthError(400, "invalid_grant", answer);
  }

  boolean isAlive(String token) {
    return agent.introspect(token).then().statusCode(200).extract().path("active");
  }

  static boolean isListed(String id) {
    List<String> ids =
        RestAssured.given()
            .accept("application/json")
            .get("/revocations")
            .jsonPath()
            .getList("entries.id");
    return ids.contains(id);
  }

  static io.restassured.specification.RequestSpecification with(String proof, String token) {
    return RestAssured.given()
        .contentType("application/x-www-form-urlencoded")
        .formParam("client_assertion_type", TestClient.ASSERTION_TYPE)
        .formParam("client_assertion", proof)
        .formParam("token", token);
  }
}

package dev.avowry.token.http;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.agent.AuthorizationDetails;
import dev.avowry.consent.Wanted;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.Expect;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestDetails;
import dev.avowry.testing.TestLoan;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Authorization details, RFC 9396, from the ceiling to the token and to whoever reads it. */
@AvowryTest
class AuthorizationDetailsTest {
  private static final String ERROR = "invalid_authorization_details";
  private static final String GIVEN = "authorization_details[0].amount";

  private TestClient client;

  @BeforeEach
  void register() {
    TestDetails.register();
    client = holding(Api.sponsor()).register();
  }

  private static NewTestAgent holding(String sponsor) {
    return Api.agent(sponsor).with("authorization_details", List.of(TestDetails.ceiling(100)));
  }

  private static Map<String, String> asking(String details) {
    return Map.of("scope", "read", "resource", Api.ORDERS, "authorization_details", details);
  }

  private static String token(Response answer) {
    return answer.then().statusCode(200).extract().path("access_token");
  }

  @Nested
  class AnAgent {
    @Test
    @DisplayName(
        "POST /token with details inside its ceiling → answer, JWT and introspection have them")
    void getsWhatItMayHave() {
      Response answer = client.clientCredentials(asking(TestDetails.of(40)));

      answer.then().body(GIVEN, equalTo(40));
      String token = token(answer);
      assertEquals(40, Api.claims(token).getInt(GIVEN));
      client
          .introspect(token)
          .then()
          .body("active", equalTo(true))
          .body(GIVEN, equalTo(40))
          .body("authorization_details[0].type", equalTo(TestDetails.TYPE));
    }

    @Test
    @DisplayName("POST /token without details → none")
    void getsNoneUnasked() {
      client
          .clientCredentials(Map.of("scope", "read", "resource", Api.ORDERS))
          .then()
          .statusCode(200)
          .body("authorization_details", nullValue());
    }

    @ParameterizedTest(name = "POST /token with {0} → 400")
    @ValueSource(
        strings = {
          "[{\"type\":\"order_payment\",\"amount\":101,\"currency\":\"EUR\"}]",
          "[{\"type\":\"order_payment\",\"amount\":1}]",
          "[{\"type\":\"order_payment\",\"amount\":1,\"currency\":\"USD\"}]",
          "[{\"type\":\"order_payment\",\"amount\":\"1\",\"currency\":\"EUR\"}]",
          "[{\"type\":\"order_payment\",\"amount\":1,\"currency\":\"EUR\",\"tip\":1}]",
          "[{\"type\":\"order_refund\",\"amount\":1,\"currency\":\"EUR\"}]",
          "[{\"type\":\"order_payment\",\"amount\":1,\"amount\":1,\"currency\":\"EUR\"}]",
          "not json"
        })
    void isRefused(String details) {
      Expect.oauthError(400, ERROR, client.clientCredentials(asking(details)));
    }

    @Test
    @DisplayName("POST /token with details of another resource server's type → 400")
    void asksForThemElsewhere() {
      TestClient wider =
          holding(Api.sponsor())
              .with("resources", List.of(Api.ORDERS, "https://other.example"))
              .register();
      Expect.oauthError(
          400,
          ERROR,
          wider.clientCredentials(
              Map.of(
                  "scope", "read",
                  "resource", "https://other.example",
                  "authorization_details", TestDetails.of(1))));
    }

    @Test
    @DisplayName("POST /token of an agent without details in its ceiling → 400")
    void holdsNone() {
      TestClient plain = Api.agent(Api.sponsor()).register();
      Expect.oauthError(400, ERROR, plain.clientCredentials(asking(TestDetails.of(1))));
    }

    @Test
    @DisplayName("GET /v1/me → what its tokens may carry")
    void seesItsCeiling() {
      Api.as(client.ownToken("read"))
          .get("/v1/me")
          .then()
          .body("agent.authorization_details[0].amount", equalTo(100));
    }

    @Test
    @DisplayName("POST /v1/agents: a child inside its ceiling → 201, beyond it → 422 (invariant 1)")
    void spawnsInsideItself() {
      String token = client.ownToken("agents:spawn");
      NewTestAgent.subAgent()
          .with("authorization_details", List.of(TestDetails.ceiling(100)))
          .tryRegister(token)
          .then()
          .statusCode(201)
          .body("authorization_details[0].amount", equalTo(100));
      Expect.problem(
          422,
          "ceiling-exceeded",
          NewTestAgent.subAgent()
              .with("authorization_details", List.of(TestDetails.ceiling(101)))
              .tryRegister(token));
    }
  }

  @Nested
  class AnAgentForAnother {
    @Test
    @DisplayName("POST /token exchanges → the subject token's, or narrower, never wider")
    void getsNoMoreThanTheSubject() {
      TestClient worker =
          NewTestAgent.subAgent()
              .with("authorization_details", List.of(TestDetails.ceiling(60)))
              .register(client.ownToken("agents:spawn"));
      String small = token(client.clientCredentials(asking(TestDetails.of(40))));
      String large = token(client.clientCredentials(asking(TestDetails.of(100))));

      worker.exchange(small, Map.of()).then().statusCode(200).body(GIVEN, equalTo(40));
      worker.exchange(large, Map.of()).then().statusCode(200).body(GIVEN, equalTo(60));
      worker
          .exchange(small, Map.of("authorization_details", TestDetails.of(39)))
          .then()
          .statusCode(200)
          .body(GIVEN, equalTo(39));
      worker
          .exchange(small, Map.of("authorization_details", "[]"))
          .then()
          .statusCode(200)
          .body("authorization_details", nullValue());
      Expect.oauthError(
          400, ERROR, worker.exchange(small, Map.of("authorization_details", TestDetails.of(41))));
    }

    @Test
    @DisplayName("POST /token exchanges a token without details → none")
    void getsNoneOfNone() {
      TestClient worker =
          NewTestAgent.subAgent()
              .with("authorization_details", List.of(TestDetails.ceiling(100)))
              .register(client.ownToken("agents:spawn"));
      String plain = client.token("read", Api.ORDERS);

      worker
          .exchange(plain, Map.of())
          .then()
          .statusCode(200)
          .body("authorization_details", nullValue());
      Expect.oauthError(
          400, ERROR, worker.exchange(plain, Map.of("authorization_details", TestDetails.of(1))));
    }
  }

  @Nested
  class AHumansLoan {
    private TestLoan lent(int amount) {
      String sponsor = Api.sponsor();
      TestClient asking =
          TestLoan.asking(sponsor)
              .with("authorization_details", List.of(TestDetails.ceiling(100)))
              .register();
      return TestLoan.of(
          Api.sponsor(),
          asking,
          new Wanted(
              Set.of("read"),
              List.of(Api.ORDERS),
              AuthorizationDetails.parse(TestDetails.of(amount)),
              Set.of(),
              Optional.empty()));
    }

    @Test
    @DisplayName("POST /token with code, then refresh token → as consented, or narrower")
    void isRedeemed() {
      TestLoan loan = lent(50);
      Response first = loan.redeem(loan.code());
      first.then().statusCode(200).body(GIVEN, equalTo(50));

      Response second =
          loan.client()
              .form()
              .formParam("grant_type", "refresh_token")
              .formParam("refresh_token", first.<String>path("refresh_token"))
              .formParam("authorization_details", TestDetails.of(20))
              .post("/token");
      second.then().statusCode(200).body(GIVEN, equalTo(20));

      loan.refresh(second.path("refresh_token")).then().statusCode(200).body(GIVEN, equalTo(50));
    }

    @Test
    @DisplayName("POST /token for more than was consented to → 400, and the code stays good")
    void isNotWidened() {
      TestLoan loan = lent(50);
      String code = loan.code();
      Expect.oauthError(
          400,
          ERROR,
          TestLoan.redeeming(loan.client().form(), code)
              .formParam("authorization_details", TestDetails.of(51))
              .post("/token"));
      loan.redeem(code).then().statusCode(200).body(GIVEN, equalTo(50));
    }

    @Test
    @DisplayName("POST /token for Avowry itself → a token without those of another resource server")
    void leavesThemWhereTheyBelong() {
      TestLoan loan = lent(50);
      TestLoan.redeeming(loan.client().form(), loan.code())
          .formParam("resource", Api.ISSUER)
          .post("/token")
          .then()
          .statusCode(200)
          .body("authorization_details", nullValue());
    }
  }

  @Nested
  class AnAdministrator {
    @Test
    @DisplayName("POST /v1/revocations tightens → older tokens are dead, newer ones narrower")
    void tightens() {
      String before = token(client.clientCredentials(asking(TestDetails.of(100))));
      Api.tighten(
              "agent",
              client.id(),
              Map.of("authorization_details", List.of(TestDetails.ceiling(10))))
          .then()
          .statusCode(200);

      client.introspect(before).then().body("active", equalTo(false));
      Expect.oauthError(400, ERROR, client.clientCredentials(asking(TestDetails.of(11))));
      client.clientCredentials(asking(TestDetails.of(10))).then().statusCode(200);
    }

    @Test
    @DisplayName("GET /v1/audit/why/{jti} → what was given in particular")
    void findsOutWhy() throws Exception {
      String token = token(client.clientCredentials(asking(TestDetails.of(40))));
      String jti = Api.claims(token).getString("jti");
      String why = "/v1/audit/why/" + jti;
      Eventually.within(
          Duration.ofSeconds(20),
          "the row is in the tree",
          () -> Api.admin().get(why).statusCode() == 200);
      Api.admin()
          .get(why)
          .then()
          .body("token.authorization_details[0].amount", equalTo(40))
          .body("path.find { it.kind == 'agent' }.authorization_details[0].amount", equalTo(100));
    }

    @Test
    @DisplayName("PUT /v1/authorization-details-types → listed, and in the metadata")
    void registersTypes() {
      Api.admin()
          .get("/v1/authorization-details-types")
          .then()
          .statusCode(200)
          .body("items.type", hasItem(TestDetails.TYPE))
          .body("items.find { it.type == 'order_payment' }.fields.amount", equalTo("max"));
      RestAssured.get("/.well-known/oauth-authorization-server")
          .then()
          .body("authorization_details_types_supported", hasItem(TestDetails.TYPE));
      RestAssured.get("/.well-known/openid-configuration")
          .then()
          .body("authorization_details_types_supported", hasItem(TestDetails.TYPE));
    }

    @Test
    @DisplayName("PUT /v1/authorization-details-types for another resource server → 409")
    void cannotMoveAType() {
      Expect.problem(409, "conflict", put(Map.of("resource", "https://other.example")));
      Expect.problem(400, "invalid-request", put(Map.of("resource", Api.ISSUER)));
    }

    @Test
    @DisplayName("PUT /v1/authorization-details-types that are none → 400")
    void registersNonsense() {
      for (Map<String, Object> wrong :
          List.<Map<String, Object>>of(
              Map.of("type", "two words"),
              Map.of("resource", "orders"),
              Map.of("fields", Map.of("amount", "min")),
              Map.of("fields", Map.of("actions", "set")),
              Map.of("sentence", "pay {nobody}"),
              Map.of("sentence", "<script> {"))) {
        Expect.problem(400, "invalid-request", put(wrong));
      }
    }

    private static Response put(Map<String, Object> change) {
      Map<String, Object> body =
          new java.util.HashMap<>(
              Map.of(
                  "type", TestDetails.TYPE, "resource", Api.ORDERS, "sentence", "pay for orders"));
      body.putAll(change);
      return Api.admin().body(body).put("/v1/authorization-details-types");
    }
  }

  @Nested
  class ASponsor {
    @Test
    @DisplayName("PUT /v1/authorization-details-types → 403")
    void mayNotRegisterTypes() {
      String own = client.ownToken("read");
      Expect.problem(403, "insufficient-scope", Api.as(own).get("/v1/authorization-details-types"));
    }
  }
}

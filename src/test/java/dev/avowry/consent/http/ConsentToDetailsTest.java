package dev.avowry.consent.http;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestAuthorization;
import dev.avowry.testing.TestBrowser;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestDetails;
import dev.avowry.testing.TestLoan;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Authorization details, RFC 9396, on their way through a human's consent. */
@AvowryTest
class ConsentToDetailsTest {
  private static final String TWO =
      "["
          + TestDetails.object(20)
          + ",{\"type\":\"order_payment\",\"amount\":5,\"currency\":\"EUR\",\"shops\":[\"<b>one</b>\"]}]";

  private TestBrowser browser;
  private TestClient client;

  @BeforeEach
  void register() {
    TestDetails.register();
    browser = TestBrowser.of(Api.sponsor());
    client =
        TestLoan.asking(Api.sponsor())
            .with("authorization_details", List.of(TestDetails.ceiling(100)))
            .register();
  }

  private TestAuthorization request(String details) {
    return TestAuthorization.of(client.id())
        .without("scope")
        .without("resource")
        .with("authorization_details", details);
  }

  private Response allowed(String waiting, Integer... places) {
    return browser
        .form()
        .formParam("request", waiting)
        .formParam("decision", "approve")
        .formParam("lasting", "28800")
        .formParam("detail", List.of(places))
        .post("/authorize/consent");
  }

  private ValidatableResponse redeemed(Response redirect) {
    return TestLoan.redeeming(client.form(), TestAuthorization.answer(redirect).code())
        .post("/token")
        .then()
        .statusCode(200);
  }

  @Nested
  class AHuman {
    @Test
    @DisplayName("GET /authorize/consent → each in words, with its type, and nothing as markup")
    void isTold() {
      String html =
          TestAuthorization.page(browser, request(TWO).waiting(browser))
              .then()
              .statusCode(200)
              .extract()
              .asString();

      String words = html.replaceAll("<[^>]*>", "").replaceAll("\\s+", " ");
      assertTrue(words.contains("pay for orders of up to 20 EUR at any"), words);
      assertTrue(words.contains("pay for orders of up to 5 EUR at &lt;b&gt;one&lt;/b&gt;"), words);
      assertTrue(words.contains(TestDetails.TYPE + " of " + Api.ORDERS), words);
      assertFalse(html.contains("<b>one</b>"), html);
    }

    @Test
    @DisplayName(
        "POST /authorize/consent with one of two → the token has that one, at its resource")
    void leavesOneOut() {
      redeemed(allowed(request(TWO).waiting(browser), 1))
          .body("authorization_details", hasSize(1))
          .body("authorization_details[0].amount", equalTo(5));
    }

    @Test
    @DisplayName("POST /authorize/consent with places that there are not → nothing more (A-063)")
    void cannotBeMadeToGiveMore() {
      redeemed(allowed(request(TestDetails.of(20)).waiting(browser), 0, 1, -1, 99))
          .body("authorization_details", hasSize(1))
          .body("authorization_details[0].amount", equalTo(20));
    }

    @Test
    @DisplayName("GET /authorize again for less → not asked; for more → asked")
    void isRemembered() {
      redeemed(allowed(request(TestDetails.of(20)).waiting(browser), 0));

      Response less = TestAuthorization.page(browser, request(TestDetails.of(19)).waiting(browser));
      redeemed(less).body("authorization_details[0].amount", equalTo(19));
      TestAuthorization.page(browser, request(TestDetails.of(21)).waiting(browser))
          .then()
          .statusCode(200);
    }
  }

  @Nested
  class AClient {
    @Test
    @DisplayName("GET /authorize for what is beyond its ceiling, or unknown → it is told")
    void asksForTooMuch() {
      for (String details :
          List.of(
              TestDetails.of(101),
              "[{\"type\":\"order_refund\"}]",
              "[{\"type\":\"order_payment\",\"amount\":1,\"currency\":\"EUR\",\"tip\":1}]")) {
        assertEquals(
            "invalid_authorization_details",
            TestAuthorization.answer(request(details).send()).get("error"));
      }
    }

    @Test
    @DisplayName("GET /authorize with a resource that does not understand the type → it is told")
    void asksElsewhere() {
      TestAuthorization elsewhere =
          request(TestDetails.of(1)).with("scope", "read").with("resource", Api.ISSUER);
      assertEquals(
          "invalid_authorization_details", TestAuthorization.answer(elsewhere.send()).get("error"));
    }

    @Test
    @DisplayName("POST /par with details → taken, or refused as in the browser")
    void pushes() {
      assertEquals(201, pushed(TestDetails.of(20)).statusCode());
      Expect.oauthError(400, "invalid_authorization_details", pushed(TestDetails.of(101)));
    }

    private Response pushed(String details) {
      return client.form().formParams(request(details).parameters()).post("/par");
    }

    @Test
    @DisplayName("POST /register: types in the token's ceiling → answered, others → refused")
    void registersItself() {
      Map<String, Object> ceiling =
          Map.of(
              "scopes", List.of("read"),
              "resources", List.of(Api.ORDERS),
              "authorization_details", List.of(TestDetails.ceiling(10)));
      String token =
          Api.admin()
              .body(
                  Map.of(
                      "sponsor",
                      Api.sponsor(),
                      "ceiling",
                      ceiling,
                      "uses",
                      2,
                      "expires_at",
                      java.time.Instant.now().plusSeconds(600).toString()))
              .post("/v1/registration-tokens")
              .then()
              .statusCode(201)
              .body("ceiling.authorization_details[0].amount", equalTo(10))
              .extract()
              .path("token");
      registering(token, TestDetails.TYPE)
          .then()
          .statusCode(201)
          .body("authorization_details_types", equalTo(List.of(TestDetails.TYPE)));
      Expect.oauthError(400, "invalid_client_metadata", registering(token, "order_refund"));
    }

    private static Response registering(String token, String type) {
      return Api.as(token)
          .body(
              Map.of(
                  "client_name",
                  "one that came by itself",
                  "authorization_details_types",
                  List.of(type),
                  "jwks",
                  Map.of("keys", List.of(TestClient.newKey().toPublicJWK().toJSONObject()))))
          .post("/register");
    }
  }
}

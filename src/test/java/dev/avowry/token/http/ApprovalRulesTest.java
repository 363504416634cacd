package dev.avowry.token.http;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestApprovalRule;
import dev.avowry.testing.TestAuthorization;
import dev.avowry.testing.TestBrowser;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestLoan;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scopes that are given only with somebody's word. */
@AvowryTest
class ApprovalRulesTest {
  private TestApprovalRule rule;
  private String sponsor;
  private TestClient client;

  @BeforeEach
  void register() {
    rule = TestApprovalRule.ofSomeScope();
    sponsor = Api.sponsor();
    client =
        TestLoan.asking(sponsor).with("scopes", List.of("read", "openid", rule.scope())).register();
  }

  @Nested
  class AnAgentForItself {
    @ParameterizedTest(name = "approval {0} → 400 invalid_scope, which says where to ask")
    @ValueSource(strings = {"sponsor", "another", "two"})
    void isGivenNoneOfIt(String approval) {
      rule.is(approval);

      Response answer = ask();

      Expect.oauthError(400, "invalid_scope", answer);
      answer.then().body("error_description", containsString("/bc-authorize"));
      assertNotNull(client.token("read", Api.ORDERS));
    }

    @Test
    @DisplayName("approval none → 200, and after the rule is removed")
    void isGivenItWhereNobodysWordIsTaken() {
      rule.is("none", true);
      ask().then().statusCode(200);
      rule.is("two");
      Expect.oauthError(400, "invalid_scope", ask());
      rule.isNoMore();
      ask().then().statusCode(200);
    }

    @Test
    @DisplayName("has lost its tokens when a stricter rule is answered, and keeps them else")
    void losesWhatItHad() {
      String before = ask().path("access_token");
      String other = client.token("read", Api.ORDERS);
      rule.is("none");
      assertTrue(isAlive(before));

      rule.is("sponsor");

      assertFalse(isAlive(before));
      assertTrue(isAlive(other));
      Expect.oauthError(
          400, "invalid_request", client.exchange(before, Map.of("scope", rule.scope())));
    }

    @Test
    @DisplayName("asking while the rule is made is given nothing that lives afterwards")
    void losesWhatItGotMeanwhile() throws Exception {
      List<Response> answers =
          AtOnce.run(
              16, () -> Thread.currentThread().threadId() % 4 == 0 ? rule.put("sponsor") : ask());
      rule.is("sponsor");

      for (Response answer : answers) {
        String token = answer.path("access_token");
        assertTrue(token == null || !isAlive(token), answer::asString);
      }
      Expect.oauthError(400, "invalid_scope", ask());
    }
  }

  @Nested
  class AHumansConsent {
    @Test
    @DisplayName("of who answers for the agent is enough for sponsor, and no more when it rises")
    void isEnoughFromItsSponsor() {
      rule.is("sponsor");
      Response lent = redeemed(consent(TestBrowser.of(sponsor)).code());
      assertEquals("openid " + rule.scope(), lent.path("scope"));
      String token = lent.path("access_token");

      rule.is("another");

      assertFalse(isAlive(token));
      Response refused = refreshed(lent.path("refresh_token"));
      Expect.oauthError(400, "invalid_scope", refused);
      refused.then().body("error_description", containsString("fewer than its rule asks for"));
    }

    @Test
    @DisplayName("is asked for once more when what was given does not suffice any longer")
    void isAskedForOnceMore() {
      TestBrowser browser = TestBrowser.of(sponsor);
      consent(browser).code();
      TestAuthorization.answer(TestAuthorization.page(browser, request().waiting(browser))).code();
      rule.is("sponsor", true);

      Response page = TestAuthorization.page(browser, request().waiting(browser));

      page.then().statusCode(200).body(containsString("by two factors"));
    }

    @Test
    @DisplayName("of somebody else → access_denied, which names /bc-authorize; the page says so")
    void isOneVoiceFromAnybodyElse() {
      rule.is("sponsor");
      TestBrowser other = TestBrowser.of(Api.sponsor());
      TestAuthorization.page(other, request().waiting(other))
          .then()
          .statusCode(200)
          .body(containsString("takes the word of a human who answers for the agent"));

      TestAuthorization.Answer answer = consent(other);

      assertEquals("access_denied", answer.get("error"));
      assertTrue(answer.get("error_description").contains("/bc-authorize"));
    }

    @ParameterizedTest(name = "{0} → access_denied, even of the agent's sponsor")
    @ValueSource(strings = {"another", "two"})
    void isNotEnoughAlone(String approval) {
      rule.is(approval);
      assertEquals("access_denied", consent(TestBrowser.of(sponsor)).get("error"));
    }

    @ParameterizedTest(name = "sensitive, {0} → {1}")
    @CsvSource({"one factor, access_denied", "two factors, ''"})
    void takesTwoFactors(String by, String error) {
      rule.is("sponsor", true);
      TestBrowser browser =
          by.equals("one factor") ? TestBrowser.of(sponsor) : TestBrowser.twice(sponsor);
      assertEquals(error, consent(browser).get("error"));
    }

    @Test
    @DisplayName("sensitive, an hour after the sign-in → signs in again, before and after the page")
    void takesASignInOfJustNow() {
      rule.is("none", true);
      TestBrowser browser = TestBrowser.twice(sponsor);
      String waiting = request().waiting(browser);
      TestAuthorization.page(browser, waiting).then().statusCode(200);
      browser.signedInLongAgo();

      for (Response answer :
          List.of(TestAuthorization.page(browser, waiting), approve(browser, waiting))) {
        answer.then().statusCode(303);
        assertTrue(answer.header("Location").contains("/sign-in?fresh=yes"));
      }
    }

    private TestAuthorization.Answer consent(TestBrowser browser) {
      return TestAuthorization.answer(approve(browser, request().waiting(browser)));
    }

    private Response approve(TestBrowser browser, String waiting) {
      return browser
          .form()
          .formParam("request", waiting)
          .formParam("decision", "approve")
          .formParam("scope", rule.scope())
          .formParam("lasting", "28800")
          .post("/authorize/consent");
    }

    private TestAuthorization request() {
      return TestAuthorization.of(client.id()).with("scope", "openid " + rule.scope());
    }

    private Response redeemed(String code) {
      Response answer = TestLoan.redeeming(client.form(), code).post("/token");
      answer.then().statusCode(200);
      return answer;
    }

    private Response refreshed(String token) {
      return client
          .form()
          .formParam("grant_type", "refresh_token")
          .formParam("refresh_token", token)
          .post("/token");
    }
  }

  @Nested
  class AnAdministrator {
    @Test
    @DisplayName("GET /v1/approval-rules → the rule as it was last said")
    void seesIt() {
      rule.is("another", true);
      String item = "items.find { it.scope == '" + rule.scope() + "' }.";
      Api.admin()
          .get("/v1/approval-rules")
          .then()
          .statusCode(200)
          .body(item + "approval", equalTo("another"))
          .body(item + "sensitive", equalTo(true))
          .body(item + "timeout", equalTo(300));
    }

    @ParameterizedTest(name = "PUT {0} → 400")
    @ValueSource(
        strings = {
          "{\"scope\": \"admin\", \"approval\": \"two\"}",
          "{\"scope\": \"openid\", \"approval\": \"two\"}",
          "{\"scope\": \"a b\", \"approval\": \"two\"}",
          "{\"scope\": \"pay\", \"approval\": \"three\"}",
          "{\"scope\": \"pay\", \"approval\": \"two\", \"timeout\": 29}",
          "{\"scope\": \"pay\", \"approval\": \"two\", \"approvers\": [\"x\"]}",
          "{\"approval\": \"two\"}"
        })
    void isToldWhatMakesNoSense(String body) {
      Api.admin().body(body).put("/v1/approval-rules").then().statusCode(400);
    }

    @Test
    @DisplayName("DELETE a rule that is not there → 404")
    void removesOnce() {
      Api.admin().delete("/v1/approval-rules?scope={scope}", rule.scope()).then().statusCode(404);
    }
  }

  private Response ask() {
    return client.clientCredentials(Map.of("scope", rule.scope(), "resource", Api.ORDERS));
  }

  private boolean isAlive(String token) {
    return client.introspect(token).then().statusCode(200).extract().path("active");
  }
}

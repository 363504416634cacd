package dev.avowry.consent.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.TestAuthorization;
import dev.avowry.testing.TestBrowser;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestLoan;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The authorization endpoint, and the page on which a human is asked. */
@AvowryTest
class AuthorizeTest {
  private String human;
  private TestBrowser browser;
  private TestClient client;

  @BeforeEach
  void register() {
    human = Api.sponsor();
    browser = TestBrowser.of(human);
    client = TestLoan.asking(Api.sponsor()).register();
  }

  private TestAuthorization request() {
    return TestAuthorization.of(client.id());
  }

  @Nested
  class AHuman {
    @Test
    @DisplayName("GET /authorize → the page: which agent, whose, what, for how long")
    void isAsked() {
      Response page = TestAuthorization.page(browser, request().waiting(browser));

      String html = page.then().statusCode(200).extract().asString();
      for (String said :
          List.of(
              "an agent of the tests",
              "Ada Lovelace answers for it",
              "<code>read</code>",
              Api.ORDERS,
              "30 days",
              "https://client.example")) {
        assertTrue(html.contains(said), said);
      }
      assertEquals(1, page.headers().getValues("Content-Security-Policy").size());
      String policy = page.header("Content-Security-Policy");
      assertTrue(
          policy.contains("form-action 'self' https://client.example;")
              || policy.endsWith("form-action 'self' https://client.example"),
          policy);
      assertEquals("DENY", page.header("X-Frame-Options"));
    }

    @Test
    @DisplayName("GET /authorize → what the scopes mean, as the resource says it, escaped")
    void isToldInWords() {
      Api.admin()
          .body(
              Map.of(
                  "resource",
                  Api.ORDERS,
                  "name",
                  "Orders",
                  "scope_descriptions",
                  Map.of("read", "See your <b>orders</b>")))
          .put("/v1/resources")
          .then()
          .statusCode(200);
      String html = TestAuthorization.page(browser, request().waiting(browser)).asString();
      assertTrue(html.contains("See your &lt;b&gt;orders&lt;/b&gt; <code>read</code>"), html);
    }

    @Test
    @DisplayName("POST Allow → the code with state and iss, and it is redeemed once")
    void consents() {
      TestAuthorization.Answer answer =
          TestAuthorization.answer(TestAuthorization.approve(browser, request().waiting(browser)));

      assertEquals("a state & more", answer.get("state"));
      assertEquals(Api.ISSUER, answer.get("iss"));
      JsonPath token = redeemed(answer.code());
      assertEquals(human, Api.claims(token.getString("access_token")).getString("sub"));
      assertEquals(human, Api.claims(token.getString("id_token")).getString("sub"));
    }

    @Test
    @DisplayName("POST Allow with fewer scopes → no more than these")
    void consentsToLess() {
      String waiting = request().with("scope", "openid read write").waiting(browser);

      String code = TestAuthorization.answer(TestAuthorization.approve(browser, waiting)).code();

      assertEquals("openid read", redeemed(code).getString("scope"));
    }

    @Test
    @DisplayName("POST scopes that were not asked for → not given (A-063)")
    void cannotBeMadeToGiveMore() {
      String waiting = request().waiting(browser);
      Response answer =
          TestAuthorization.answer(browser, waiting, "approve")
              .formParam("scope", "write", "admin")
              .post("/authorize/consent");
      assertEquals(
          "openid read", redeemed(TestAuthorization.answer(answer).code()).getString("scope"));
    }

    @Test
    @DisplayName("POST Refuse → access_denied, and the request is over")
    void refuses() {
      String waiting = request().waiting(browser);

      Response answer =
          TestAuthorization.answer(browser, waiting, "refuse").post("/authorize/consent");

      assertEquals("access_denied", TestAuthorization.answer(answer).get("error"));
      assertEquals(404, TestAuthorization.approve(browser, waiting).statusCode());
    }

    @Test
    @DisplayName("of 10 answers at the same moment one counts (A-063)")
    void answersOnce() throws Exception {
      String waiting = request().waiting(browser);

      List<Integer> statuses =
          AtOnce.run(10, () -> TestAuthorization.approve(browser, waiting).statusCode());

      assertEquals(1, statuses.stream().filter(it -> it == 303).count(), statuses::toString);
      assertEquals(9, statuses.stream().filter(it -> it == 404).count(), statuses::toString);
    }

    @Test
    @DisplayName("who has consented to the same or more is not asked again, for more they are")
    void isRemembered() {
      String first = request().with("scope", "openid read write").code(browser);
      assertNotNull(first);

      Response again = TestAuthorization.page(browser, request().waiting(browser));

      assertNotNull(TestAuthorization.answer(again).code());
      assertAsked(request().with("prompt", "consent"));
      assertAsked(request().with("scope", "openid read write"));
      assertAsked(request().with("scope", "openid email read"));
      assertAsked(request().with("claims", "{\"userinfo\":{\"email\":null}}"));
      assertAsked(request().with("requested_actor", client.id()));
    }

    @Test
    @DisplayName("acr_values that the session does not have → signs in again; that it has → asked")
    void provesItBetter() {
      assertAsked(request().with("acr_values", "phr"));
      assertAsked(request().with("acr_values", "https://refeds.org/profile/mfa unheard-of"));
      assertAsked(request().with("acr_values", "unheard-of"));
      TestBrowser weaker = TestBrowser.of(human, Set.of("pwd", "otp", "mfa"));
      String waiting = request().with("acr_values", "phr").waiting(weaker);
      String location = TestAuthorization.page(weaker, waiting).header("Location");
      assertTrue(location.contains("/sign-in?"), location);
      String code = request().with("acr_values", "https://refeds.org/profile/mfa").code(weaker);
      assertEquals(
          "https://refeds.org/profile/mfa",
          Api.claims(redeemed(code).getString("id_token")).getString("acr"));
    }

    private void assertAsked(TestAuthorization request) {
      assertEquals(200, TestAuthorization.page(browser, request.waiting(browser)).statusCode());
    }

    @Test
    @DisplayName("a public client at the human's own machine → asked each time (RFC 8252 §8.6)")
    void isAskedByWhoeverRunsThere() {
      TestClient app =
          TestLoan.asking(Api.sponsor())
              .with("token_endpoint_auth_method", "none")
              .with("redirect_uris", List.of(TestLoan.REDIRECT, "http://127.0.0.1/cb"))
              .without("jwks")
              .register();
      assertNotNull(TestAuthorization.of(app.id()).code(browser));
      TestAuthorization there =
          TestAuthorization.of(app.id()).with("redirect_uri", "http://127.0.0.1:7777/cb");

      assertAsked(there);
      assertSentThere("code=", TestAuthorization.approve(browser, there.waiting(browser)));
      assertAsked(there);
      assertSentThere("error=consent_required", there.with("prompt", "none").send(browser.get()));
    }

    private static void assertSentThere(String answer, Response redirect) {
      String location = redirect.then().statusCode(303).extract().header("Location");
      assertTrue(location.startsWith("http://127.0.0.1:7777/cb?" + answer), location);
    }

    @Test
    @DisplayName("a consent that was taken back is not remembered")
    void isAskedAgain() {
      String token = redeemed(request().code(browser)).getString("access_token");
      String grant = Api.claims(token).getString("status.lineage.node");
      Api.order("revoke", "node", grant).then().statusCode(200);

      assertAsked(request());
    }

    @Test
    @DisplayName("a form from elsewhere, without csrf, of another human → nothing given (A-117)")
    void isNotTricked() {
      String waiting = request().waiting(browser);
      for (Response answer :
          List.of(
              browser
                  .formFromElsewhere()
                  .header("Origin", "https://evil.example")
                  .formParam("csrf", browser.csrf())
                  .formParam("request", waiting)
                  .formParam("decision", "approve")
                  .formParam("lasting", "28800")
                  .post("/authorize/consent"),
              browser
                  .formFromElsewhere()
                  .header("Origin", Api.ISSUER)
                  .formParam("request", waiting)
                  .formParam("decision", "approve")
                  .formParam("lasting", "28800")
                  .post("/authorize/consent"))) {
        assertEquals(403, answer.statusCode());
      }
      assertEquals(200, TestAuthorization.page(browser, waiting).statusCode());
    }

    @Test
    @DisplayName("whose session is older than max_age, or with prompt=login → signs in again")
    void provesThemselvesAgain() {
      for (TestAuthorization again :
          List.of(request().with("prompt", "login"), request().with("max_age", "0"))) {
        String location =
            TestAuthorization.page(browser, again.waiting(browser)).header("Location");
        assertTrue(location.contains("/sign-in?"), location);
      }
      assertAsked(request().with("max_age", "10000"));
    }
  }

  @Nested
  class Nobody {
    @Test
    @DisplayName("→ sent to sign in and back")
    void signsIn() {
      Response waiting = request().send();
      assertEquals(303, waiting.statusCode());
      Response page =
          RestAssured.given()
              .redirects()
              .follow(false)
              .accept("text/html")
              .get(waiting.header("Location").replaceFirst("^https?://[^/]*", ""));
      assertEquals(303, page.statusCode());
      assertTrue(page.header("Location").contains("/sign-in?return="), page.header("Location"));
    }

    @Test
    @DisplayName("prompt=none → login_required; signed in → consent_required, then a code")
    void isNotAsked() {
      TestAuthorization silent = request().with("prompt", "none");
      assertEquals("login_required", TestAuthorization.answer(silent.send()).get("error"));
      assertEquals(
          "consent_required", TestAuthorization.answer(silent.send(browser.get())).get("error"));
      request().code(browser);
      TestAuthorization.Answer answer = TestAuthorization.answer(silent.send(browser.get()));
      assertNotNull(answer.code());
      assertEquals(Api.ISSUER, answer.get("iss"));
      silent.with("id_token_hint", client.assertion());
      assertEquals(
          "login_required", TestAuthorization.answer(silent.send(browser.get())).get("error"));
    }
  }

  @Nested
  class AClient {
    @ParameterizedTest(name = "redirect_uri {0} → a page, and nobody is sent there (A-120)")
    @ValueSource(
        strings = {
          "https://client.example/callback/",
          "https://client.example/callback?x=1",
          "https://evil.example/callback",
          "//client.example/callback",
          "javascript:alert(1)",
          ""
        })
    void isToldNowhereElse(String uri) {
      Response answer = request().with("redirect_uri", uri).send();
      assertEquals(400, answer.statusCode());
      assertNull(answer.header("Location"));
      assertTrue(answer.contentType().startsWith("text/html"), answer.contentType());
    }

    @Test
    @DisplayName("unknown, dead, or without redirect URIs → a page (A-037)")
    void isNone() {
      TestClient without = Api.agent(Api.sponsor()).register();
      TestClient dead = TestLoan.asking(Api.sponsor()).register();
      Api.order("suspend", "agent", dead.id()).then().statusCode(200);
      for (String id : List.of("", "x", "AAAAAAAAAAA", without.id(), dead.id())) {
        Response answer = TestAuthorization.of(id).send();
        assertEquals(400, answer.statusCode(), id);
        assertNull(answer.header("Location"), id);
      }
    }

    @ParameterizedTest(name = "{0}={1} → {2} with state and iss")
    @CsvSource(
        nullValues = "null",
        value = {
          "response_type, token, unsupported_response_type",
          "response_type, code id_token, unsupported_response_type",
          "response_type, null, invalid_request",
          "response_mode, fragment, invalid_request",
          "code_challenge, null, invalid_request",
          "code_challenge, short, invalid_request",
          "code_challenge_method, plain, invalid_request",
          "code_challenge_method, null, invalid_request",
          "scope, admin, invalid_scope",
          "scope, openid delete, invalid_scope",
          "resource, https://other.example, invalid_target",
          "request, e30.e30., request_not_supported",
          "request_uri, https://client.example/r, request_uri_not_supported",
          "prompt, none login, invalid_request",
          "prompt, whatever, invalid_request",
          "max_age, -1, invalid_request",
          "claims, x, invalid_request",
          "id_token_hint, x, invalid_request",
          "dpop_jkt, x, invalid_request",
          "authorization_details, [{}], invalid_authorization_details",
          "authorization_details, {}, invalid_authorization_details",
          "requested_actor, x, invalid_request"
        })
    void isToldWhatIsWrong(String name, String value, String error) {
      TestAuthorization request =
          value == null ? request().without(name) : request().with(name, value);
      TestAuthorization.Answer answer = TestAuthorization.answer(request.send());
      assertEquals(error, answer.get("error"));
      assertEquals("a state & more", answer.get("state"));
      assertEquals(Api.ISSUER, answer.get("iss"));
    }

    @Test
    @DisplayName("a parameter twice → a page (A-037)")
    void repeatsItself() {
      Response answer =
          RestAssured.given()
              .redirects()
              .follow(false)
              .urlEncodingEnabled(false)
              .get("/authorize?" + request().query() + "&scope=write");
      assertEquals(400, answer.statusCode());
      assertNull(answer.header("Location"));
    }

    @Test
    @DisplayName("POST /authorize, response_mode=form_post → a form that leads to the client")
    void usesForms() {
      Response answer =
          RestAssured.given()
              .redirects()
              .follow(false)
              .contentType("application/x-www-form-urlencoded")
              .formParams(request().with("response_mode", "form_post").parameters())
              .formParam("unknown", "x")
              .post("/authorize");
      assertEquals(303, answer.statusCode());
      String waiting = answer.header("Location").replaceFirst(".*request=", "");

      Response sent = TestAuthorization.approve(browser, waiting);

      assertEquals(200, sent.statusCode());
      String html = sent.asString();
      assertTrue(html.contains("action=\"" + TestLoan.REDIRECT + "\""), html);
      assertTrue(html.contains("name=\"code\""), html);
      assertTrue(html.contains("name=\"iss\""), html);
      assertFalse(html.contains("a state & more"), "it is escaped");
    }
  }

  @Nested
  class Userinfo {
    private String token(String scope) {
      TestAuthorization asked = request().with("scope", scope).without("resource");
      return redeemed(asked.code(browser)).getString("access_token");
    }

    @Test
    @DisplayName("GET, POST with the header, POST with the form → who the human is")
    void tells() {
      String token = token("openid profile email");
      for (Response answer :
          List.of(
              Api.as(token).get("/userinfo"),
              RestAssured.given()
                  .contentType("application/x-www-form-urlencoded")
                  .header("Authorization", "Bearer " + token)
                  .post("/userinfo"),
              RestAssured.given()
                  .contentType("application/x-www-form-urlencoded")
                  .formParam("access_token", token)
                  .post("/userinfo"))) {
        JsonPath userinfo = answer.then().statusCode(200).extract().jsonPath();
        assertEquals(human, userinfo.getString("sub"));
        assertEquals("Ada Lovelace", userinfo.getString("name"));
        assertEquals("ada@example.com", userinfo.getString("email"));
      }
    }

    @Test
    @DisplayName("no more than the scopes and the claims allow; without openid → 403")
    void tellsNoMore() {
      JsonPath userinfo = Api.as(token("openid")).get("/userinfo").jsonPath();
      assertEquals(Map.of("sub", human), userinfo.getMap("$"));
      String claims = "{\"userinfo\":{\"name\":{\"essential\":true},\"admin\":null}}";
      String named =
          redeemed(
                  request()
                      .with("scope", "openid")
                      .with("claims", claims)
                      .without("resource")
                      .code(browser))
              .getString("access_token");
      assertEquals(
          Map.of("sub", human, "name", "Ada Lovelace"),
          Api.as(named).get("/userinfo").jsonPath().getMap("$"));
      assertEquals(403, Api.as(token("read")).get("/userinfo").statusCode());
      assertEquals(401, Api.as("x").get("/userinfo").statusCode());
      assertNotEquals(200, Api.as(client.ownToken("read")).get("/userinfo").statusCode());
    }
  }

  @Nested
  class APushedRequest {
    private String pushed() {
      return client
          .form()
          .formParams(request().parameters())
          .post("/par")
          .then()
          .statusCode(201)
          .extract()
          .path("request_uri");
    }

    @Test
    @DisplayName("is taken up by its client, and over when it is answered")
    void isTakenUp() {
      String uri = pushed();
      TestAuthorization.pushed(client.id(), uri).waiting(browser);

      assertNotNull(TestAuthorization.pushed(client.id(), uri).code(browser));

      Response again = TestAuthorization.pushed(client.id(), uri).send();
      assertEquals(400, again.statusCode());
      assertNull(again.header("Location"));
    }

    @Test
    @DisplayName("of another client, or never pushed → a page (A-046)")
    void isItsClients() {
      TestClient other = TestLoan.asking(Api.sponsor()).register();
      String uri = pushed();
      for (TestAuthorization wrong :
          List.of(
              TestAuthorization.pushed(other.id(), uri),
              TestAuthorization.pushed(client.id(), uri + "x"),
              TestAuthorization.pushed(
                  client.id(), "urn:ietf:params:oauth:request_uri:" + "A".repeat(43)))) {
        assertEquals(400, wrong.send().statusCode());
      }
    }

    @Test
    @DisplayName("that is not in order, or without authentication → refused as JSON")
    void isRefusedAtOnce() {
      Response plain =
          client
              .form()
              .formParams(request().with("code_challenge_method", "plain").parameters())
              .post("/par");
      assertEquals(400, plain.statusCode());
      assertEquals("invalid_request", plain.path("error"));
      Response nobody =
          RestAssured.given()
              .contentType("application/x-www-form-urlencoded")
              .formParams(request().parameters())
              .post("/par");
      assertEquals(401, nobody.statusCode());
      assertEquals(
          400,
          client
              .form()
              .formParams(request().with("request_uri", "urn:x").parameters())
              .post("/par")
              .statusCode());
    }

    @Test
    @DisplayName("is a must for clients whose tokens have to be bound")
    void isAMust() {
      TestClient bound =
          TestLoan.asking(Api.sponsor()).with("dpop_bound_access_tokens", true).register();
      assertEquals(
          "invalid_request",
          TestAuthorization.answer(TestAuthorization.of(bound.id()).send()).get("error"));
    }
  }

  private JsonPath redeemed(String code) {
    return TestLoan.redeeming(client.form(), code)
        .post("/token")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }
}

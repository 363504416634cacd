package dev.avowry.people.http;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.avowry.people.SignedIn;
import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.TestAccount;
import dev.avowry.testing.VisitingBrowser;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-in by password and app. */
@AvowryTest
class SignInTest {
  private static final String WRONG = "something of what was given is wrong";

  @Nested
  @DisplayName("a human with an account")
  class AHuman {
    private final VisitingBrowser browser = new VisitingBrowser();
    private TestAccount human;

    @BeforeEach
    void hasAnAccount() {
      human = TestAccount.withPassword();
    }

    @Test
    @DisplayName("POST /sign-in/password → 303 and a session, by two factors (A-121)")
    void signsIn() {
      Response answer = human.signIn(browser, human.nextCode());

      answer.then().statusCode(303).header("Location", containsString("/account"));
      String cookie = String.join("\n", answer.getHeaders().getValues("Set-Cookie"));
      assertEquals(43, browser.cookie(SignedIn.COOKIE).length());
      for (String part :
          List.of("__Host-avowry=", "Secure", "HttpOnly", "SameSite=Lax", "Path=/")) {
        assertEquals(true, cookie.contains(part), () -> part + ": " + cookie);
      }
      assertFalse(cookie.toLowerCase(Locale.ROOT).contains("domain="), cookie);
      browser.open("/account").then().statusCode(200).body(containsString("Grace Hopper"));
    }

    @Test
    @DisplayName("a session that was planted → another one, and the planted is over (A-121)")
    void getsASessionOfTheirOwn() {
      TestAccount other = TestAccount.withPassword();
      String planted = other.browser().cookie(SignedIn.COOKIE);
      browser.plant(SignedIn.COOKIE, planted);

      human.signIn(browser, human.nextCode()).then().statusCode(303);

      assertNotEquals(planted, browser.cookie(SignedIn.COOKIE));
      browser.open("/account").then().body(containsString("Grace Hopper"));
      other.browser().open("/account").then().statusCode(303);
    }

    @Test
    @DisplayName("the same code again, 8 times at once → one gets in (A-142)")
    void usesACodeOnce() throws Exception {
      String code = human.nextCode();
      List<Integer> statuses =
          AtOnce.run(8, () -> human.signIn(new VisitingBrowser(), code).statusCode());

      assertEquals(1, Collections.frequency(statuses, 303), statuses::toString);
    }

    @Test
    @DisplayName("a code of before the last one → 401 (A-142)")
    void usesNoEarlierCode() {
      human.signIn(browser, human.nextCode()).then().statusCode(303);

      human.signIn(browser, human.code(Instant.now())).then().statusCode(401);
    }

    @Test
    @DisplayName("a recovery code in place of the app → once")
    void usesARecoveryCodeOnce() {
      String code = human.recoveryCodes().get(3);
      assertEquals(10, human.recoveryCodes().size());

      human.signIn(browser, code.toUpperCase(Locale.ROOT)).then().statusCode(303);
      human.signIn(browser, code).then().statusCode(401).body(containsString(WRONG));
    }

    @Test
    @DisplayName("led to the sign-in from a page → led back to it")
    void isLedBack() {
      browser.open("/sign-in?return=%2Faccount%2Fmeans%3Fx%3D1");
      browser
          .send(
              "/sign-in/password",
              fields(
                  human.email(), TestAccount.PASSWORD, human.nextCode(), browser.field("return")))
          .then()
          .statusCode(303)
          .header("Location", containsString("/account/means?x=1"));
    }

    @Test
    @DisplayName("POST /sign-in/password of who came from /authorize → 200, and a page goes on")
    void goesOnByAPage() {
      browser.open("/sign-in?return=%2Fauthorize%2Frequests%3Fx%3D1");
      browser
          .send(
              "/sign-in/password",
              fields(
                  human.email(), TestAccount.PASSWORD, human.nextCode(), browser.field("return")))
          .then()
          .statusCode(200)
          .body(containsString("content=\"0;url=/authorize/requests?x=1\""));
      browser.open("/account").then().statusCode(200);
    }

    @ParameterizedTest(name = "return={0} → /account (A-120)")
    @ValueSource(
        strings = {"https://evil.example", "//evil.example", "/\\evil.example", "/%2Fevil.example"})
    void isLedNowhereElse(String back) {
      browser.open("/sign-in");
      Response answer =
          browser.send(
              "/sign-in/password",
              fields(human.email(), TestAccount.PASSWORD, human.nextCode(), back));
      answer.then().statusCode(303).header("Location", not(containsString("evil")));
    }

    @Test
    @DisplayName("whose node is suspended → 401, like nobody")
    void isNobodyWhileSuspended() {
      Api.order("suspend", "sponsor", human.id()).then().statusCode(200);

      human.signIn(browser, human.nextCode()).then().statusCode(401).body(containsString(WRONG));
    }
  }

  @Nested
  @DisplayName("a stranger")
  class AStranger {
    private final VisitingBrowser browser = new VisitingBrowser();
    private TestAccount human;

    @BeforeEach
    void hasAnAccount() {
      human = TestAccount.withPassword();
    }

    @Test
    @DisplayName(
        "the right password alone, the right code alone, an unknown name → one answer (A-035)")
    void learnsNothing() {
      List<Response> answers =
          List.of(
              attempt(human.email(), TestAccount.PASSWORD, "000000"),
              attempt(human.email(), "another password", human.nextCode()),
              attempt(human.email(), TestAccount.PASSWORD, ""),
              attempt("nobody-" + human.email(), TestAccount.PASSWORD, human.nextCode()),
              attempt("no address", TestAccount.PASSWORD, "000000"),
              attempt(human.email(), "x".repeat(10_000), "000000"));

      for (Response answer : answers) {
        answer.then().statusCode(401).contentType("text/html").body(containsString(WRONG));
        assertEquals(masked(answers.getFirst()), masked(answer));
      }
    }

    /** But for what is random or was typed. */
    private String masked(Response answer) {
      return answer
          .body()
          .asString()
          .replaceAll("(challenge|value)=\"[^\"]*\"", "$1")
          .replaceAll("nonce=\"[^\"]*\"", "");
    }

    @Test
    @DisplayName("the eleventh wrong guess in a minute, whatever the spelling → 429 (A-036, A-130)")
    void guessesInVain() {
      String email = human.email();
      for (int i = 0; i < 10; i++) {
        String spelling = i % 2 == 0 ? email : email.toUpperCase(Locale.ROOT) + " ";
        attempt(spelling, "wrong password " + i, "000000").then().statusCode(401);
      }
      attempt(email, TestAccount.PASSWORD, human.nextCode())
          .then()
          .statusCode(429)
          .header("Retry-After", "60");
    }

    @ParameterizedTest(name = "a form from elsewhere: {0} → 403 (A-117)")
    @ValueSource(strings = {"https://evil.example", "null", "http://avowry.example"})
    void isNotSignedInByAnotherSite(String origin) {
      browser.open("/sign-in");
      browser
          .request()
          .contentType("application/x-www-form-urlencoded")
          .header("Origin", origin)
          .formParams(fields(human.email(), TestAccount.PASSWORD, human.nextCode(), ""))
          .formParam("csrf", browser.field("csrf"))
          .post("/sign-in/password")
          .then()
          .statusCode(403);
    }

    @Test
    @DisplayName("a form without the proof of its page, or with another's → 403 (A-117)")
    void bringsNoProof() {
      Map<String, String> fields =
          fields(human.email(), TestAccount.PASSWORD, human.nextCode(), "");
      VisitingBrowser other = new VisitingBrowser();
      other.open("/sign-in");
      browser.open("/sign-in");

      browser.form().formParams(fields).post("/sign-in/password").then().statusCode(403);
      browser
          .form()
          .formParams(fields)
          .formParam("csrf", other.field("csrf"))
          .post("/sign-in/password")
          .then()
          .statusCode(403);
      new VisitingBrowser()
          .form()
          .formParams(fields)
          .formParam("csrf", browser.field("csrf"))
          .post("/sign-in/password")
          .then()
          .statusCode(403);
    }

    @Test
    @DisplayName(
        "GET /sign-in → framed by nobody, nothing inline, and no address of the request's (A-118, A-120)")
    void seesAPageThatIsOurs() {
      Response page =
          browser
              .request()
              .header("X-Forwarded-Host", "evil.example")
              .get("/sign-in?return=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E");
      page.then()
          .statusCode(200)
          .header("X-Frame-Options", "DENY")
          .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
          .body(not(containsString("alert(1)")))
          .body(not(containsString("evil.example")))
          .body(not(containsString("onclick")))
          .body(not(containsString("style=")));
    }

    @Test
    @DisplayName("GET /sign-in/corp while corp is out of reach → 503; an unknown provider → 404")
    void isToldThatTheProviderIsAway() {
      browser
          .open("/sign-in/corp")
          .then()
          .statusCode(503)
          .header("Retry-After", "2")
          .body(containsString("out of reach"))
          .body(not(containsString("127.0.0.1")));
      browser.open("/sign-in/nowhere").then().statusCode(404);
    }

    @Test
    @DisplayName("what they typed comes back escaped")
    void typesAScript() {
      attempt("\"><script>alert(1)</script>", "x", "y")
          .then()
          .statusCode(401)
          .body(not(containsString("<script>alert")));
    }

    private Response attempt(String email, String password, String code) {
      browser.open("/sign-in");
      return browser.send("/sign-in/password", fields(email, password, code, ""));
    }
  }

  private static Map<String, String> fields(
      String email, String password, String code, String back) {
    return Map.of("email", email, "password", password, "code", code, "return", back);
  }
}

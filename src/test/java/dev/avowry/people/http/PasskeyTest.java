package dev.avowry.people.http;

import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.people.SignedIn;
import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.TestAccount;
import dev.avowry.testing.TestAuthenticator;
import dev.avowry.testing.VisitingBrowser;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passkeys, WebAuthn Level 3. */
@AvowryTest
class PasskeyTest {
  private final TestAuthenticator authenticator = new TestAuthenticator();

  @Nested
  @DisplayName("a human with a passkey")
  class AHuman {
    private final VisitingBrowser browser = new VisitingBrowser();
    private TestAccount human;

    @BeforeEach
    void hasAPasskey() {
      human = TestAccount.withPasskey(authenticator);
    }

    @Test
    @DisplayName("POST /sign-in/passkey → 303 and a session, without a name")
    void signsIn() {
      signIn(browser, authenticator).then().statusCode(303);

      assertEquals(43, browser.cookie(SignedIn.COOKIE).length());
      browser.open("/account").then().body(containsString("Grace Hopper"));
    }

    @Test
    @DisplayName("the same answer 5 times at once → one session: a challenge is good once (A-143)")
    void usesAChallengeOnce() throws Exception {
      browser.open("/sign-in");
      String csrf = browser.field("csrf");
      String response = authenticator.get(browser.data("challenge"));

      List<Integer> statuses =
          AtOnce.run(
              5,
              () ->
                  browser
                      .form()
                      .formParams(Map.of("csrf", csrf, "response", response))
                      .post("/sign-in/passkey")
                      .statusCode());

      assertEquals(1, Collections.frequency(statuses, 303), statuses::toString);
    }

    @Test
    @DisplayName("a challenge of another browser, or of none → 401 (A-143)")
    void answersItsOwnPage() {
      VisitingBrowser other = new VisitingBrowser();
      other.open("/sign-in");
      String theirs = other.data("challenge");

      browser.open("/sign-in");
      send(browser, authenticator.get(theirs)).then().statusCode(401);
      send(browser, authenticator.get("AAAA")).then().statusCode(401);
      send(browser, authenticator.get("A".repeat(75))).then().statusCode(401);
    }

    @ParameterizedTest(name = "in a browser at {0} → 401")
    @ValueSource(
        strings = {
          "https://evil.example",
          "https://avowry.example.evil.example",
          "http://avowry.example",
          "https://avowry.example:8443",
          "https://sub.avowry.example"
        })
    void signsForOurOriginAlone(String origin) {
      signIn(browser, authenticator.at(origin)).then().statusCode(401);
    }

    @Test
    @DisplayName("for another host, or without having been unlocked → 401")
    void signsForOurHostAndItsOwner() {
      signIn(browser, authenticator.forHost("evil.example")).then().statusCode(401);
      signIn(browser, authenticator.forHost("avowry.example").locked()).then().statusCode(401);
    }

    @Test
    @DisplayName("a count that goes back, as a copy's would → 401")
    void countsOn() {
      signIn(browser, authenticator.counting(7)).then().statusCode(303);
      signIn(browser, authenticator.counting(7)).then().statusCode(401);
      signIn(browser, authenticator.counting(6)).then().statusCode(401);
      signIn(browser, authenticator.counting(8)).then().statusCode(303);
    }

    @Test
    @DisplayName("whose node is suspended → 401")
    void isNobodyWhileSuspended() {
      Api.order("suspend", "sponsor", human.id()).then().statusCode(200);

      signIn(browser, authenticator).then().statusCode(401);
    }
  }

  @Nested
  @DisplayName("a stranger")
  class AStranger {
    private final VisitingBrowser browser = new VisitingBrowser();

    @Test
    @DisplayName("a passkey that nobody knows → 401")
    void isNobody() {
      signIn(browser, authenticator).then().statusCode(401);
    }

    @Test
    @DisplayName("the id of somebody's passkey and a key of their own → 401")
    void signsWithAnotherKey() {
      TestAccount.withPasskey(authenticator);
      browser.open("/sign-in");
      TestAuthenticator own = new TestAuthenticator();
      String forged = own.get(browser.data("challenge")).replace(own.id(), authenticator.id());

      send(browser, forged).then().statusCode(401);
    }

    @ParameterizedTest(name = "the answer «{0}» → 401")
    @ValueSource(
        strings = {
          "",
          "x",
          "{}",
          "null",
          "[]",
          "{\"id\":\"AAAA\",\"rawId\":\"AAAA\",\"type\":\"public-key\",\"response\":{}}",
          "{\"id\":\"AAAA\",\"rawId\":\"AAAA\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":"
              + "\"e30\",\"authenticatorData\":\"AAAA\",\"signature\":\"AAAA\"}}"
        })
    void makesThingsUp(String response) {
      browser.open("/sign-in");
      send(browser, response).then().statusCode(401);
    }
  }

  private static Response signIn(VisitingBrowser browser, TestAuthenticator authenticator) {
    browser.open("/sign-in");
    return send(browser, authenticator.get(browser.data("challenge")));
  }

  private static Response send(VisitingBrowser browser, String response) {
    return browser.send("/sign-in/passkey", Map.of("response", response));
  }
}

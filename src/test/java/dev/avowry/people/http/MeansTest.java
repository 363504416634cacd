package dev.avowry.people.http;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.kernel.NodeId;
import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.TestAccount;
import dev.avowry.testing.TestAuthenticator;
import dev.avowry.testing.TestBrowser;
import dev.avowry.testing.VisitingBrowser;
import io.quarkus.arc.Arc;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How humans change how they sign in. */
@AvowryTest
class MeansTest {
  private static final String PAGE = "/account/means";

  @Nested
  @DisplayName("a human with a password and an app")
  class WithPassword {
    private TestAccount human;
    private VisitingBrowser browser;

    @BeforeEach
    void hasAnAccount() {
      human = TestAccount.withPassword();
      browser = human.browser();
      browser.open(PAGE).then().statusCode(200).body(containsString("10 are left"));
    }

    @Test
    @DisplayName("POST /account/means/password → the new one signs in, and other sessions are over")
    void changesThePassword() {
      VisitingBrowser other = new VisitingBrowser();
      human.signIn(other, human.recoveryCodes().getFirst()).then().statusCode(303);

      send("/password", Map.of("password", "acht Igel schlafen")).then().statusCode(303);

      other.open("/account").then().statusCode(303);
      browser.open("/account").then().statusCode(200);
      human.signIn(other, human.nextCode()).then().statusCode(401);
      signIn(human.email(), "acht Igel schlafen", human.nextCode()).then().statusCode(303);
    }

    @Test
    @DisplayName("a password that everybody tries first → 400, and the old one stays")
    void keepsToTheRules() {
      send("/password", Map.of("password", "password123")).then().statusCode(400);
      human.signIn(new VisitingBrowser(), human.nextCode()).then().statusCode(303);
    }

    @Test
    @DisplayName("another app → its codes are good, and those of the old one are not")
    void changesTheApp() {
      send("/password", Map.of("code", "000000")).then().statusCode(400);
      browser.open(PAGE);
      String secret = browser.secret();
      String code = TestAccount.code(secret, Instant.now());
      send("/password", Map.of("code", code)).then().statusCode(303);

      human.signIn(new VisitingBrowser(), human.nextCode()).then().statusCode(401);
      String next = TestAccount.code(secret, Instant.now().plusSeconds(30));
      signIn(human.email(), TestAccount.PASSWORD, next).then().statusCode(303);
    }

    @Test
    @DisplayName("ten new recovery codes → those before are good no more")
    void replacesRecoveryCodes() {
      Response answer = send("/recovery-codes", Map.of());
      answer.then().statusCode(200).body(containsString("Keep these codes"));
      String fresh =
          answer.body().asString().replaceAll("(?s).*?<code>([a-z0-9-]+)</code>.*", "$1");

      signIn(human.email(), TestAccount.PASSWORD, human.recoveryCodes().get(1))
          .then()
          .statusCode(401);
      signIn(human.email(), TestAccount.PASSWORD, fresh).then().statusCode(303);
    }

    @Test
    @DisplayName("two sheets of recovery codes at the same moment → one is good, and one session")
    void keepsOneSheet() throws Exception {
      VisitingBrowser other = new VisitingBrowser();
      human.signIn(other, human.recoveryCodes().getFirst()).then().statusCode(303);
      other.open(PAGE).then().statusCode(200);
      Queue<VisitingBrowser> both = new ConcurrentLinkedQueue<>(List.of(browser, other));
      List<Integer> answers =
          AtOnce.run(2, () -> both.remove().send(PAGE + "/recovery-codes", Map.of()).statusCode());
      assertEquals(List.of(200, 401), answers.stream().sorted().toList());
      assertEquals(10, codesKept());
    }

    private int codesKept() {
      return Arc.container()
          .instance(Pool.class)
          .get()
          .preparedQuery("select count(*) from recovery_code where human = $1")
          .execute(Tuple.of(NodeId.parse(human.id()).orElseThrow().value()))
          .await()
          .atMost(Duration.ofSeconds(10))
          .iterator()
          .next()
          .getInteger(0);
    }

    @Test
    @DisplayName("a passkey besides → signs in, and is gone when it is removed")
    void addsAPasskey() {
      TestAuthenticator authenticator = new TestAuthenticator();
      String response = authenticator.create(browser.data("challenge"));
      send("/passkeys", Map.of("response", response, "name", "my <b>phone</b>"))
          .then()
          .statusCode(303);
      browser
          .open(PAGE)
          .then()
          .body(containsString("my &lt;b&gt;phone"))
          .body(not(containsString("<b>phone")));
      assertEquals(303, signIn(authenticator).statusCode());

      send("/passkeys/" + authenticator.id() + "/remove", Map.of()).then().statusCode(303);
      assertEquals(401, signIn(authenticator).statusCode());
    }

    @Test
    @DisplayName(
        "who proved it too long ago → led through the sign-in and back, nothing changed (A-121)")
    void provesItAgain() {
      Pool pool = Arc.container().instance(Pool.class).get();
      pool.preparedQuery(
              "update session set authenticated_at = now() - interval '11 minutes' where human = $1")
          .execute(Tuple.of(NodeId.parse(human.id()).orElseThrow().value()))
          .await()
          .atMost(Duration.ofSeconds(10));

      send("/password", Map.of("password", "acht Igel schlafen"))
          .then()
          .statusCode(303)
          .header("Location", containsString("/sign-in?fresh=yes&return=%2Faccount"));
      browser
          .open(PAGE)
          .then()
          .statusCode(303)
          .header("Location", containsString("return=%2Faccount%2Fmeans"));
      browser
          .open("/sign-in?fresh=yes&return=%2Faccount%2Fmeans")
          .then()
          .body(containsString("Sign in once more"));
      human.signIn(browser, human.nextCode()).then().statusCode(303);
      browser.open(PAGE).then().statusCode(200);
    }

    @Test
    @DisplayName("a form from elsewhere → 403, and nothing changed (A-117)")
    void isNotChangedByAnotherSite() {
      browser
          .request()
          .header("Origin", "https://evil.example")
          .contentType("application/x-www-form-urlencoded")
          .formParams(Map.of("csrf", browser.field("csrf"), "password", "acht Igel schlafen"))
          .post(PAGE + "/password")
          .then()
          .statusCode(403);
      human.signIn(new VisitingBrowser(), human.nextCode()).then().statusCode(303);
    }

    private Response send(String path, Map<String, String> fields) {
      Map<String, String> all = new HashMap<>(Map.of("offer", browser.field("offer")));
      all.putAll(fields);
      return browser.send(PAGE + path, all);
    }
  }

  @Nested
  @DisplayName("a human with a passkey alone")
  class WithPasskey {
    private final TestAuthenticator authenticator = new TestAuthenticator();
    private VisitingBrowser browser;

    @BeforeEach
    void hasAnAccount() {
      browser = TestAccount.withPasskey(authenticator).browser();
      browser.open(PAGE).then().statusCode(200);
    }

    @Test
    @DisplayName("removes it → 409: it is the last way in")
    void keepsTheLastWayIn() {
      browser
          .send(PAGE + "/passkeys/" + authenticator.id() + "/remove", Map.of())
          .then()
          .statusCode(409);
      assertEquals(303, signIn(authenticator).statusCode());
    }

    @Test
    @DisplayName("somebody else's passkey → 409, and it is there as before")
    void removesNobodyElses() {
      TestAuthenticator other = new TestAuthenticator();
      TestAccount.withPasskey(other);
      browser.send(PAGE + "/passkeys/" + other.id() + "/remove", Map.of()).then().statusCode(409);
      assertEquals(303, signIn(other).statusCode());
    }

    @Test
    @DisplayName("a password without an app → 400")
    void setsNoPasswordAlone() {
      browser
          .send(
              PAGE + "/password",
              Map.of("offer", browser.field("offer"), "password", TestAccount.PASSWORD))
          .then()
          .statusCode(400);
    }
  }

  @Nested
  @DisplayName("a human without an account here")
  class Elsewhere {
    @Test
    @DisplayName("GET /account/means → 404")
    void hasNothingToChange() {
      TestBrowser.of(Api.sponsor()).get().get(PAGE).then().statusCode(404);
    }
  }

  private static Response signIn(String email, String password, String code) {
    VisitingBrowser browser = new VisitingBrowser();
    browser.open("/sign-in");
    return browser.send(
        "/sign-in/password", Map.of("email", email, "password", password, "code", code));
  }

  private static Response signIn(TestAuthenticator authenticator) {
    VisitingBrowser browser = new VisitingBrowser();
    browser.open("/sign-in");
    return browser.send(
        "/sign-in/passkey", Map.of("response", authenticator.get(browser.data("challenge"))));
  }
}

package dev.avowry.people.http;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.avowry.kernel.NodeId;
import dev.avowry.people.SignedIn;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.TestBrowser;
import io.quarkus.arc.Arc;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Sessions of humans. */
@AvowryTest
class SessionTest {
  @Nested
  @DisplayName("somebody who has not signed in")
  class Nobody {
    @Test
    @DisplayName("GET /account → 303 to the sign-in, and back afterwards")
    void isLedToTheSignIn() {
      RestAssured.given()
          .redirects()
          .follow(false)
          .get("/account?x=1")
          .then()
          .statusCode(303)
          .header("Location", containsString("/sign-in?return=%2Faccount%3Fx%3D1"));
    }

    @Test
    @DisplayName("GET /account with an access token → 303: pages take sessions alone")
    void tokensOpenNoPages() {
      Api.admin().redirects().follow(false).get("/account").then().statusCode(303);
    }

    @Test
    @DisplayName("POST /account/sign-out → 401, and a cookie that was made up changes nothing")
    void changesNothing() {
      RestAssured.given()
          .cookie(SignedIn.COOKIE, "A".repeat(43))
          .header("Origin", Api.ISSUER)
          .contentType("application/x-www-form-urlencoded")
          .post("/account/sign-out")
          .then()
          .statusCode(401)
          .contentType("text/html");
    }
  }

  @Nested
  @DisplayName("a human who has signed in")
  class Human {
    private String id;
    private TestBrowser browser;

    @BeforeEach
    void signIn() {
      id = sponsor("Mallory <script>alert(1)</script>");
      browser = TestBrowser.of(id);
    }

    @Test
    @DisplayName("GET /account → 200: escaped, framed by nobody, running nothing from elsewhere")
    void seesTheirPage() {
      browser
          .get()
          .get("/account")
          .then()
          .statusCode(200)
          .contentType("text/html;charset=UTF-8")
          .header("Cache-Control", "no-store")
          .header("X-Frame-Options", "DENY")
          .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
          .header("Content-Security-Policy", containsString("default-src 'none'"))
          .header("Content-Security-Policy", not(containsString("unsafe")))
          .body(containsString("Mallory &lt;script&gt;"))
          .body(not(containsString("<script>alert")));
    }

    @Test
    @DisplayName("GET /v1/agents → 401: the API takes no session")
    void hasNoAccessToTheApi() {
      browser.get().accept("application/json").get("/v1/agents").then().statusCode(401);
    }

    @Test
    @DisplayName("POST /account/sign-out → 303, the cookie is gone, and the session is over")
    void signsOut() {
      browser
          .form()
          .post("/account/sign-out")
          .then()
          .statusCode(303)
          .header("Location", containsString("/sign-in"))
          .header("Set-Cookie", containsString("__Host-avowry="))
          .header("Set-Cookie", containsString("Max-Age=0"));
      browser.get().get("/account").then().statusCode(303);
    }

    @Test
    @DisplayName("POST /account/sessions/end → every browser is signed out")
    void signsOutEverywhere() {
      TestBrowser other = TestBrowser.of(id);
      browser.form().post("/account/sessions/end").then().statusCode(303);
      browser.get().get("/account").then().statusCode(303);
      other.get().get("/account").then().statusCode(303);
    }

    @Test
    @DisplayName("POST /account/sessions/{id}/end of somebody else's session → 404")
    void endsNoSessionOfOthers() {
      String other = sponsor("Other");
      TestBrowser theirs = TestBrowser.of(other);
      String session =
          theirs
              .get()
              .get("/account")
              .htmlPath()
              .getString("**.find { it.name() == 'form' }.@action");
      browser.form().post(session).then().statusCode(404);
      theirs.get().get("/account").then().statusCode(200);
    }

    @Test
    @DisplayName("a form from elsewhere, or without what only the page knows → 403")
    void refusesForgedForms() {
      Map<String, String> none = Map.of();
      refused(none, browser.csrf());
      refused(Map.of("Origin", "https://evil.example"), browser.csrf());
      refused(Map.of("Origin", "null"), browser.csrf());
      refused(Map.of("Sec-Fetch-Site", "cross-site"), browser.csrf());
      refused(Map.of("Sec-Fetch-Site", "same-site"), browser.csrf());
      refused(Map.of("Origin", Api.ISSUER, "Sec-Fetch-Site", "cross-site"), browser.csrf());
      refused(Map.of("Origin", Api.ISSUER), "");
      refused(Map.of("Origin", Api.ISSUER), TestBrowser.of(sponsor("Other")).csrf());
      browser.get().get("/account").then().statusCode(200);
    }

    private void refused(Map<String, String> headers, String csrf) {
      browser
          .formFromElsewhere()
          .headers(headers)
          .formParam("csrf", csrf)
          .post("/account/sign-out")
          .then()
          .statusCode(403);
    }

    @Test
    @DisplayName("POST with the header X-CSRF → as good as the field")
    void takesTheHeader() {
      browser
          .formFromElsewhere()
          .header("Origin", Api.ISSUER)
          .header("X-CSRF", browser.csrf())
          .post("/account/sign-out")
          .then()
          .statusCode(303);
    }

    @Test
    @DisplayName(
        "whose node is suspended → the session is over, and another after the resume is not")
    void endsWithTheNode() {
      Api.order("suspend", "sponsor", id).then().statusCode(200);
      browser.get().get("/account").then().statusCode(303);
      Api.order("resume", "sponsor", id).then().statusCode(200);
      TestBrowser.of(id).get().get("/account").then().statusCode(200);
    }

    @Test
    @DisplayName("who has been away for too long, or in for too long → 303")
    void limitsHold() {
      change("update session set seen_at = now() - interval '31 minutes' where human = $1", id);
      browser.get().get("/account").then().statusCode(303);
      TestBrowser late = TestBrowser.of(id);
      change("update session set ends_at = now() where human = $1", id);
      late.get().get("/account").then().statusCode(303);
    }
  }

  private static void change(String sql, String human) {
    Pool pool = Arc.container().instance(Pool.class).get();
    pool.preparedQuery(sql)
        .execute(Tuple.of(NodeId.parse(human).orElseThrow().value()))
        .await()
        .atMost(Duration.ofSeconds(10));
  }

  private static String sponsor(String name) {
    return Api.admin()
        .body(Map.of("name", name, "email", "human@example.com"))
        .post("/v1/sponsors")
        .then()
        .statusCode(201)
        .body("name", equalTo(name))
        .extract()
        .path("id");
  }
}

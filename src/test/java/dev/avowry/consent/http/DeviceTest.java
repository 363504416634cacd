package dev.avowry.consent.http;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.ECKey;
import dev.avowry.agent.SecretHash;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.ClientSite;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestBrowser;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestDevice;
import dev.avowry.testing.TestLoan;
import dev.avowry.testing.TestProof;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** RFC 8628: an agent without a browser, and a human who is somewhere else. */
@AvowryTest
class DeviceTest {
  @Inject Pool pool;

  private String human;
  private String sponsor;
  private TestBrowser browser;
  private TestClient client;

  @BeforeEach
  void register() {
    human = Api.sponsor();
    browser = TestBrowser.of(human);
    sponsor = Api.sponsor();
    client = TestDevice.agent(sponsor).register();
  }

  private TestDevice asking() {
    return TestDevice.asking(client.form());
  }

  private TestDevice allowed() {
    TestDevice device = asking();
    device.answer(browser, "approve").then().statusCode(200);
    return device;
  }

  private void sooner(TestDevice device, String interval) {
    pool.preparedQuery(
            """
            update device_request set expires_at = expires_at - cast($2 as text)::interval,
                                      polled_at = polled_at - cast($2 as text)::interval
            where user_code = $1
            """)
        .execute(Tuple.of(hash(device), interval))
        .await()
        .indefinitely();
  }

  private static String hash(TestDevice device) {
    return SecretHash.of(SecretBytes.ofText(device.shown().replace("-", ""))).text();
  }

  @Nested
  class AnAgent {
    @Test
    @DisplayName("asks, shows the code, polls; the human consents → a token for both, once")
    void getsAToken() {
      Response codes = client.form().formParams(TestDevice.WANTED).post(TestDevice.PATH);
      codes
          .then()
          .statusCode(200)
          .body("verification_uri", equalTo(Api.ISSUER + "/device"))
          .body("expires_in", equalTo(600))
          .body("interval", equalTo(5));
      TestDevice device = TestDevice.of(codes);
      assertEquals(Api.ISSUER + "/device?user_code=" + device.shown(), device.complete());
      Expect.oauthError(400, "authorization_pending", device.poll(client.form()));

      device.answer(browser, "approve").then().statusCode(200);

      Response answer = device.poll(client.form());
      JsonPath claims = Api.claims(token(answer));
      assertEquals(human, claims.getString("sub"));
      assertEquals(client.id(), claims.getString("act.sub"));
      assertEquals(Api.ORDERS, claims.getString("aud"));
      assertEquals("openid read", claims.getString("scope"));
      assertEquals(human, Api.claims(answer.path("id_token")).getString("sub"));
      assertTrue(answer.<String>path("refresh_token").startsWith("avow_rf_"));
      Expect.oauthError(400, "invalid_grant", device.poll(client.form()));
      assertFalse(client.introspect(token(answer)).<Boolean>path("active"));
    }

    @Test
    @DisplayName("20 polls at the same moment → one token at the most (A-044)")
    void getsItOnce() throws Exception {
      TestDevice device = allowed();

      List<Response> answers = AtOnce.run(20, () -> device.poll(client.form()));

      List<Response> good = answers.stream().filter(it -> it.statusCode() == 200).toList();
      assertEquals(1, good.size());
      assertFalse(client.introspect(token(good.getFirst())).<Boolean>path("active"));
    }

    @Test
    @DisplayName("polls too soon → slow_down, for good; waits as long → authorization_pending")
    void slowsDown() {
      TestDevice device = asking();
      Expect.oauthError(400, "authorization_pending", device.poll(client.form()));
      Expect.oauthError(400, "slow_down", device.poll(client.form()));
      sooner(device, "6 seconds");
      Expect.oauthError(400, "slow_down", device.poll(client.form()));
      sooner(device, "15 seconds");
      Expect.oauthError(400, "authorization_pending", device.poll(client.form()));
    }

    @Test
    @DisplayName("too late → expired_token, answered or not")
    void comesTooLate() {
      TestDevice device = asking();
      sooner(device, "10 minutes");
      Expect.oauthError(400, "expired_token", device.poll(client.form()));
      assertEquals(404, device.type(browser).statusCode());
    }

    @Test
    @DisplayName("the human refuses → access_denied")
    void isRefused() {
      TestDevice device = asking();
      device.answer(browser, "refuse").then().statusCode(200);
      Expect.oauthError(400, "access_denied", device.poll(client.form()));
      assertEquals(404, device.answer(browser, "approve").statusCode());
    }

    @Test
    @DisplayName("another client with the code, a code that is none → invalid_grant (A-037)")
    void isItsOwn() {
      TestClient other = TestDevice.agent(sponsor).register();
      TestDevice waiting = asking();
      Expect.oauthError(400, "invalid_grant", waiting.poll(other.form()));
      Expect.oauthError(400, "invalid_grant", allowed().poll(other.form()));
      Expect.oauthError(
          400, "invalid_grant", new TestDevice("x".repeat(43), "", "").poll(client.form()));
    }

    @Test
    @DisplayName("a device code is neither a code nor a refresh token, nor one of them it")
    void isOfItsKind() {
      String code = allowed().code();
      for (Map<String, String> shown :
          List.of(
              Map.of("grant_type", "refresh_token", "refresh_token", code),
              Map.of("grant_type", "authorization_code", "code", code))) {
        Expect.oauthError(400, "invalid_grant", client.form().formParams(shown).post("/token"));
      }
      TestLoan loan = TestLoan.of(human, client);
      String refresh = loan.refreshToken(Instant.now().plusSeconds(60));
      for (String other : List.of(loan.code(), refresh)) {
        Expect.oauthError(400, "invalid_grant", new TestDevice(other, "", "").poll(client.form()));
      }
    }

    @Test
    @DisplayName("with a proof, or dpop_jkt → the device code is good with that key alone (A-043)")
    void isBoundToAKey() throws Exception {
      ECKey held = TestClient.newKey();
      String jkt = held.computeThumbprint().toString();
      TestDevice proven =
          TestDevice.asking(
              client.form().header("DPoP", TestProof.of(held, "POST", TestDevice.PATH).sign()));
      TestDevice said = TestDevice.asking(client.form().formParam("dpop_jkt", jkt));
      for (TestDevice device : List.of(proven, said)) {
        device.answer(browser, "approve").then().statusCode(200);
        Expect.oauthError(400, "invalid_dpop_proof", device.poll(client.form()));
        Expect.oauthError(
            400, "invalid_dpop_proof", device.poll(holding(client.form(), TestClient.newKey())));
        String token = token(device.poll(holding(client.form(), held)));
        assertEquals(jkt, Api.claims(token).getString("cnf.jkt"));
      }
      Expect.oauthError(
          400,
          "invalid_dpop_proof",
          client
              .form()
              .header("DPoP", TestProof.of(TestClient.newKey(), "POST", TestDevice.PATH).sign())
              .formParam("dpop_jkt", jkt)
              .formParams(TestDevice.WANTED)
              .post(TestDevice.PATH));
    }

    @Test
    @DisplayName("of another kind, unproven, beyond its ceiling → refused before there is a code")
    void isRefusedAtOnce() {
      TestClient other = TestLoan.asking(sponsor).register();
      Expect.oauthError(
          400,
          "unauthorized_client",
          other.form().formParams(TestDevice.WANTED).post(TestDevice.PATH));
      Expect.oauthError(
          401,
          "invalid_client",
          named(client.id()).formParams(TestDevice.WANTED).post(TestDevice.PATH));
      Expect.oauthError(
          400, "invalid_scope", client.form().formParam("scope", "admin").post(TestDevice.PATH));
      Expect.oauthError(
          400,
          "invalid_target",
          client
              .form()
              .formParam("scope", "read")
              .formParam("resource", "https://other.example")
              .post(TestDevice.PATH));
      Expect.oauthError(
          400,
          "request_not_supported",
          client
              .form()
              .formParams(TestDevice.WANTED)
              .formParam("request", "x.y.z")
              .post(TestDevice.PATH));
    }

    @Test
    @DisplayName("as a public one, without any redirect URI → the same by its name alone")
    void isPublic() {
      TestClient open =
          TestDevice.agent(sponsor)
              .with("token_endpoint_auth_method", "none")
              .without("jwks")
              .register();
      TestDevice device = TestDevice.asking(named(open.id()));
      device.answer(browser, "approve").then().statusCode(200);
      assertEquals(
          open.id(), Api.claims(token(device.poll(named(open.id())))).getString("act.sub"));
    }

    @Test
    @DisplayName("that did not ask to come back → no refresh token")
    void doesNotComeBack() {
      TestClient brief =
          TestDevice.agent(sponsor).with("grant_types", List.of(TestDevice.GRANT)).register();
      TestDevice device = TestDevice.asking(brief.form());
      device.answer(browser, "approve").then().statusCode(200);
      device.poll(brief.form()).then().statusCode(200).body("refresh_token", nullValue());
    }
  }

  @Nested
  class AHuman {
    @Test
    @DisplayName("types the code in any form → who asks, whose, what, since when, from where")
    void isAsked() {
      TestDevice device = asking();
      String sloppy = " " + device.shown().toLowerCase(Locale.ROOT).replace("-", " ");

      Response typed = TestDevice.type(browser, sloppy);

      assertEquals(303, typed.statusCode());
      assertTrue(typed.header("Location").endsWith("/device/consent?user_code=" + device.shown()));
      String page = device.page(browser).then().statusCode(200).extract().asString();
      for (String said :
          List.of(
              "an agent of the tests",
              "Ada Lovelace answers for it",
              "<code>read</code>",
              Api.ORDERS,
              "<code>" + device.shown() + "</code>",
              "<code>127.0.0.1</code>",
              "UTC",
              "If somebody sent you the code, refuse")) {
        assertTrue(page.contains(said), said);
      }
    }

    @Test
    @DisplayName("follows the address with the code → still sends it, once signed in")
    void followsTheAddress() {
      TestDevice device = asking();
      String path = device.complete().substring(Api.ISSUER.length());
      Response stranger =
          RestAssured.given().redirects().follow(false).accept("text/html").get(path);
      assertEquals(303, stranger.statusCode());
      assertTrue(stranger.header("Location").contains("/sign-in?return=%2Fdevice%3Fuser_code"));
      String page = browser.get().get(path).then().statusCode(200).extract().asString();
      assertTrue(page.contains("value=\"" + device.shown() + "\""), page);
      Expect.oauthError(400, "authorization_pending", device.poll(client.form()));
    }

    @Test
    @DisplayName("has consented before → is asked nevertheless")
    void isAskedEachTime() {
      allowed();
      assertTrue(asking().page(browser).asString().contains("name=\"decision\""));
    }

    @Test
    @DisplayName("leaves out scopes, sends others → no more than both say (A-063)")
    void consentsToLess() {
      TestDevice device =
          TestDevice.of(
              client
                  .form()
                  .formParam("scope", "read write")
                  .formParam("resource", Api.ORDERS)
                  .post(TestDevice.PATH));
      device.answer(browser, "approve").then().statusCode(200);
      assertEquals("read", device.poll(client.form()).path("scope"));
    }

    @Test
    @DisplayName("a code that is wrong, too old, answered → the same words")
    void isToldTheSame() {
      TestDevice late = asking();
      sooner(late, "10 minutes");
      List<String> answers =
          List.of("BBBB-BBBB", "not a code", late.shown(), allowed().shown()).stream()
              .map(typed -> TestDevice.type(browser, typed))
              .map(
                  answer -> {
                    assertEquals(404, answer.statusCode());
                    return answer.asString().replaceFirst("(?s).*role=\"alert\">([^<]*)<.*", "$1");
                  })
              .distinct()
              .toList();
      assertEquals(1, answers.size(), answers::toString);
    }

    @Test
    @DisplayName("guesses ten times → 429 even with a right code; others are not held up")
    void cannotGuess() {
      TestDevice device = asking();
      for (int i = 0; i < 10; i++) {
        assertEquals(404, TestDevice.type(browser, "BBBB-BBBB").statusCode());
      }
      assertEquals(429, device.type(browser).statusCode());
      assertEquals(429, device.page(browser).statusCode());
      assertEquals(429, device.answer(browser, "approve").statusCode());
      assertEquals(303, device.type(TestBrowser.of(Api.sponsor())).statusCode());
    }

    @Test
    @DisplayName("of 10 answers of two humans at the same moment one counts (A-063)")
    void answersOnce() throws Exception {
      TestDevice device = asking();
      TestBrowser other = TestBrowser.of(Api.sponsor());
      List<Integer> statuses =
          AtOnce.run(
              10,
              () -> device.answer(Math.random() < 0.5 ? browser : other, "approve").statusCode());
      assertEquals(1, statuses.stream().filter(it -> it == 200).count(), statuses::toString);
    }

    @Test
    @DisplayName("a form from elsewhere, or without csrf → 403, and nothing is answered (A-117)")
    void isNotTricked() {
      TestDevice device = asking();
      for (RequestSpecification form :
          List.of(
              browser
                  .formFromElsewhere()
                  .header("Origin", "https://evil.example")
                  .formParam("csrf", browser.csrf()),
              browser.formFromElsewhere().header("Origin", Api.ISSUER))) {
        assertEquals(
            403,
            form.formParam("user_code", device.shown())
                .formParam("decision", "approve")
                .formParam("lasting", "28800")
                .post("/device/consent")
                .statusCode());
      }
      Expect.oauthError(400, "authorization_pending", device.poll(client.form()));
    }
  }

  @Nested
  class AClientThatNobodyKnows {
    private Map<String, Object> document(TestClient visitor) {
      Map<String, Object> document = new HashMap<>();
      document.put("client_id", visitor.id());
      document.put("client_name", "a robot");
      document.put("grant_types", List.of(TestDevice.GRANT, "client_credentials"));
      return document;
    }

    private TestClient visitor(ClientSite site, boolean keyed) {
      TestClient visitor = new TestClient(site.origin() + "/robot.json", TestClient.newKey());
      Map<String, Object> document = document(visitor);
      if (keyed) {
        document.put("token_endpoint_auth_method", "private_key_jwt");
        document.put("jwks", Map.of("keys", List.of(visitor.key().toPublicJWK().toJSONObject())));
      }
      site.publish("/robot.json", document);
      return visitor;
    }

    @Test
    @DisplayName("by its address alone → an agent of the human who typed the code")
    void isEnrolled() {
      try (ClientSite site = ClientSite.start()) {
        TestClient visitor = visitor(site, false);
        TestDevice device = TestDevice.asking(named(visitor.id()));
        Expect.oauthError(400, "authorization_pending", device.poll(named(visitor.id())));
        String page = device.page(browser).asString();
        assertTrue(page.contains("a robot") && page.contains(visitor.id()), page);
        assertFalse(page.contains("It has keys of its own"), page);
        device.answer(browser, "approve").then().statusCode(200);

        String agent = Api.claims(token(device.poll(named(visitor.id())))).getString("act.sub");

        Api.admin().get("/v1/agents/{id}", agent).then().body("sponsor", equalTo(human));
      }
    }

    @Test
    @DisplayName("with keys in its document → proves itself by them, and then stands on its own")
    void standsOnItsOwn() {
      try (ClientSite site = ClientSite.start()) {
        TestClient visitor = visitor(site, true);
        TestDevice device = TestDevice.asking(visitor.form());
        Expect.oauthError(400, "authorization_pending", device.poll(visitor.form()));
        assertTrue(device.page(browser).asString().contains("It has keys of its own"));
        device.answer(browser, "approve").then().statusCode(200);
        Expect.oauthError(401, "invalid_client", device.poll(named(visitor.id())));
        String lent = token(device.poll(visitor.form()));

        TestClient agent = new TestClient(Api.claims(lent).getString("act.sub"), visitor.key());

        JsonPath own = Api.claims(agent.token("read", Api.ORDERS));
        assertEquals(agent.id(), own.getString("sub"));
        assertEquals(human, own.getString("sponsor"));
        Expect.oauthError(
            400,
            "invalid_scope",
            agent.clientCredentials(Map.of("scope", "write", "resource", Api.ORDERS)));
        Expect.oauthError(
            400,
            "invalid_target",
            agent.clientCredentials(Map.of("scope", "read", "resource", "https://other.example")));
        Api.admin().get("/v1/agents/{id}", agent.id()).then().body("expires_at", notNullValue());
      }
    }

    @Test
    @DisplayName("whose document has keys: unproven, by another key, replayed → 401 (A-031)")
    void provesItself() {
      try (ClientSite site = ClientSite.start()) {
        TestClient visitor = visitor(site, true);
        TestClient thief = new TestClient(visitor.id(), TestClient.newKey());
        for (RequestSpecification form :
            List.of(
                named(visitor.id()),
                thief.form(),
                named(visitor.id()).formParam("client_secret", "x"))) {
          Expect.oauthError(
              401, "invalid_client", form.formParams(TestDevice.WANTED).post(TestDevice.PATH));
        }
        String assertion = visitor.assertion();
        TestDevice.asking(asserting(assertion));
        Expect.oauthError(
            401,
            "invalid_client",
            asserting(assertion).formParams(TestDevice.WANTED).post(TestDevice.PATH));
      }
    }

    private RequestSpecification asserting(String assertion) {
      return form()
          .formParam("client_assertion_type", TestClient.ASSERTION_TYPE)
          .formParam("client_assertion", assertion);
    }
  }

  private static RequestSpecification form() {
    return RestAssured.given().contentType("application/x-www-form-urlencoded");
  }

  private static RequestSpecification named(String id) {
    return form().formParam("client_id", id);
  }

  private static RequestSpecification holding(RequestSpecification form, ECKey held) {
    return form.header("DPoP", TestProof.ofTokenRequest(held).sign());
  }

  private static String token(Response answer) {
    return answer.then().statusCode(200).extract().path("access_token");
  }
}

package dev.avowry.provisioning.http;

import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.Expect;
import dev.avowry.testing.Forged;
import dev.avowry.testing.OutsideIssuer;
import dev.avowry.testing.TestBrowser;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestDirectory;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others signal of people: RFC 8417, RFC 8935, RISC 1.0, CAEP 1.0. */
@AvowryTest
class SignalsTest {
  private static final String RISC = "https://schemas.openid.net/secevent/risc/event-type/";
  private static final String CAEP = "https://schemas.openid.net/secevent/caep/event-type/";

  private OutsideIssuer transmitter;
  private TestDirectory directory;
  private String subject;
  private String human;
  private TestClient agent;

  @BeforeEach
  void letIn() {
    transmitter = OutsideIssuer.start();
    directory = TestDirectory.signalling(transmitter);
    subject = UUID.randomUUID().toString();
    human =
        Api.admin()
            .body(
                Map.of(
                    "name",
                    "Ada",
                    "email",
                    "ada@example.com",
                    "issuer",
                    transmitter.url(),
                    "subject",
                    subject))
            .post("/v1/sponsors")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    agent = Api.agent(human).register();
  }

  @AfterEach
  void stop() {
    transmitter.close();
  }

  private Map<String, Object> them() {
    return Map.of("format", "iss_sub", "iss", transmitter.url(), "sub", subject);
  }

  private String signal(String event) {
    return transmitter.signal(Map.of(event, Map.of()), them());
  }

  private Map<String, Object> claims(String event) {
    Map<String, Object> claims =
        transmitter.claims(Map.of("events", Map.of(event, Map.of()), "sub_id", them()));
    claims.remove("exp");
    return claims;
  }

  private void taken(String set) {
    assertEquals(202, directory.push(set).statusCode());
  }

  private boolean lives() {
    return agent.clientCredentials(Map.of("scope", "read", "resource", Api.ORDERS)).statusCode()
        == 200;
  }

  @Nested
  class ATransmitter {
    @ParameterizedTest(name = "{0} → they have left: nothing below lives when it is answered")
    @ValueSource(strings = {"account-disabled", "account-purged"})
    void saysThatSomebodyIsGone(String event) {
      String token = agent.token("read", Api.ORDERS);
      TestBrowser browser = TestBrowser.of(human);

      taken(signal(RISC + event));

      assertEquals(false, lives());
      assertEquals(303, browser.get().get("/account").statusCode());
      assertEquals(
          false,
          Api.agent(Api.sponsor())
              .with("scopes", List.of("tokens:introspect"))
              .register()
              .introspect(token)
              .<Boolean>path("active"));
    }

    @Test
    @DisplayName("account-enabled → back with what is theirs; not if somebody else sent them away")
    void saysThatSomebodyIsBack() {
      taken(signal(RISC + "account-disabled"));
      taken(signal(RISC + "account-enabled"));
      assertEquals(true, lives());
      Api.admin().put("/v1/sponsors/{id}/departure", human).then().statusCode(200);
      taken(signal(RISC + "account-enabled"));
      assertEquals(false, lives());
    }

    @Test
    @DisplayName(
        "account-enabled of before the latest account-disabled → 202, and gone all the same")
    void isNotBackByAnOldWord() {
      taken(at(RISC + "account-disabled", 300, Map.of()));
      taken(at(RISC + "account-disabled", 100, Map.of()));

      taken(at(RISC + "account-enabled", 200, Map.of()));
      assertEquals(false, lives(), "it was said before");
      taken(at(RISC + "account-enabled", 50, Map.of("toe", ago(101))));
      assertEquals(false, lives(), "it was so before");
      taken(at(RISC + "account-enabled", 50, Map.of("toe", ago(-50))));
      assertEquals(true, lives(), "nothing is told before it is so");
    }

    private String at(String event, int secondsAgo, Map<String, Object> more) {
      Map<String, Object> claims = claims(event);
      claims.put("iat", ago(secondsAgo));
      claims.putAll(more);
      return transmitter.token("secevent+jwt", claims);
    }

    private long ago(int seconds) {
      return Instant.now().getEpochSecond() - seconds;
    }

    @ParameterizedTest(name = "{0} → signed out everywhere, and the agents go on")
    @ValueSource(
        strings = {
          RISC + "sessions-revoked",
          RISC + "account-credential-change-required",
          CAEP + "session-revoked"
        })
    void saysThatSessionsEnd(String event) {
      TestBrowser browser = TestBrowser.of(human);
      assertEquals(200, browser.get().get("/account").statusCode());
      taken(signal(event));
      assertEquals(303, browser.get().get("/account").statusCode());
      assertEquals(true, lives());
    }

    @Test
    @DisplayName("the same jti again → 202 and nothing; an old word undoes no newer one (A-079)")
    void isHeardOnce() throws Exception {
      taken(signal(RISC + "account-disabled"));
      String enabled = signal(RISC + "account-enabled");
      taken(enabled);
      taken(signal(RISC + "account-disabled"));

      List<Integer> answers = AtOnce.run(5, () -> directory.push(enabled).statusCode());

      assertEquals(List.of(202, 202, 202, 202, 202), answers);
      assertEquals(false, lives());
    }

    @Test
    @DisplayName("the subject in the event, a complex one, an e-mail, an opaque id → found")
    void saysOfWhom() {
      Map<String, Object> user = TestDirectory.user();
      String added = directory.add(user);
      String event = CAEP + "session-revoked";
      for (Map<String, Object> about :
          List.<Map<String, Object>>of(
              Map.of("format", "opaque", "id", added),
              Map.of("format", "email", "email", user.get("userName")),
              Map.of("format", "complex", "user", Map.of("format", "opaque", "id", added)))) {
        TestBrowser browser = TestBrowser.of(added);
        Map<String, Object> claims =
            transmitter.claims(Map.of("events", Map.of(event, Map.of("subject", about))));
        taken(transmitter.token("secevent+jwt", claims));
        assertEquals(303, browser.get().get("/account").statusCode(), about::toString);
      }
    }

    @Test
    @DisplayName("of nobody it has to do with, or what nobody understands → 202, nothing happens")
    void isToldNothing() {
      taken(
          transmitter.signal(
              Map.of(RISC + "account-disabled", Map.of()),
              Map.of("format", "iss_sub", "iss", "https://other.example", "sub", subject)));
      taken(signal(RISC + "identifier-changed"));
      taken(signal("https://schemas.openid.net/secevent/ssf/event-type/verification"));
      assertEquals(true, lives());
    }

    @Test
    @DisplayName("a row tells what was signalled, by whom")
    void isOnTheRecord() throws Exception {
      taken(signal(RISC + "account-disabled"));
      Eventually.within(
          Duration.ofSeconds(20),
          "the row is in the tree",
          () ->
              Api.admin()
                  .get("/v1/audit/events?type=signal_received&limit=500")
                  .asString()
                  .contains("\"target\":\"" + directory.id() + "\""));
    }
  }

  @Nested
  class SomebodyElse {
    @Test
    @DisplayName("typ, iss, aud, iat, jti, key, signature, events, subject wrong → 400 (A-079)")
    void isRefused() {
      String event = RISC + "account-disabled";
      rejected("invalid_request", transmitter.token("JWT", claims(event)));
      rejected("invalid_issuer", with(event, "iss", "https://other.example"));
      rejected("invalid_audience", with(event, "aud", "https://other.example"));
      rejected("invalid_request", with(event, "iat", Instant.now().getEpochSecond() + 600));
      rejected(
          "invalid_request",
          with(event, "iat", Instant.now().minus(Duration.ofDays(8)).getEpochSecond()));
      rejected("invalid_request", with(event, "jti", ""));
      rejected("invalid_request", with(event, "events", "x"));
      rejected("invalid_request", with(event, "sub_id", Map.of("format", "phone_number")));
      rejected("invalid_request", "no.jwt.at all");
      rejected("invalid_request", unsigned(claims(event)));
      rejected(
          "invalid_key",
          Forged.jws(
              TestClient.newKey(),
              new HashMap<>(Map.of("alg", "ES256", "typ", "secevent+jwt")),
              claims(event)));
      assertEquals(true, lives());
    }

    private String unsigned(Map<String, Object> claims) {
      Map<String, String> header = Map.of("alg", "none", "typ", "secevent+jwt");
      String signed = Forged.jws(transmitter.key(), header, claims);
      return signed.substring(0, signed.lastIndexOf('.') + 1);
    }

    private String with(String event, String name, Object value) {
      Map<String, Object> claims = claims(event);
      claims.put(name, value);
      return transmitter.token("secevent+jwt", claims);
    }

    private void rejected(String err, String set) {
      Response answer = directory.push(set);
      assertEquals(400, answer.statusCode(), answer.asString());
      assertEquals(err, answer.path("err"), answer.asString());
    }

    @Test
    @DisplayName("without a provisioner's token → 401; of one that sends no signals → 400")
    void isNotLetIn() {
      String set = signal(RISC + "account-disabled");
      Expect.oauthError(
          401,
          "invalid_token",
          directory
              .pushing()
              .header("Authorization", "Bearer somebody")
              .body(set)
              .post("/security-events"));
      Response answer = TestDirectory.make().push(set);
      assertEquals(400, answer.statusCode());
      assertEquals("access_denied", answer.path("err"));
      assertEquals(true, lives());
    }

    @Test
    @DisplayName("whose keys cannot be had → 503: it is sent again")
    void cannotBeDecided() {
      transmitter.answer(500, "");
      assertEquals(503, directory.push(signal(RISC + "account-disabled")).statusCode());
    }
  }

  @Nested
  class AnAdministrator {
    @Test
    @DisplayName("POST /v1/provisioners with signals → shown; keys where nobody may go → 400")
    void letsATransmitterIn() {
      Api.admin()
          .get("/v1/provisioners")
          .then()
          .body("items.signals.issuer", hasItem(transmitter.url()));
      Expect.problem(
          400,
          "invalid-request",
          Api.admin()
              .body(
                  Map.of(
                      "name",
                      "x",
                      "signals",
                      Map.of(
                          "issuer", "https://login.example",
                          "jwks_uri", "file:///etc/passwd",
                          "audience", "x")))
              .post("/v1/provisioners"));
    }
  }
}

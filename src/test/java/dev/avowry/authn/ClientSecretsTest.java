package dev.avowry.authn;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.avowry.agent.ClientSecret;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.Expect;
import dev.avowry.testing.Forged;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.TestClient;
import io.restassured.RestAssured;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code client_secret_basic} and {@code client_secret_post}: a legacy that an admin allows. */
@AvowryTest
class ClientSecretsTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  private TestClient agent;
  private String credential;
  private String secret;

  @BeforeEach
  void register() {
    agent = Api.agent(Api.sponsor()).register();
    JsonPath made = made(Map.of());
    credential = made.getString("id");
    secret = made.getString("client_secret");
  }

  @Nested
  class AnAdministrator {
    @Test
    @DisplayName(
        "POST …/credentials {secret: {}} → 201, shown once, with an end, in the ledger (A-114)")
    void allowsASecret() throws Exception {
      assertTrue(ClientSecret.isOne(secret), secret);
      Api.admin()
          .get("/v1/agents/{id}/credentials", agent.id())
          .then()
          .body("items[1].type", equalTo("secret"))
          .body("items[1].client_secret", nullValue())
          .body("items[1].jwk", nullValue());
      Eventually.within(
          Duration.ofSeconds(10), "the row is in the tree", () -> added().contains("\"secret\""));
      assertFalse(added().contains(secret));
      Instant end = Instant.parse(made(Map.of("expires_in", 60)).getString("expires_at"));
      assertTrue(end.isBefore(Instant.now().plusSeconds(61)));
    }

    private String added() {
      return Api.admin()
          .get("/v1/audit/events?type=credential_added&agent={id}", agent.id())
          .asString();
    }

    @Test
    @DisplayName("expires_in below a minute or above the longest → 400")
    void cannotHaveItLiveForEver() {
      for (Object life : List.of(59, 0, -1, 90L * 86_400 + 1, Long.MAX_VALUE, "x")) {
        Expect.problem(400, "invalid-request", add(Api.adminToken(), secretOf(life)));
      }
    }

    @Test
    @DisplayName("two ways at once, none, allow_rs256 with a secret → 400")
    void asksForOneAtATime() {
      Map<String, Object> jwk = TestClient.newKey().toPublicJWK().toJSONObject();
      for (Map<String, Object> body :
          List.<Map<String, Object>>of(
              Map.of(),
              Map.of("jwk", jwk, "secret", Map.of()),
              Map.of("jwks_uri", "https://keys.example/jwks", "secret", Map.of()),
              Map.of("allow_rs256", true, "secret", Map.of()))) {
        Expect.problem(400, "invalid-request", add(Api.adminToken(), body));
      }
    }

    @Test
    @DisplayName("revokes the credential → 401, and the token is dead")
    void takesItAway() {
      String token = post(agent.id(), secret).path("access_token");
      assertEquals(credential, last(Api.claims(token).getList("status.lineage.path")));

      Api.order("revoke", "credential", credential).then().statusCode(200);

      Expect.oauthError(401, "invalid_client", post(agent.id(), secret));
      agent.introspect(token).then().body("active", equalTo(false));
    }
  }

  @Nested
  class AnAgent {
    @Test
    @DisplayName("POST …/credentials {secret} for a sub-agent or itself → 403 or 404")
    void cannotAllowASecret() {
      TestClient child = agentBelow();
      String token = agent.ownToken("agents:spawn");

      Expect.problem(
          403,
          "insufficient-scope",
          Api.as(token)
              .body(Map.of("secret", Map.of()))
              .post("/v1/agents/{id}/credentials", child.id()));
      assertTrue(add(token, Map.of("secret", Map.of())).statusCode() >= 403);
    }

    @Test
    @DisplayName(
        "POST …/credentials an RS256 key for a sub-agent → 422, with allow_rs256 → 403 (A-047)")
    void cannotAllowRs256() throws Exception {
      TestClient child = agentBelow();
      Map<String, Object> rsa = rs256();
      String path = "/v1/agents/" + child.id() + "/credentials";
      String token = agent.ownToken("agents:spawn");

      Expect.problem(422, "invalid-key", Api.as(token).body(Map.of("jwk", rsa)).post(path));
      Expect.problem(422, "invalid-key", Api.admin().body(Map.of("jwk", rsa)).post(path));
      Expect.problem(
          403,
          "insufficient-scope",
          Api.as(token).body(Map.of("jwk", rsa, "allow_rs256", true)).post(path));
      Expect.problem(
          400,
          "invalid-request",
          Api.agent(Api.sponsor())
              .with("jwks", Map.of("keys", List.of(rsa)))
              .tryRegister(Api.adminToken()));
    }

    private TestClient agentBelow() {
      return NewTestAgent.subAgent().register(agent.ownToken("agents:spawn"));
    }
  }

  @Nested
  class AClient {
    @Test
    @DisplayName("POST /token by client_secret_basic, by client_secret_post → 200")
    void isLetInBothWays() {
      post(agent.id(), secret).then().statusCode(200).body("token_type", equalTo("Bearer"));
      basic(agent.id() + ":" + secret).then().statusCode(200);
    }

    @Test
    @DisplayName("POST /introspect and /revoke by either → 200")
    void isLetInEverywhere() {
      String token = post(agent.id(), secret).path("access_token");
      form()
          .header("Authorization", encoded(agent.id() + ":" + secret))
          .formParam("token", token)
          .post("/introspect")
          .then()
          .statusCode(200)
          .body("active", equalTo(true));
      form()
          .formParam("client_id", agent.id())
          .formParam("client_secret", secret)
          .formParam("token", token)
          .post("/revoke")
          .then()
          .statusCode(200);
    }

    @Test
    @DisplayName("its token ends with the secret at the latest, and after five minutes")
    void getsAShortLivedToken() {
      JsonPath brief = made(Map.of("expires_in", 60));
      long end = Instant.parse(brief.getString("expires_at")).getEpochSecond();

      String token = post(agent.id(), brief.getString("client_secret")).path("access_token");
      assertTrue(Api.claims(token).getLong("exp") <= end);

      TestClient lasting = Api.agent(Api.sponsor()).with("max_ttl", 900).register();
      String longer =
          Api.admin()
              .body(Map.of("secret", Map.of()))
              .post("/v1/agents/{id}/credentials", lasting.id())
              .path("client_secret");
      assertTrue(post(lasting.id(), longer).<Integer>path("expires_in") <= 300);
    }

    @Test
    @DisplayName("GET …/credentials shows when the secret was last used")
    void isSeen() throws Exception {
      post(agent.id(), secret).then().statusCode(200);

      Eventually.within(
          Duration.ofSeconds(10),
          "the use is noted",
          () ->
              Api.admin()
                      .get("/v1/agents/{id}/credentials", agent.id())
                      .path("items[1].last_used_at")
                  != null);
    }
  }

  @Nested
  class SomebodyElse {
    @Test
    @DisplayName("unknown, dead, wrong, without a secret: the same status and body (A-035)")
    void learnsNothing() {
      TestClient dead = Api.agent(Api.sponsor()).register();
      Api.order("suspend", "agent", dead.id()).then().statusCode(200);
      TestClient keyed = Api.agent(Api.sponsor()).register();
      String wrong = ClientSecret.random(new SecureRandom()).show();

      String first = post(agent.id(), wrong).asString();
      for (String id : List.of("AAAAAAAAAAA", dead.id(), keyed.id(), "x", agent.id() + " ")) {
        Response answer = post(id, secret);
        Expect.oauthError(401, "invalid_client", answer);
        assertEquals(first, answer.asString(), id);
      }
      Api.order("suspend", "agent", agent.id()).then().statusCode(200);
      assertEquals(first, post(agent.id(), secret).asString());
    }

    @Test
    @DisplayName("an assertion for a client unknown, dead, of another key: the same body (A-035)")
    void learnsNothingByAssertions() {
      TestClient dead = Api.agent(Api.sponsor()).register();
      Api.order("suspend", "agent", dead.id()).then().statusCode(200);
      TestClient stranger = new TestClient("AAAAAAAAAAA", TestClient.newKey());
      TestClient wrong = new TestClient(agent.id(), TestClient.newKey());

      String first = wrong.clientCredentials(Map.of()).asString();
      assertEquals(first, stranger.clientCredentials(Map.of()).asString());
      assertEquals(first, dead.clientCredentials(Map.of()).asString());
    }

    @Test
    @DisplayName("two methods at once → 400 (A-031, A-032)")
    void usesTwoMethods() {
      String header = encoded(agent.id() + ":" + secret);
      for (RequestSpecification both :
          List.of(
              agent.form().header("Authorization", header),
              agent.form().formParam("client_secret", secret),
              unsigned().header("Authorization", header),
              unsigned().formParam("client_secret", secret).formParam("client_id", agent.id()),
              form().formParam("client_secret", secret).header("Authorization", header),
              form()
                  .formParam("client_assertion_type", TestClient.ASSERTION_TYPE)
                  .header("Authorization", header),
              form().formParam("client_secret", secret).header("Authorization", "Bearer x"))) {
        Expect.oauthError(
            400,
            "invalid_request",
            both.formParam("grant_type", "client_credentials").post("/token"));
      }
    }

    @Test
    @DisplayName("client_id of another beside the header → 400 (A-016)")
    void namesTwoClients() {
      Expect.oauthError(
          400,
          "invalid_request",
          form()
              .header("Authorization", encoded(agent.id() + ":" + secret))
              .formParam("client_id", "AAAAAAAAAAA")
              .formParam("grant_type", "client_credentials")
              .post("/token"));
    }

    @Test
    @DisplayName("the secret in the query → 401 (A-033)")
    void usesTheQuery() {
      Expect.oauthError(
          401,
          "invalid_client",
          form()
              .queryParam("client_id", agent.id())
              .queryParam("client_secret", secret)
              .formParam("grant_type", "client_credentials")
              .post("/token"));
    }

    @ParameterizedTest(name = "Authorization: {0} → 401 (A-034)")
    @MethodSource("dev.avowry.authn.ClientSecretsTest#lax")
    void usesALaxHeader(String what, String pattern) {
      String pair = pattern.replace("ID", agent.id()).replace("SECRET", secret);
      String header =
          pair.startsWith("Basic ")
              ? pair
              : "Basic "
                  + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.ISO_8859_1));
      Response answer = send(header);

      Expect.oauthError(401, "invalid_client", answer);
      assertTrue(answer.header("WWW-Authenticate").startsWith("Basic realm="));
    }

    @Test
    @DisplayName("base64 without padding, with white space, url-safe, trailing bits → 401 (A-034)")
    void usesLaxBase64() {
      String id = "%%%02x%s".formatted((int) agent.id().charAt(0), agent.id().substring(1));
      String pair = id + ":" + secret;
      String right = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
      assertTrue(right.endsWith("="), right);
      send("Basic " + right).then().statusCode(200);
      for (String wrong :
          List.of(right.replace("=", ""), right + "=", " " + right, right + "A", "=" + right)) {
        Expect.oauthError(401, "invalid_client", send("Basic " + wrong));
      }
    }

    @Test
    @DisplayName("HS256 keyed with the secret → 401 (A-002)")
    void usesItForAnotherMeaning() throws Exception {
      var jwt =
          new SignedJWT(
              new JWSHeader(JWSAlgorithm.HS256), JWTClaimsSet.parse(Forged.claims(agent)));
      jwt.sign(new MACSigner(secret));

      Expect.oauthError(
          401,
          "invalid_client",
          form()
              .formParam("client_assertion_type", TestClient.ASSERTION_TYPE)
              .formParam("client_assertion", jwt.serialize())
              .formParam("grant_type", "client_credentials")
              .post("/token"));
    }

    private RequestSpecification unsigned() {
      return form()
          .formParam("client_assertion_type", TestClient.ASSERTION_TYPE)
          .formParam("client_assertion", "eyJhbGciOiJub25lIn0.e30.");
    }
  }

  @Nested
  class AGuesser {
    @Test
    @DisplayName("fails 20 times → 429 with Retry-After; the client gets in from elsewhere (A-036)")
    void isSlowedAndLocksNobodyOut() throws Exception {
      RestAssuredConfig guesser = from("127.0.0.66");
      for (int i = 0; i < 20; i++) {
        Expect.oauthError(401, "invalid_client", guess(guesser, i));
      }

      Response refused = guess(guesser, 20);
      Expect.oauthError(429, "too_many_requests", refused);
      assertEquals("60", refused.header("Retry-After"));
      assertEquals(429, introspect(guesser).statusCode());
      assertEquals(429, byKey(guesser).statusCode());
      post(agent.id(), secret).then().statusCode(200);
    }

    @Test
    @DisplayName("X-Forwarded-For, Forwarded → still 429 (A-130)")
    void cannotSayThatItIsSomebodyElse() throws Exception {
      RestAssuredConfig guesser = from("127.0.0.67");
      for (int i = 0; i < 20; i++) {
        guess(guesser, i);
      }

      for (String header : List.of("X-Forwarded-For", "X-Real-IP", "True-Client-IP")) {
        assertEquals(429, guessWith(guesser, header, "203.0.113.9").statusCode(), header);
      }
      assertEquals(429, guessWith(guesser, "Forwarded", "for=203.0.113.9").statusCode());
    }

    private Response guess(RestAssuredConfig from, int number) {
      return guessWith(from, "X-Number", Integer.toString(number));
    }

    private Response guessWith(RestAssuredConfig from, String header, String value) {
      return form()
          .config(from)
          .header(header, value)
          .formParam("client_id", agent.id())
          .formParam("client_secret", "wrong")
          .formParam("grant_type", "client_credentials")
          .post("/token");
    }

    private Response introspect(RestAssuredConfig from) {
      return form()
          .config(from)
          .formParam("client_id", agent.id())
          .formParam("client_secret", "wrong")
          .formParam("token", "x")
          .post("/introspect");
    }

    private Response byKey(RestAssuredConfig from) {
      return agent.form().config(from).formParam("token", "x").post("/revoke");
    }

    private static RestAssuredConfig from(String address) throws Exception {
      return RestAssured.config()
          .httpClient(
              HttpClientConfig.httpClientConfig()
                  .setParam("http.route.local-address", InetAddress.getByName(address)));
    }
  }

  static List<Arguments> lax() {
    return List.of(
        lax("no colon", "IDSECRET"),
        lax("an empty id", ":SECRET"),
        lax("an empty secret", "ID:"),
        lax("a plus for a space", "ID:SECRET+"),
        lax("a lone percent", "ID:SECRET%"),
        lax("half an escape", "ID:SECRET%4"),
        lax("an escaped NUL", "ID%00:SECRET"),
        lax("a raw NUL", "ID:SECRET\u0000"),
        lax("raw Latin-1", "ID:SECRET\u00e9"),
        lax("escaped bytes that are not UTF-8", "ID:SECRET%ff%fe"),
        lax("a raw space", "ID :SECRET"),
        lax("a line's end", "ID:SECRET\n"),
        lax("nothing", "Basic "),
        lax("no base64", "Basic !!"),
        lax("not encoded at all", "Basic ID:SECRET"));
  }

  private static Arguments lax(String what, String pattern) {
    return Arguments.of(what, pattern);
  }

  private JsonPath made(Map<String, Object> asked) {
    return add(Api.adminToken(), Map.of("secret", asked))
        .then()
        .statusCode(201)
        .extract()
        .jsonPath();
  }

  private static Map<String, Object> secretOf(Object life) {
    return Map.of("secret", Map.of("expires_in", life));
  }

  private Response add(String token, Map<String, Object> body) {
    return Api.as(token).body(body).post("/v1/agents/{id}/credentials", agent.id());
  }

  private static RequestSpecification form() {
    return RestAssured.given().contentType(FORM);
  }

  private static Response post(String id, String secret) {
    return form()
        .formParam("grant_type", "client_credentials")
        .formParam("client_id", id)
        .formParam("client_secret", secret)
        .post("/token");
  }

  private static Response basic(String pair) {
    return send(encoded(pair));
  }

  private static Response send(String header) {
    return form()
        .header("Authorization", header)
        .formParam("grant_type", "client_credentials")
        .post("/token");
  }

  private static String encoded(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Object> rs256() throws Exception {
    return new RSAKeyGenerator(2048)
        .algorithm(JWSAlgorithm.RS256)
        .generate()
        .toPublicJWK()
        .toJSONObject();
  }

  private static String last(List<String> path) {
    return path.getLast();
  }
}

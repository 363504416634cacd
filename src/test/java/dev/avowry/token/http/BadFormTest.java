package dev.avowry.token.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.RawHttp;
import dev.avowry.testing.TestClient;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form endpoint, and every form that it does not take: RFC 6749 §3.2. */
@AvowryTest
class BadFormTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private TestClient client;

  @BeforeEach
  void register() {
    client = Api.agent(Api.sponsor()).register();
  }

  @Nested
  class Anybody {
    @ParameterizedTest(name = "POST {0} with nothing → 400 invalid_request (A-037)")
    @ValueSource(strings = {"/token", "/introspect", "/revoke"})
    void sendsNothing(String path) {
      Expect.oauthError(400, "invalid_request", RestAssured.given().contentType(FORM).post(path));
      RawHttp.Answer bare = RawHttp.send("POST", path, Map.of("Content-Length", "0"), new byte[0]);
      assertEquals(400, bare.status());
    }

    @ParameterizedTest(name = "POST {0} as JSON, multipart or text → 415 (A-037)")
    @ValueSource(strings = {"/token", "/introspect", "/revoke"})
    void sendsAnotherContentType(String path) {
      for (String type : List.of("application/json", "multipart/form-data", "text/plain")) {
        Response answer =
            RestAssured.given()
                .header("Content-Type", type)
                .body("grant_type=client_credentials&token=x".getBytes(StandardCharsets.UTF_8))
                .post(path);
        Expect.oauthError(415, "invalid_request", answer);
      }
    }

    @ParameterizedTest(name = "GET, PUT, DELETE {0} → 405 (A-037)")
    @ValueSource(strings = {"/token", "/introspect", "/revoke"})
    void usesAnotherMethod(String path) {
      for (String method : List.of("GET", "PUT", "DELETE", "PATCH")) {
        Expect.oauthError(
            405,
            "invalid_request",
            RestAssured.given().request(method, path + "?grant_type=client_credentials"));
      }
    }

    @ParameterizedTest(name = "POST {0} with more than 64 KiB → 413")
    @ValueSource(strings = {"/token", "/introspect", "/revoke"})
    void sendsTooMuch(String path) {
      Expect.oauthError(413, "invalid_request", post(path, "token=" + "x".repeat(64 * 1024)));
    }

    @ParameterizedTest(name = "POST {0} with a parameter twice → 400 invalid_request (A-037)")
    @ValueSource(strings = {"/token", "/introspect", "/revoke"})
    void repeatsAParameter(String path) {
      for (String name :
          List.of("grant_type", "token", "client_assertion", "client_id", "scope", "x")) {
        String body = "token=a&grant_type=b&%1$s=c&%1$s=c".formatted(name);
        Expect.oauthError(400, "invalid_request", post(path, body));
      }
    }

    @ParameterizedTest(name = "POST {0} with a form that is not well-formed → 400 invalid_request")
    @ValueSource(strings = {"/token", "/introspect", "/revoke"})
    void sendsWhatIsNoForm(String path) {
      for (String body :
          List.of("token=%ff", "token=%zz", "token=%", "token=%c0%af", "a b=c", "token=\"x\ny\"")) {
        Expect.oauthError(400, "invalid_request", post(path, body));
      }
      byte[] raw = "token=\u00ff\u00fe".getBytes(StandardCharsets.ISO_8859_1);
      RawHttp.Answer answer = RawHttp.send("POST", path, Map.of("Content-Type", FORM), raw);
      assertEquals(400, answer.status(), answer.body());
      assertEquals("no-store", answer.header("Cache-Control"));
    }

    @ParameterizedTest(name = "POST {0} with 65 parameters → 400 invalid_request")
    @ValueSource(strings = {"/token", "/introspect", "/revoke"})
    void sendsTooManyParameters(String path) {
      StringBuilder body = new StringBuilder("token=x&grant_type=client_credentials");
      for (int i = 0; i < 63; i++) {
        body.append("&p").append(i).append("=1");
      }
      Expect.oauthError(400, "invalid_request", post(path, body.toString()));
    }

    @ParameterizedTest(name = "POST {0} without a client → 401 invalid_client")
    @ValueSource(strings = {"/token", "/introspect", "/revoke"})
    void provesNothing(String path) {
      Response answer = post(path, "grant_type=client_credentials&token=x");
      Expect.oauthError(401, "invalid_client", answer);
      assertFalse(answer.header("WWW-Authenticate").isEmpty());
    }

    @ParameterizedTest(name = "POST {0} Accept: text/html → 406")
    @ValueSource(strings = {"/token", "/introspect"})
    void acceptsNoJson(String path) {
      Response answer =
          RestAssured.given().accept("text/html").contentType(FORM).body("token=x").post(path);
      Expect.oauthError(406, "invalid_request", answer);
    }
  }

  @Nested
  class AClient {
    @ParameterizedTest(name = "POST /token grant_type={0} → 400 unsupported_grant_type (A-038)")
    @ValueSource(
        strings = {
          "password",
          "implicit",
          "Client_Credentials",
          "client_credentials ",
          "urn:ietf:params:oauth:grant-type:saml2-bearer",
          "x"
        })
    void asksForAnotherGrant(String grant) {
      Expect.oauthError(
          400,
          "unsupported_grant_type",
          client.form().formParam("grant_type", grant).post("/token"));
    }

    @Test
    @DisplayName("POST /token without grant_type → 400 invalid_request")
    void asksForNoGrant() {
      Expect.oauthError(400, "invalid_request", client.form().post("/token"));
      Expect.oauthError(
          400, "invalid_request", client.form().formParam("grant_type", "").post("/token"));
    }

    @ParameterizedTest(name = "POST /token {0}={1} → 400 {2}")
    @CsvSource(
        quoteCharacter = '`',
        value = {
          "scope, admin, invalid_scope",
          "scope, READ, invalid_scope",
          "scope, read:all, invalid_scope",
          "scope, *, invalid_scope",
          "scope, `read  write`, invalid_scope",
          "scope, ` read`, invalid_scope",
          "scope, `read\twrite`, invalid_scope",
          "scope, rea\"d, invalid_scope",
          "scope, rea\\d, invalid_scope",
          "resource, https://other.example, invalid_target",
          "resource, https://orders.example/, invalid_target",
          "resource, /orders, invalid_target",
          "resource, https://orders.example#x, invalid_target",
          "resource, javascript:alert(1), invalid_target",
          "audience, https://other.example, invalid_target",
          "requested_actor, x, invalid_request",
          "requested_actor, AAAAAAAAAAA, invalid_request",
          "request, x, invalid_request",
          "request_uri, https://evil.example, invalid_request",
          "authorization_details, {}, invalid_authorization_details",
          "authorization_details, [{}], invalid_authorization_details",
          "dpop_jkt, x, invalid_request"
        })
    void asksForWhatItMayNotHave(String name, String value, String error) {
      Expect.oauthError(400, error, client.clientCredentials(Map.of(name, value)));
    }

    @Test
    @DisplayName("POST /token with control characters in scope or resource → 400")
    void joinsByControlCharacters() {
      for (String join : List.of("\u0000", "\n", "\r\n", "\u007f")) {
        Expect.oauthError(
            400,
            "invalid_scope",
            client.clientCredentials(Map.of("scope", "read" + join + "write")));
        Expect.oauthError(
            400, "invalid_target", client.clientCredentials(Map.of("resource", Api.ORDERS + join)));
      }
    }

    @Test
    @DisplayName("POST /token with 101 scopes, or 5,000 characters of them → 400 invalid_scope")
    void asksForTooManyScopes() {
      StringBuilder many = new StringBuilder("read");
      for (int i = 0; i < 100; i++) {
        many.append(" s").append(i);
      }
      Expect.oauthError(
          400, "invalid_scope", client.clientCredentials(Map.of("scope", many.toString())));
      Expect.oauthError(
          400, "invalid_scope", client.clientCredentials(Map.of("scope", "x".repeat(5_000))));
    }

    @Test
    @DisplayName("POST /token for two resources → 400 invalid_target")
    void asksForTwoResources() {
      Response answer =
          client
              .form()
              .formParam("grant_type", "client_credentials")
              .formParam("resource", Api.ORDERS, Api.ISSUER)
              .post("/token");
      Expect.oauthError(400, "invalid_target", answer);
    }

    @Test
    @DisplayName("POST /token?… → parameters in the query count for nothing (A-033, A-037)")
    void putsParametersInTheQuery() {
      Response answer = client.form().post("/token?grant_type=client_credentials&scope=read");
      Expect.oauthError(400, "invalid_request", answer);
    }

    @Test
    @DisplayName("POST /token without scope → a token without scope, never with all")
    void asksForNoScope() {
      Response answer = client.clientCredentials(Map.of());
      assertEquals(200, answer.statusCode());
      assertNull(answer.<String>path("scope"));
      assertNull(Api.claims(answer.path("access_token")).getString("scope"));
      Expect.notStored(answer);
    }
  }

  private static Response post(String path, String body) {
    return RestAssured.given().header("Content-Type", FORM).body(body).post(path);
  }
}

package dev.avowry.consent.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.TestAuthorization;
import dev.avowry.testing.TestBrowser;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestLoan;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * OpenID Connect Core 1.0, Basic OP and Config OP: what the OpenID Foundation's suite asks, with a
 * client that has a secret and knows nothing of PKCE. Names are those of its modules.
 */
@AvowryTest
class BasicOpTest {
  private String human;
  private TestBrowser browser;
  private TestClient client;
  private String secret;

  @BeforeEach
  void register() {
    human = Api.sponsor();
    browser = TestBrowser.of(human);
    client = TestLoan.asking(Api.sponsor()).without("grant_types").register();
    secret =
        Api.admin()
            .body(Map.of("secret", Map.of()))
            .post("/v1/agents/{id}/credentials", client.id())
            .then()
            .statusCode(201)
            .extract()
            .path("client_secret");
  }

  private TestAuthorization request() {
    return TestAuthorization.of(client.id())
        .with("scope", "openid")
        .without("resource")
        .without("code_challenge")
        .without("code_challenge_method");
  }

  private RequestSpecification basic() {
    return RestAssured.given()
        .contentType("application/x-www-form-urlencoded")
        .auth()
        .preemptive()
        .basic(client.id(), secret);
  }

  private static Response redeem(RequestSpecification form, String code) {
    return form.formParam("grant_type", "authorization_code")
        .formParam("code", code)
        .formParam("redirect_uri", TestLoan.REDIRECT)
        .post("/token");
  }

  private JsonPath tokens(TestAuthorization request) {
    return redeem(basic(), request.code(browser)).then().statusCode(200).extract().jsonPath();
  }

  private JsonPath userinfo(JsonPath tokens) {
    return Api.as(tokens.getString("access_token"))
        .get("/userinfo")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  @Test
  @DisplayName("discovery-endpoint-verification")
  void discovery() {
    JsonPath document = RestAssured.get("/.well-known/openid-configuration").jsonPath();
    assertEquals(Api.ISSUER, document.getString("issuer"));
    for (String endpoint :
        List.of("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")) {
      assertTrue(document.getString(endpoint).startsWith("https://"), endpoint);
    }
    assertTrue(document.getList("response_types_supported").contains("code"));
    assertEquals(List.of("public"), document.getList("subject_types_supported"));
    assertTrue(document.getList("id_token_signing_alg_values_supported").contains("RS256"));
    assertTrue(document.getList("scopes_supported").contains("openid"));
    assertTrue(document.getList("claims_supported").contains("sub"));
  }

  @Test
  @DisplayName("server, idtoken-rs256: an ID token that any client verifies")
  void idToken() throws Exception {
    JsonPath tokens = tokens(request());
    SignedJWT jwt = SignedJWT.parse(tokens.getString("id_token"));
    assertEquals("RS256", jwt.getHeader().getAlgorithm().getName());
    JWKSet keys = JWKSet.parse(RestAssured.get("/jwks").asString());
    JWSVerifier verifier =
        new RSASSAVerifier(keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey());
    assertTrue(jwt.verify(verifier));
    JsonPath claims = Api.claims(tokens.getString("id_token"));
    assertEquals(Api.ISSUER, claims.getString("iss"));
    assertEquals(client.id(), claims.getString("aud"));
    assertEquals("n-0S6_WzA2Mj", claims.getString("nonce"));
    assertTrue(claims.getLong("auth_time") <= Instant.now().getEpochSecond());
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(tokens.getString("access_token").getBytes(StandardCharsets.US_ASCII));
    assertEquals(
        Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16)),
        claims.getString("at_hash"));
    assertEquals("Bearer", tokens.getString("token_type"));
    assertNull(tokens.get("refresh_token"));
  }

  @Test
  @DisplayName("userinfo-get, scope-profile, -email, -address, -phone, -all")
  void scopes() {
    assertEquals(Map.of("sub", human), userinfo(tokens(request())).getMap("$"));
    Map<String, String> expected =
        Map.of(
            "openid profile", "name",
            "openid email", "email",
            "openid address", "sub",
            "openid phone", "sub",
            "openid profile email address phone", "email");
    expected.forEach(
        (scope, claim) -> {
          JsonPath tokens = tokens(request().with("scope", scope));
          assertNotNull(userinfo(tokens).get(claim), scope);
          assertNull(Api.claims(tokens.getString("id_token")).get("email"), scope);
        });
  }

  @Test
  @DisplayName(
      "ensure-request-without-nonce-succeeds, -with-acr-values, -unknown-parameter, display, ui-locales, …")
  void toleratesWhatItDoesNotKnow() {
    assertNull(Api.claims(tokens(request().without("nonce")).getString("id_token")).get("nonce"));
    for (Map.Entry<String, String> more :
        Map.of(
                "display", "popup",
                "ui_locales", "se",
                "claims_locales", "se",
                "acr_values", "1 2",
                "login_hint", "ada@example.com",
                "extra", "foobar")
            .entrySet()) {
      assertNotNull(tokens(request().with(more.getKey(), more.getValue())));
    }
  }

  @Test
  @DisplayName("prompt-none-logged-in, id-token-hint: the same human, nobody is asked")
  void silent() {
    String hint = tokens(request()).getString("id_token");
    String code =
        TestAuthorization.answer(
                request().with("prompt", "none").with("id_token_hint", hint).send(browser.get()))
            .code();
    JsonPath again = redeem(basic(), code).then().statusCode(200).extract().jsonPath();
    assertEquals(human, Api.claims(again.getString("id_token")).getString("sub"));
    TestBrowser other = TestBrowser.of(Api.sponsor());
    assertEquals(
        "login_required",
        TestAuthorization.answer(
                request().with("prompt", "none").with("id_token_hint", hint).send(other.get()))
            .get("error"));
  }

  @Test
  @DisplayName("codereuse, codereuse-30seconds: refused, and the first token is dead")
  void codeReuse() {
    String code = request().code(browser);
    String token = redeem(basic(), code).then().statusCode(200).extract().path("access_token");
    Response again = redeem(basic(), code);
    assertEquals(400, again.statusCode());
    assertEquals("invalid_grant", again.path("error"));
    assertEquals(401, Api.as(token).get("/userinfo").statusCode());
  }

  @Test
  @DisplayName("server-client-secret-post")
  void secretPost() {
    Response answer =
        redeem(
            RestAssured.given()
                .contentType("application/x-www-form-urlencoded")
                .formParam("client_id", client.id())
                .formParam("client_secret", secret),
            request().code(browser));
    assertEquals(200, answer.statusCode(), answer.asString());
  }

  @Test
  @DisplayName("ensure-request-with-valid-pkce-succeeds; a verifier without a challenge → 400")
  void pkce() {
    TestAuthorization with =
        request().with("code_challenge", TestLoan.CHALLENGE).with("code_challenge_method", "S256");
    assertEquals(
        200,
        redeem(basic().formParam("code_verifier", TestLoan.VERIFIER), with.code(browser))
            .statusCode());
    assertEquals(400, redeem(basic(), with.code(browser)).statusCode());
    assertEquals(
        400,
        redeem(basic().formParam("code_verifier", TestLoan.VERIFIER), request().code(browser))
            .statusCode());
  }

  @Test
  @DisplayName("a public client, and one whose tokens are bound, without PKCE → invalid_request")
  void pkceIsAMust() {
    String open =
        TestLoan.asking(Api.sponsor())
            .with("token_endpoint_auth_method", "none")
            .without("jwks")
            .register()
            .id();
    assertEquals(
        "invalid_request",
        TestAuthorization.answer(request().with("client_id", open).send()).get("error"));
  }

  @Test
  @DisplayName("refresh-token, claims-essential")
  void refreshAndClaims() {
    JsonPath tokens =
        tokens(
            request()
                .with("scope", "openid offline_access")
                .with("prompt", "consent")
                .with("claims", "{\"userinfo\":{\"name\":{\"essential\":true}}}"));
    assertEquals("Ada Lovelace", userinfo(tokens).getString("name"));
    JsonPath next =
        basic()
            .formParam("grant_type", "refresh_token")
            .formParam("refresh_token", tokens.getString("refresh_token"))
            .post("/token")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    assertEquals(human, Api.claims(next.getString("id_token")).getString("sub"));
    assertFalse(next.getString("refresh_token").equals(tokens.getString("refresh_token")));
  }
}

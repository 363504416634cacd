package dev.avowry.consent.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.ECKey;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Forged;
import dev.avowry.testing.TestAuthorization;
import dev.avowry.testing.TestBrowser;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestLoan;
import dev.avowry.testing.TestProof;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * FAPI 2.0 Security Profile with the authorization code flow, {@code private_key_jwt} and DPoP:
 * what the OpenID Foundation's suite asks besides what it asks of client credentials. Names are
 * those of its modules.
 */
@AvowryTest
class FapiCodeTest {
  private TestBrowser browser;
  private TestClient client;
  private TestClient other;
  private ECKey held;

  @BeforeEach
  void register() {
    browser = TestBrowser.of(Api.sponsor());
    client = party();
    other = party();
    held = TestClient.newKey();
  }

  private static TestClient party() {
    return TestLoan.asking(Api.sponsor()).with("dpop_bound_access_tokens", true).register();
  }

  private TestAuthorization request() {
    return TestAuthorization.of(client.id());
  }

  private Response push(TestAuthorization request, String... proofs) {
    RequestSpecification form = client.form().formParams(request.parameters());
    for (String proof : proofs) {
      form.header("DPoP", proof);
    }
    return form.post("/par");
  }

  private static String pushed(Response answer) {
    assertEquals(201, answer.statusCode(), answer.asString());
    assertTrue(answer.<Integer>path("expires_in") > 0);
    return answer.path("request_uri");
  }

  private String code(TestAuthorization request) {
    return TestAuthorization.pushed(client.id(), pushed(push(request))).code(browser);
  }

  private Response redeem(TestClient by, String code, ECKey key) {
    return TestLoan.redeeming(by.form(), code)
        .header("DPoP", TestProof.ofTokenRequest(key).sign())
        .post("/token");
  }

  private static void refused(Response answer, String... errors) {
    assertEquals(400, answer.statusCode(), answer.asString());
    assertTrue(List.of(errors).contains(answer.<String>path("error")), answer.asString());
  }

  @Test
  @DisplayName("discovery-end-point-verification")
  void metadata() {
    JsonPath document = RestAssured.get("/.well-known/openid-configuration").jsonPath();
    assertEquals(Api.ISSUER + "/par", document.getString("pushed_authorization_request_endpoint"));
    assertEquals(List.of("code"), document.getList("response_types_supported"));
    assertEquals(List.of("S256"), document.getList("code_challenge_methods_supported"));
    assertTrue(document.getBoolean("authorization_response_iss_parameter_supported"));
    assertTrue(document.getList("id_token_signing_alg_values_supported").contains("ES256"));
    assertNull(document.get("mtls_endpoint_aliases.authorization_endpoint"));
  }

  @Test
  @DisplayName("happy-flow, -without-state-success, -without-nonce-success, other-scope-order")
  void happyFlow() {
    for (TestAuthorization request :
        List.of(
            request(),
            request().without("state").with("prompt", "consent"),
            request().without("nonce").with("prompt", "consent"),
            request().with("scope", "read openid").with("prompt", "consent"),
            request().with("nonce", "n".repeat(64)).with("prompt", "consent"),
            request().with("state", "s".repeat(1000)).with("prompt", "consent"))) {
      Response answer = redeem(client, code(request), held);
      assertEquals(200, answer.statusCode(), answer.asString());
      assertEquals("DPoP", answer.path("token_type"));
      assertEquals(client.id(), Api.claims(answer.path("id_token")).getString("aud"));
    }
  }

  @Test
  @DisplayName("user-rejects-authentication")
  void userRejects() {
    String waiting =
        TestAuthorization.pushed(client.id(), pushed(push(request()))).waiting(browser);
    TestAuthorization.Answer answer =
        TestAuthorization.answer(
            TestAuthorization.answer(browser, waiting, "refuse").post("/authorize/consent"));
    assertEquals("access_denied", answer.get("error"));
    assertEquals(Api.ISSUER, answer.get("iss"));
  }

  @Test
  @DisplayName("ensure-authorization-code-is-bound-to-client")
  void isBoundToClient() {
    refused(redeem(other, code(request()), held), "invalid_grant");
  }

  @Test
  @DisplayName(
      "ensure-token-endpoint-fails-with-mismatched-dpop-jkt, -dpop-proof-jkt, -mismatched-dpop-jkt")
  void isBoundToKey() throws Exception {
    String jkt = held.computeThumbprint().toString();
    ECKey another = TestClient.newKey();
    String[] mismatch = {"invalid_grant", "invalid_dpop_proof", "invalid_request"};
    refused(redeem(client, code(request().with("dpop_jkt", jkt)), another), mismatch);
    String proof = TestProof.of(held, "POST", "/par").sign();
    String uri = pushed(push(request().with("prompt", "consent"), proof));
    String code = TestAuthorization.pushed(client.id(), uri).code(browser);
    refused(redeem(client, code, another), mismatch);
    assertEquals(200, redeem(client, code, held).statusCode());
    refused(
        push(request().with("dpop_jkt", jkt), TestProof.of(another, "POST", "/par").sign()),
        mismatch);
  }

  @Test
  @DisplayName("attempt-reuse-authorization-code: refused, and its access token is dead")
  void isGoodOnce() {
    String code = code(request());
    String token = redeem(client, code, held).then().statusCode(200).extract().path("access_token");
    refused(redeem(client, code, held), "invalid_grant");
    assertEquals(false, client.introspect(token).path("active"));
  }

  @Test
  @DisplayName("pkce: par-ensure-required, par-plain-rejected, verifier-required, -incorrect")
  void needsPkce() {
    refused(push(request().without("code_challenge")), "invalid_request");
    refused(push(request().with("code_challenge_method", "plain")), "invalid_request");
    String code = code(request());
    for (Map<String, String> verifier :
        List.of(Map.<String, String>of(), Map.of("code_verifier", "x".repeat(43)))) {
      refused(
          client
              .form()
              .header("DPoP", TestProof.ofTokenRequest(held).sign())
              .formParam("grant_type", "authorization_code")
              .formParam("code", code)
              .formParam("redirect_uri", TestLoan.REDIRECT)
              .formParams(verifier)
              .post("/token"),
          "invalid_grant",
          "invalid_request");
    }
  }

  @Test
  @DisplayName(
      "par-attempt-reuse, -for-different-client, -containing-request_uri, -invalid-http-method")
  void pushesOnce() {
    String uri = pushed(push(request()));
    TestAuthorization.pushed(client.id(), uri).waiting(browser);
    TestAuthorization.pushed(client.id(), uri).code(browser);
    assertEquals(400, TestAuthorization.pushed(client.id(), uri).send().statusCode());
    String another = pushed(push(request()));
    assertEquals(400, TestAuthorization.pushed(other.id(), another).send().statusCode());
    refused(push(request().with("request_uri", another)), "invalid_request");
    assertEquals(405, RestAssured.get("/par").statusCode());
    refused(push(request().without("redirect_uri")), "invalid_request");
    refused(push(request().with("redirect_uri", "https://evil.example/")), "invalid_request");
    refused(
        push(request().with("response_type", "code id_token")),
        "unsupported_response_type",
        "invalid_request");
  }

  @Test
  @DisplayName("ensure-unsigned-authorization-request-without-using-par-fails")
  void hasToPush() {
    assertEquals("invalid_request", TestAuthorization.answer(request().send()).get("error"));
  }

  @Test
  @DisplayName("par-test-…-as-audience-fails, -nbf-8-seconds-accepted, -nbf-over-60-seconds-fails")
  void needsTheAssertion() {
    for (Object audience :
        List.of(List.of(Api.ISSUER), Api.ISSUER + "/par", Api.ISSUER + "/token")) {
      int status = pushBy(claims -> claims.put("aud", audience)).statusCode();
      assertTrue(status == 400 || status == 401, audience + ": " + status);
    }
    long now = System.currentTimeMillis() / 1000;
    assertEquals(201, pushBy(claims -> claims.put("nbf", now + 8)).statusCode());
    assertEquals(401, pushBy(claims -> claims.put("nbf", now + 90)).statusCode());
  }

  private Response pushBy(Consumer<Map<String, Object>> change) {
    Map<String, Object> claims = Forged.claims(client);
    change.accept(claims);
    String assertion =
        Forged.jws(client.key(), Map.of("alg", "ES256", "kid", client.key().getKeyID()), claims);
    return RestAssured.given()
        .contentType("application/x-www-form-urlencoded")
        .formParam("client_assertion_type", TestClient.ASSERTION_TYPE)
        .formParam("client_assertion", assertion)
        .formParams(request().parameters())
        .post("/par");
  }

  @Test
  @DisplayName("refresh-token: rotates, bound to client and key")
  void refreshes() {
    String first = redeem(client, code(request()), held).path("refresh_token");
    assertEquals(400, refresh(first, TestClient.newKey()).statusCode());
    Response answer = refresh(first, held);
    assertEquals(200, answer.statusCode(), answer.asString());
    assertEquals("DPoP", answer.path("token_type"));
  }

  private Response refresh(String token, ECKey key) {
    return client
        .form()
        .header("DPoP", TestProof.ofTokenRequest(key).sign())
        .formParam("grant_type", "refresh_token")
        .formParam("refresh_token", token)
        .post("/token");
  }
}

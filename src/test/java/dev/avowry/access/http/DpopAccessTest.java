package dev.avowry.access.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.jwk.ECKey;
import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestProof;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Avowry's own API as a resource server for tokens that are bound to a key, RFC 9449 §7. */
@AvowryTest
class DpopAccessTest {
  private static final int COPIES = 100;

  private final ECKey key = TestClient.newKey();
  private TestClient agent;
  private String token;

  @BeforeEach
  void register() {
    agent = Api.agent(Api.sponsor()).register();
    token = agent.boundToken("read", key);
  }

  private TestProof proof() {
    return TestProof.of(key, "GET", "/v1/me").with(token);
  }

  private Response me(String... proofs) {
    return presented("DPoP", token, proofs).get("/v1/me");
  }

  private static RequestSpecification presented(String scheme, String token, String... proofs) {
    RequestSpecification request =
        RestAssured.given()
            .contentType("application/json")
            .header("Authorization", scheme + " " + token);
    for (String proof : proofs) {
      request.header("DPoP", proof);
    }
    return request;
  }

  private static Response refused(Response answer) {
    Expect.problem(401, "invalid-dpop-proof", answer);
    String challenge = answer.header("WWW-Authenticate");
    assertTrue(
        challenge.startsWith("DPoP realm=\"avowry\", algs=\"ES256 EdDSA PS256\""), challenge);
    assertTrue(challenge.contains("error=\"invalid_dpop_proof\""), challenge);
    return answer;
  }

  @Nested
  class WhoHoldsTheKey {
    @ParameterizedTest(name = "Authorization: {0} with a proof → 200")
    @ValueSource(strings = {"DPoP", "dpop", "dpOp", "DPOP"})
    void isLetIn(String scheme) {
      Response answer = presented(scheme, token, proof().sign()).get("/v1/me");

      assertEquals(200, answer.statusCode(), answer.asString());
      assertEquals(agent.id(), answer.path("agent.id"));
      assertEquals(1, answer.headers().getList("DPoP-Nonce").size());
    }

    @Test
    @DisplayName("a query does not matter")
    void asksWithAQuery() {
      String signed = TestProof.of(key, "GET", "/v1/agents").with(token).sign();
      assertEquals(200, presented("DPoP", token, signed).get("/v1/agents?limit=2").statusCode());
    }

    @Test
    @DisplayName("the nonce of the answer before → 200")
    void bringsTheNonce() {
      String nonce = me(proof().sign()).header("DPoP-Nonce");
      assertEquals(200, me(proof().claim("nonce", nonce).sign()).statusCode());
    }

    @Test
    @DisplayName("without the permission → 403 insufficient_scope, under the scheme that was used")
    void hasNoPermission() {
      String signed = TestProof.of(key, "GET", "/v1/sponsors").with(token).sign();
      Response answer = presented("DPoP", token, signed).get("/v1/sponsors");

      Expect.problem(403, "insufficient-scope", answer);
      assertTrue(answer.header("WWW-Authenticate").startsWith("DPoP "));
    }

    @Test
    @DisplayName("a token that was revoked → 401 invalid_token")
    void bringsADeadToken() {
      agent.form().formParam("token", token).post("/revoke").then().statusCode(200);
      Expect.problem(401, "invalid-token", me(proof().sign()));
    }

    @Test
    @DisplayName("/ssf and /revocations/acks by the same rule")
    void isAskedEverywhere() {
      TestClient receiver =
          Api.agent(Api.sponsor())
              .with("scopes", List.of("ssf.read", "revocations:ack"))
              .register();
      Api.admin()
          .body(Map.of("agent", receiver.id(), "name", "orders", "resources", List.of(Api.ORDERS)))
          .post("/v1/verifiers")
          .then()
          .statusCode(201);
      String bound = receiver.boundToken("ssf.read revocations:ack", key);
      String streams = TestProof.of(key, "GET", "/ssf/streams").with(bound).sign();
      String acks = TestProof.of(key, "POST", "/revocations/acks").with(bound).sign();

      assertEquals(401, presented("Bearer", bound).get("/ssf/streams").statusCode());
      assertEquals(200, presented("DPoP", bound, streams).get("/ssf/streams").statusCode());
      assertEquals(
          401,
          presented("Bearer", bound).body(Map.of("seq", 0)).post("/revocations/acks").statusCode());
      assertEquals(
          2,
          presented("DPoP", bound, acks)
                  .body(Map.of("seq", 0))
                  .post("/revocations/acks")
                  .statusCode()
              / 100);
    }
  }

  @Nested
  class WhoDoesNot {
    @Test
    @DisplayName("a bound token as Bearer, with a proof and without → 401 invalid_token (A-043)")
    void takesItForABearerToken() {
      for (RequestSpecification request :
          List.of(presented("Bearer", token), presented("Bearer", token, proof().sign()))) {
        Response answer = request.get("/v1/me");
        Expect.problem(401, "invalid-token", answer);
        assertTrue(answer.header("WWW-Authenticate").contains(", DPoP realm="));
      }
    }

    @Test
    @DisplayName("an unbound token as DPoP → 401 invalid_token (A-043)")
    void takesABearerTokenForBound() {
      String unbound = agent.ownToken("read");
      String signed = TestProof.of(key, "GET", "/v1/me").with(unbound).sign();
      Expect.problem(401, "invalid-token", presented("DPoP", unbound, signed).get("/v1/me"));
    }

    @Test
    @DisplayName("no proof, two proofs → 401 (A-043)")
    void countsOtherwise() {
      refused(me());
      refused(me(proof().sign(), proof().sign()));
    }

    @Test
    @DisplayName("another key than the token's → 401 (A-043)")
    void hasAnotherKey() {
      ECKey other = TestClient.newKey();
      refused(me(TestProof.of(other, "GET", "/v1/me").with(token).sign()));
      refused(
          me(
              TestProof.of(other, "GET", "/v1/me")
                  .header("jwk", key.toPublicJWK().toJSONObject())
                  .with(token)
                  .sign()));
    }

    @Test
    @DisplayName("the token of another client with one's own key → 401")
    void hasSomebodyElsesToken() {
      ECKey other = TestClient.newKey();
      String theirs = Api.agent(Api.sponsor()).register().boundToken("read", other);
      refused(
          presented("DPoP", theirs, TestProof.of(key, "GET", "/v1/me").with(theirs).sign())
              .get("/v1/me"));
    }

    @ParameterizedTest(name = "{0} → 401 invalid_dpop_proof (A-043)")
    @MethodSource("dev.avowry.access.http.DpopAccessTest#spoiled")
    void sendsAProofThatIsNotInOrder(String what, Consumer<TestProof> spoil) {
      refused(me(proof().but(spoil).sign()));
    }

    @Test
    @DisplayName("a proof for the token endpoint → 401 (A-043)")
    void takesTheProofOfTheTokenRequest() {
      refused(me(TestProof.ofTokenRequest(key).with(token).sign()));
    }

    @Test
    @DisplayName("an invented nonce → 401 use_dpop_nonce, and one that will do (A-043)")
    void inventsANonce() {
      Response answer = me(proof().claim("nonce", "x").sign());

      Expect.problem(401, "use-dpop-nonce", answer);
      assertTrue(answer.header("WWW-Authenticate").startsWith("DPoP "));
      assertTrue(answer.header("WWW-Authenticate").contains("error=\"use_dpop_nonce\""));
      String given = answer.header("DPoP-Nonce");
      assertEquals(200, me(proof().claim("nonce", given).sign()).statusCode());
    }
  }

  @Nested
  class WhoReplays {
    @Test
    @DisplayName("the same proof, the same jti elsewhere → 401 (A-043)")
    void usesItTwice() {
      String jti = UUID.randomUUID().toString();
      String signed = proof().claim("jti", jti).sign();
      assertEquals(200, me(signed).statusCode());

      refused(me(signed));
      refused(me(proof().claim("jti", jti).sign()));
      refused(
          presented(
                  "DPoP",
                  token,
                  TestProof.of(key, "GET", "/v1/agents").with(token).claim("jti", jti).sign())
              .get("/v1/agents"));
    }

    @Test
    @DisplayName("the proof of the token request again → 401 (A-043)")
    void usesTheTokenRequestsJti() {
      String jti = UUID.randomUUID().toString();
      String bound =
          agent
              .clientCredentials(
                  Map.of("scope", "read", "resource", Api.ISSUER),
                  TestProof.ofTokenRequest(key).claim("jti", jti).sign())
              .path("access_token");
      String signed = TestProof.of(key, "GET", "/v1/me").with(bound).claim("jti", jti).sign();
      refused(presented("DPoP", bound, signed).get("/v1/me"));
    }

    @Test
    @DisplayName("100 copies at once → one answer (A-043)")
    void sendsItAHundredTimes() throws Exception {
      String copy = proof().sign();
      List<Response> answers = AtOnce.run(COPIES, () -> me(copy));

      assertEquals(1, answers.stream().filter(each -> each.statusCode() == 200).count());
      answers.stream().filter(each -> each.statusCode() != 200).forEach(DpopAccessTest::refused);
    }
  }

  @Nested
  class Anybody {
    @Test
    @DisplayName("GET /.well-known/oauth-protected-resource → what is true (RFC 9728 §2)")
    void readsTheMetadata() {
      Response metadata = RestAssured.get("/.well-known/oauth-protected-resource");

      assertEquals(200, metadata.statusCode());
      assertEquals(Api.ISSUER, metadata.path("resource"));
      assertEquals(List.of(Api.ISSUER), metadata.path("authorization_servers"));
      assertEquals(List.of("header"), metadata.path("bearer_methods_supported"));
      assertEquals(false, metadata.path("dpop_bound_access_tokens_required"));
      assertEquals(
          List.of("ES256", "EdDSA", "PS256"), metadata.path("dpop_signing_alg_values_supported"));
    }

    @Test
    @DisplayName("the challenge leads to the metadata (RFC 9728 §5.1)")
    void isLedThere() {
      for (Response answer : List.of(RestAssured.get("/v1/me"), me())) {
        assertTrue(
            answer
                .header("WWW-Authenticate")
                .contains(
                    "resource_metadata=\""
                        + Api.ISSUER
                        + "/.well-known/oauth-protected-resource\""));
      }
    }
  }

  static Stream<Arguments> spoiled() {
    long now = Instant.now().getEpochSecond();
    Map<String, Object> withPrivate = TestClient.newKey().toJSONObject();
    return Stream.of(
        spoiled("no jti", proof -> proof.without("jti")),
        spoiled("no htm", proof -> proof.without("htm")),
        spoiled("no htu", proof -> proof.without("htu")),
        spoiled("no iat", proof -> proof.without("iat")),
        spoiled("no ath", proof -> proof.without("ath")),
        spoiled("no typ", proof -> proof.withoutHeader("typ")),
        spoiled("no jwk", proof -> proof.withoutHeader("jwk")),
        spoiled("no alg", proof -> proof.withoutHeader("alg")),
        spoiled("typ JWT", proof -> proof.header("typ", "JWT")),
        spoiled("alg none", proof -> proof.header("alg", "none")),
        spoiled("alg RS256", proof -> proof.header("alg", "RS256")),
        spoiled("a private jwk", proof -> proof.header("jwk", withPrivate)),
        spoiled("ath of another token", proof -> proof.with("a.b.c")),
        spoiled("ath a number", proof -> proof.claim("ath", 1)),
        spoiled("ath empty", proof -> proof.claim("ath", "")),
        spoiled("htm POST", proof -> proof.claim("htm", "POST")),
        spoiled("htu another path", proof -> proof.claim("htu", Api.ISSUER + "/v1/agents")),
        spoiled("htu another host", proof -> proof.claim("htu", "https://evil.example/v1/me")),
        spoiled("htu a list", proof -> proof.claim("htu", List.of(Api.ISSUER + "/v1/me"))),
        spoiled("made an hour ago", proof -> proof.claim("iat", now - 3_600)),
        spoiled("made in an hour", proof -> proof.claim("iat", now + 3_600)));
  }

  private static Arguments spoiled(String what, Consumer<TestProof> spoil) {
    return arguments(what, spoil);
  }
}

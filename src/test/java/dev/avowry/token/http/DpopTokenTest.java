package dev.avowry.token.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestProof;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/** RFC 9449 at the token endpoint: tokens that are bound to a key, and who does not get one. */
@AvowryTest
class DpopTokenTest {
  private static final Map<String, String> READ = Map.of("scope", "read", "resource", Api.ORDERS);
  private static final int COPIES = 100;

  private final ECKey key = TestClient.newKey();
  private TestClient client;
  private String sponsor;

  @BeforeEach
  void register() {
    sponsor = Api.sponsor();
    client = Api.agent(sponsor).register();
  }

  private static Response refused(Response answer) {
    assertNull(answer.header("WWW-Authenticate"));
    return Expect.oauthError(400, "invalid_dpop_proof", answer);
  }

  private TestProof proof() {
    return TestProof.ofTokenRequest(key);
  }

  @Nested
  class WhoHoldsAKey {
    @Test
    @DisplayName("POST /token with a proof → 200, token_type DPoP, cnf.jkt (RFC 9449 §5, §6.1)")
    void getsABoundToken() {
      Response answer = client.clientCredentials(READ, proof().sign());

      assertEquals(200, answer.statusCode(), answer.asString());
      assertEquals("DPoP", answer.path("token_type"));
      assertEquals(key.getKeyID(), Api.claims(answer.path("access_token")).getString("cnf.jkt"));
      assertEquals(1, answer.headers().getList("DPoP-Nonce").size());
    }

    @Test
    @DisplayName("POST /token without a proof → 200, Bearer, no cnf, no nonce")
    void mayDoWithout() {
      Response answer = client.clientCredentials(READ);

      assertEquals("Bearer", answer.path("token_type"));
      assertNull(Api.claims(answer.path("access_token")).get("cnf"));
      assertNull(answer.header("DPoP-Nonce"));
    }

    @Test
    @DisplayName("POST /introspect → token_type DPoP and cnf (RFC 9449 §6.2)")
    void findsTheBindingByIntrospection() {
      String token = client.boundToken("read", key);
      Response answer = client.introspect(token);

      assertEquals(true, answer.path("active"));
      assertEquals("DPoP", answer.path("token_type"));
      assertEquals(key.getKeyID(), answer.path("cnf.jkt"));
      assertNull(client.introspect(client.ownToken("read")).path("cnf"));
    }

    @Test
    @DisplayName("the record says to which key")
    void isOnRecord() throws Exception {
      String jti = Api.claims(client.boundToken("read", key)).getString("jti");
      Eventually.within(
          Duration.ofSeconds(10),
          "the row in the tree",
          () -> Api.admin().get("/v1/audit/why/" + jti).statusCode() == 200);

      assertEquals(key.getKeyID(), Api.admin().get("/v1/audit/why/" + jti).path("token.jkt"));
    }

    @ParameterizedTest(name = "made {0} s from now → 200 (FAPI 2.0)")
    @ValueSource(longs = {-10, 8, 10})
    void mayHaveAClockThatIsOff(long seconds) {
      String signed = proof().claim("iat", Instant.now().getEpochSecond() + seconds).sign();
      assertEquals(200, client.clientCredentials(READ, signed).statusCode());
    }

    @ParameterizedTest(name = "htu {0} → 200 (RFC 9449 §4.3)")
    @ValueSource(
        strings = {
          "https://avowry.example/token?a=b#c",
          "HTTPS://Avowry.Example/token",
          "https://avowry.example:443/token",
          "https://avowry.example/%74oken"
        })
    void maySpellTheAddressOtherwise(String htu) {
      String signed = proof().claim("htu", htu).sign();
      assertEquals(200, client.clientCredentials(READ, signed).statusCode());
    }

    @Test
    @DisplayName("a key for PS256 → 200")
    void mayHaveAnotherKindOfKey() throws JOSEException {
      RSAKey rsa = new RSAKeyGenerator(2048).generate();
      Response answer = client.clientCredentials(READ, rsa(JWSAlgorithm.PS256, rsa));

      assertEquals(200, answer.statusCode(), answer.asString());
      assertEquals(
          rsa.computeThumbprint().toString(),
          Api.claims(answer.path("access_token")).getString("cnf.jkt"));
    }
  }

  @Nested
  class WhoDoesNot {
    @ParameterizedTest(name = "{0} → 400 invalid_dpop_proof (A-043)")
    @MethodSource("dev.avowry.token.http.DpopTokenTest#spoiled")
    void sendsAProofThatIsNotInOrder(String what, Consumer<TestProof> spoil) {
      refused(client.clientCredentials(READ, proof().but(spoil).sign()));
    }

    @Test
    @DisplayName("two headers → 400 (A-043)")
    void sendsTwoProofs() {
      refused(client.clientCredentials(READ, proof().sign(), proof().sign()));
      String twice = proof().sign();
      refused(client.clientCredentials(READ, twice, twice));
      refused(client.clientCredentials(READ, twice + ", " + proof().sign()));
    }

    @ParameterizedTest(name = "“{0}” → 400 (A-043)")
    @ValueSource(strings = {"", "x", "a.b.c", "..", "{}"})
    void sendsSomethingElse(String header) {
      refused(client.clientCredentials(READ, header));
    }

    @Test
    @DisplayName("a signature by another key, changed, or none → 400 (A-043)")
    void signsOtherwise() {
      String[] parts = proof().sign().split("\\.", -1);
      String other = proof().sign().split("\\.", -1)[2];
      for (String signature : List.of(other, parts[2].substring(2), "")) {
        refused(client.clientCredentials(READ, parts[0] + "." + parts[1] + "." + signature));
      }
      String lent =
          TestProof.ofTokenRequest(TestClient.newKey())
              .header("jwk", key.toPublicJWK().toJSONObject())
              .sign();
      refused(client.clientCredentials(READ, lent));
    }

    @Test
    @DisplayName("HS256 by the public key, RS256 by an RSA key → 400 (A-043)")
    void signsByAnotherAlgorithm() throws JOSEException {
      SignedJWT hmac = new SignedJWT(header(JWSAlgorithm.HS256, key.toPublicJWK()), claims());
      hmac.sign(new MACSigner(key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
      refused(client.clientCredentials(READ, hmac.serialize()));
      refused(
          client.clientCredentials(
              READ, rsa(JWSAlgorithm.RS256, new RSAKeyGenerator(2048).generate())));
    }

    @Test
    @DisplayName("an RSA key of 1024 bits → 400 (A-043)")
    void hasAWeakKey() throws JOSEException {
      refused(
          client.clientCredentials(
              READ, rsa(JWSAlgorithm.PS256, new RSAKeyGenerator(1024, true).generate())));
    }

    @Test
    @DisplayName("an assertion or an access token as proof → 400 (A-010)")
    void sendsAnotherKindOfJwt() {
      refused(client.clientCredentials(READ, client.assertion()));
      refused(client.clientCredentials(READ, client.ownToken("read")));
    }

    @Test
    @DisplayName("a proof as assertion → 401 invalid_client (A-010)")
    void sendsAProofAsAssertion() {
      Expect.oauthError(
          401,
          "invalid_client",
          RestAssured.given()
              .contentType("application/x-www-form-urlencoded")
              .formParam("grant_type", "client_credentials")
              .formParam("client_assertion_type", TestClient.ASSERTION_TYPE)
              .formParam(
                  "client_assertion",
                  TestProof.ofTokenRequest(client.key())
                      .claim("iss", client.id())
                      .claim("sub", client.id())
                      .sign())
              .post("/token"));
    }

    @Test
    @DisplayName("an htu by a forged Host → 400 (A-120)")
    void choosesTheHost() {
      refused(
          client
              .form()
              .header("Host", "evil.example")
              .header("DPoP", proof().claim("htu", "https://evil.example/token").sign())
              .formParam("grant_type", "client_credentials")
              .formParams(READ)
              .post("/token"));
    }

    @Test
    @DisplayName("the parameter dpop_jkt → 400, by name: it is for authorization requests")
    void asksForABindingOfCodes() {
      Response answer =
          client.clientCredentials(
              Map.of("scope", "read", "resource", Api.ORDERS, "dpop_jkt", key.getKeyID()),
              proof().sign());

      Expect.oauthError(400, "invalid_request", answer);
      assertTrue(answer.<String>path("error_description").contains("dpop_jkt"));
    }
  }

  @Nested
  class WhoReplays {
    @Test
    @DisplayName("the same jti by the same key → 400; by another key → 200 (A-043, A-018)")
    void usesItTwice() {
      String jti = UUID.randomUUID().toString();
      assertEquals(
          200, client.clientCredentials(READ, proof().claim("jti", jti).sign()).statusCode());

      refused(client.clientCredentials(READ, proof().claim("jti", jti).sign()));
      String elsewhere = TestProof.of(key, "POST", "/token?x").claim("jti", jti).sign();
      refused(client.clientCredentials(READ, elsewhere));
      String another = TestProof.ofTokenRequest(TestClient.newKey()).claim("jti", jti).sign();
      assertEquals(200, client.clientCredentials(READ, another).statusCode());
    }

    @Test
    @DisplayName("the jti of an assertion is another thing than that of a proof (A-018)")
    void usesTheSameNameForBoth() {
      String jti = UUID.randomUUID().toString();
      Response answer =
          RestAssured.given()
              .contentType("application/x-www-form-urlencoded")
              .header("DPoP", TestProof.ofTokenRequest(client.key()).claim("jti", jti).sign())
              .formParam("client_assertion_type", TestClient.ASSERTION_TYPE)
              .formParam("client_assertion", client.assertion(claims -> claims.jwtID(jti)))
              .formParam("grant_type", "client_credentials")
              .formParams(READ)
              .post("/token");

      assertEquals(200, answer.statusCode(), answer.asString());
    }

    @Test
    @DisplayName("100 copies at once → one token (A-043, A-017)")
    void sendsItAHundredTimes() throws Exception {
      String copy = proof().sign();
      List<Response> answers = AtOnce.run(COPIES, () -> client.clientCredentials(READ, copy));

      assertEquals(1, answers.stream().filter(each -> each.statusCode() == 200).count());
      answers.stream().filter(each -> each.statusCode() != 200).forEach(DpopTokenTest::refused);
    }
  }

  @Nested
  class WhoBringsANonce {
    @Test
    @DisplayName("that was given a moment ago → 200")
    void takesWhatWasGiven() {
      String nonce = client.clientCredentials(READ, proof().sign()).header("DPoP-Nonce");
      assertEquals(
          200, client.clientCredentials(READ, proof().claim("nonce", nonce).sign()).statusCode());
    }

    @ParameterizedTest(name = "“{0}” → 400 use_dpop_nonce, and one that will do (A-043)")
    @ValueSource(strings = {"", "x", "AAAAAAAAAAAAAAAAAAAAAA"})
    void inventsOne(String nonce) {
      Response answer = client.clientCredentials(READ, proof().claim("nonce", nonce).sign());

      Expect.oauthError(400, "use_dpop_nonce", answer);
      List<String> given = answer.headers().getValues("DPoP-Nonce");
      assertEquals(1, given.size());
      assertEquals(
          200,
          client
              .clientCredentials(READ, proof().claim("nonce", given.getFirst()).sign())
              .statusCode());
    }
  }

  @Nested
  class WhoseTokensAreAlwaysBound {
    private TestClient bound;

    @BeforeEach
    void register() {
      bound = Api.agent(sponsor).with("dpop_bound_access_tokens", true).register();
    }

    @Test
    @DisplayName("POST /token without a proof → 400 invalid_dpop_proof (RFC 9449 §5.2)")
    void getsNoOther() {
      refused(bound.clientCredentials(READ));
      assertEquals("DPoP", bound.clientCredentials(READ, proof().sign()).path("token_type"));
    }

    @Test
    @DisplayName("GET /v1/agents/{id} and the list say so")
    void isShown() {
      assertEquals(
          true, Api.admin().get("/v1/agents/" + bound.id()).path("dpop_bound_access_tokens"));
      assertEquals(
          false, Api.admin().get("/v1/agents/" + client.id()).path("dpop_bound_access_tokens"));
      List<Boolean> listed =
          Api.admin().get("/v1/agents?sponsor=" + sponsor).path("items.dpop_bound_access_tokens");
      assertEquals(2, listed.size());
      assertTrue(listed.contains(true) && listed.contains(false));
    }
  }

  @Nested
  class WhoExchanges {
    private TestClient worker;
    private String subject;

    @BeforeEach
    void delegate() {
      worker = Api.agent(sponsor).register();
      subject =
          client
              .clientCredentials(
                  Map.of("scope", "read", "resource", Api.ORDERS, "requested_actor", worker.id()),
                  proof().sign())
              .path("access_token");
    }

    @Test
    @DisplayName("a bound subject token without a proof → 400: a binding cannot be dropped (A-062)")
    void cannotDropTheBinding() {
      refused(worker.exchange(subject, Map.of()));
    }

    @Test
    @DisplayName("a bound subject token with a proof → bound to the actor's key (A-062)")
    void provesItsOwnKey() {
      ECKey own = TestClient.newKey();
      Response answer = worker.exchange(subject, Map.of(), TestProof.ofTokenRequest(own).sign());

      assertEquals(200, answer.statusCode(), answer.asString());
      assertEquals("DPoP", answer.path("token_type"));
      assertEquals(own.getKeyID(), Api.claims(answer.path("access_token")).getString("cnf.jkt"));
      assertNotEquals(key.getKeyID(), own.getKeyID());
    }

    @Test
    @DisplayName("an unbound subject token with a proof → bound from there on")
    void mayBindWhatWasNot() {
      String unbound =
          client
              .clientCredentials(
                  Map.of("scope", "read", "resource", Api.ORDERS, "requested_actor", worker.id()))
              .path("access_token");
      ECKey own = TestClient.newKey();

      assertEquals("Bearer", worker.exchange(unbound, Map.of()).path("token_type"));
      assertEquals(
          "DPoP",
          worker
              .exchange(unbound, Map.of(), TestProof.ofTokenRequest(own).sign())
              .path("token_type"));
    }

    @Test
    @DisplayName("a bound actor token counts with its own key only (A-053)")
    void holdsTheActorTokensKey() {
      ECKey own = TestClient.newKey();
      Map<String, String> actor =
          Map.of(
              "actor_token",
              worker.boundToken("read", own),
              "actor_token_type",
              TestClient.ACCESS_TOKEN);

      Expect.oauthError(
          400,
          "invalid_request",
          worker.exchange(subject, actor, TestProof.ofTokenRequest(TestClient.newKey()).sign()));
      assertEquals(
          200, worker.exchange(subject, actor, TestProof.ofTokenRequest(own).sign()).statusCode());
    }

    @Test
    @DisplayName("a proof as subject token → 400 invalid_request (A-057)")
    void confusesAProofWithAToken() {
      Expect.oauthError(
          400, "invalid_request", worker.exchange(proof().sign(), Map.of(), proof().sign()));
    }
  }

  @Nested
  class WhoReadsTheMetadata {
    @Test
    @DisplayName("dpop_signing_alg_values_supported are those of the challenge")
    void findsTheAlgorithms() {
      List<String> listed =
          RestAssured.get("/.well-known/oauth-authorization-server")
              .path("dpop_signing_alg_values_supported");

      assertEquals(List.of("ES256", "EdDSA", "PS256"), listed);
      assertTrue(
          RestAssured.get("/v1/me")
              .header("WWW-Authenticate")
              .contains("algs=\"" + String.join(" ", listed) + '"'));
      assertFalse(listed.contains("RS256"));
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
        spoiled("no typ", proof -> proof.withoutHeader("typ")),
        spoiled("no jwk", proof -> proof.withoutHeader("jwk")),
        spoiled("no alg", proof -> proof.withoutHeader("alg")),
        spoiled("typ JWT", proof -> proof.header("typ", "JWT")),
        spoiled("typ at+jwt", proof -> proof.header("typ", "at+jwt")),
        spoiled("typ DPOP+JWT", proof -> proof.header("typ", "DPOP+JWT")),
        spoiled("alg none", proof -> proof.header("alg", "none")),
        spoiled("alg HS256", proof -> proof.header("alg", "HS256")),
        spoiled("alg RS256", proof -> proof.header("alg", "RS256")),
        spoiled("alg ES384", proof -> proof.header("alg", "ES384")),
        spoiled("crit", proof -> proof.header("crit", List.of("x"))),
        spoiled("a private jwk", proof -> proof.header("jwk", withPrivate)),
        spoiled(
            "a symmetric jwk",
            proof -> proof.header("jwk", Map.of("kty", "oct", "k", "c2VjcmV0c2VjcmV0"))),
        spoiled("a jwk that is a string", proof -> proof.header("jwk", "x")),
        spoiled("htm GET", proof -> proof.claim("htm", "GET")),
        spoiled("htm post", proof -> proof.claim("htm", "post")),
        spoiled("htm a list", proof -> proof.claim("htm", List.of("POST"))),
        spoiled("htu a number", proof -> proof.claim("htu", 1)),
        spoiled("htu a list", proof -> proof.claim("htu", List.of(Api.ISSUER + "/token"))),
        spoiled("htu an object", proof -> proof.claim("htu", Map.of("a", "b"))),
        spoiled("htu empty", proof -> proof.claim("htu", "")),
        spoiled("htu another host", htu("https://evil.example/token")),
        spoiled("htu a longer host", htu("https://avowry.example.evil/token")),
        spoiled("htu another port", htu("https://avowry.example:8443/token")),
        spoiled("htu another scheme", htu("http://avowry.example/token")),
        spoiled("htu another path", htu("https://avowry.example/introspect")),
        spoiled("htu another case of the path", htu("https://avowry.example/Token")),
        spoiled("htu a longer path", htu("https://avowry.example/token/")),
        spoiled("htu dot segments", htu("https://avowry.example/x/../token")),
        spoiled("htu a user", htu("https://a@avowry.example/token")),
        spoiled("htu an encoded slash", htu("https://avowry.example/%2Ftoken")),
        spoiled("htu without a host", htu("/token")),
        spoiled("made an hour ago", proof -> proof.claim("iat", now - 3_600)),
        spoiled("made in an hour", proof -> proof.claim("iat", now + 3_600)),
        spoiled("made in more than a minute", proof -> proof.claim("iat", now + 90)),
        spoiled("iat in milliseconds", proof -> proof.claim("iat", now * 1_000)),
        spoiled("iat a string", proof -> proof.claim("iat", Long.toString(now))),
        spoiled("jti empty", proof -> proof.claim("jti", "")),
        spoiled("jti a number", proof -> proof.claim("jti", 1)),
        spoiled("jti too long", proof -> proof.claim("jti", "a".repeat(256))));
  }

  private static Arguments spoiled(String what, Consumer<TestProof> spoil) {
    return arguments(what, spoil);
  }

  private static Consumer<TestProof> htu(String value) {
    return proof -> proof.claim("htu", value);
  }

  private static String rsa(JWSAlgorithm algorithm, RSAKey rsa) throws JOSEException {
    SignedJWT jwt = new SignedJWT(header(algorithm, rsa.toPublicJWK()), claims());
    jwt.sign(new RSASSASigner(rsa, Set.of(AllowWeakRSAKey.getInstance())));
    return jwt.serialize();
  }

  private static JWSHeader header(JWSAlgorithm algorithm, JWK own) {
    return new JWSHeader.Builder(algorithm).type(new JOSEObjectType("dpop+jwt")).jwk(own).build();
  }

  private static JWTClaimsSet claims() {
    return new JWTClaimsSet.Builder()
        .jwtID(Base64URL.encode(UUID.randomUUID().toString()).toString())
        .claim("htm", "POST")
        .claim("htu", Api.ISSUER + "/token")
        .issueTime(Date.from(Instant.now()))
        .build();
  }
}

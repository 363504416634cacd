package dev.avowry.token.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.ECKey;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Forged;
import dev.avowry.testing.OutsideIssuer;
import dev.avowry.testing.TestCertificate;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestProof;
import dev.avowry.testing.TestTls;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * FAPI 2.0 Security Profile with the client credentials grant: what the OpenID Foundation's suite
 * asks of an authorization server, over TLS, in each of its four variants. Names are those of its
 * modules.
 */
@AvowryTest
class FapiTest {
  /** How the client proves itself, and what its tokens are bound to. */
  enum Variant {
    PRIVATE_KEY_JWT_DPOP,
    PRIVATE_KEY_JWT_MTLS,
    MTLS_DPOP,
    MTLS_MTLS;

    boolean byKey() {
      return this == PRIVATE_KEY_JWT_DPOP || this == PRIVATE_KEY_JWT_MTLS;
    }

    boolean dpop() {
      return this == PRIVATE_KEY_JWT_DPOP || this == MTLS_DPOP;
    }
  }

  /** One of the two clients that a run of the suite has. */
  private record Party(
      Variant variant, TestClient client, TestCertificate certificate, ECKey proofKey) {
    static Party register(Variant variant) {
      TestClient client =
          Api.agent(Api.sponsor())
              .with(
                  variant.dpop()
                      ? "dpop_bound_access_tokens"
                      : "tls_client_certificate_bound_access_tokens",
                  true)
              .register();
      return new Party(
          variant,
          client,
          TestCertificate.selfSigned(draft -> draft.key(client.key())),
          TestClient.newKey());
    }

    /** A connection as this party makes them. */
    RequestSpecification connection() {
      return variant == Variant.PRIVATE_KEY_JWT_DPOP
          ? TestTls.request()
          : TestTls.request(certificate);
    }

    RequestSpecification authenticated(RequestSpecification request) {
      return variant.byKey()
          ? request
              .formParam("client_assertion_type", TestClient.ASSERTION_TYPE)
              .formParam("client_assertion", assertion(any -> {}))
          : request.formParam("client_id", client.id());
    }

    /** As the suite makes them: no typ. */
    String assertion(Consumer<Map<String, Object>> change) {
      Map<String, Object> claims = Forged.claims(client);
      claims.put("nbf", claims.get("iat"));
      change.accept(claims);
      return Forged.jws(
          client.key(), Map.of("alg", "ES256", "kid", client.key().getKeyID()), claims);
    }

    Response token(RequestSpecification request) {
      if (variant.dpop()) {
        request.header("DPoP", TestProof.ofTokenRequest(proofKey).sign());
      }
      return request
          .contentType("application/x-www-form-urlencoded")
          .formParam("grant_type", "client_credentials")
          .formParam("scope", "read")
          .formParam("resource", Api.ISSUER)
          .post("/token");
    }

    Response token() {
      return token(authenticated(connection()));
    }

    /** The resource under a token that may be another's, with what this party holds. */
    Response resource(String token, String scheme) {
      RequestSpecification request = connection().header("Authorization", scheme + " " + token);
      if (variant.dpop()) {
        request.header("DPoP", TestProof.of(proofKey, "GET", "/v1/me").with(token).sign());
      }
      return request.get("/v1/me");
    }

    String scheme() {
      return variant.dpop() ? "DPoP" : "Bearer";
    }
  }

  static Stream<Variant> byKey() {
    return Stream.of(Variant.values()).filter(Variant::byKey);
  }

  private static String ok(Response answer) {
    assertEquals(200, answer.statusCode(), answer.asString());
    return answer.path("access_token");
  }

  private static void refused(Response answer, String... errors) {
    assertTrue(List.of(400, 401).contains(answer.statusCode()), answer.asString());
    assertTrue(List.of(errors).contains(answer.<String>path("error")), answer.asString());
  }

  @Test
  @DisplayName("discovery-end-point-verification")
  void metadata() {
    JsonPath document =
        TestTls.request()
            .get("/.well-known/openid-configuration")
            .then()
            .statusCode(200)
            .contentType("application/json")
            .extract()
            .jsonPath();

    assertEquals(Api.ISSUER, document.getString("issuer"));
    assertTrue(document.getString("token_endpoint").startsWith("https://"));
    assertTrue(document.getList("grant_types_supported").contains("client_credentials"));
    List<String> methods = document.getList("token_endpoint_auth_methods_supported");
    assertTrue(
        methods.containsAll(List.of("private_key_jwt", "tls_client_auth")), methods::toString);
    for (String algorithms :
        List.of(
            "token_endpoint_auth_signing_alg_values_supported",
            "dpop_signing_alg_values_supported")) {
      assertTrue(document.getList(algorithms).contains("ES256"), algorithms);
    }
    assertEquals(true, document.getBoolean("tls_client_certificate_bound_access_tokens"));
    Map<String, String> aliases = document.getMap("mtls_endpoint_aliases");
    assertFalse(aliases.isEmpty());
    for (String alias : aliases.keySet()) {
      assertTrue(alias.endsWith("_endpoint"), alias);
      assertTrue(document.getString(alias).startsWith("https://"), alias);
    }
    assertNull(document.get("mtls_endpoint_aliases.authorization_endpoint"));
  }

  @ParameterizedTest(name = "{0}: happy-flow")
  @MethodSource("variants")
  void happyFlow(Variant variant) {
    Party party = Party.register(variant);
    Response answer = party.token();
    String token = ok(answer);

    assertEquals(party.scheme(), answer.path("token_type"));
    assertTrue(answer.<Integer>path("expires_in") > 0);
    assertNull(answer.path("id_token"));
    assertNull(answer.path("refresh_token"));
    for (String accepted :
        List.of("application/json;charset=UTF-8", "application/json, application/*+json, */*")) {
      String interaction = UUID.randomUUID().toString();
      RequestSpecification request =
          party
              .connection()
              .header("Authorization", party.scheme() + " " + token)
              .header("Accept", accepted)
              .header("x-fapi-auth-date", "Tue, 11 Sep 2012 19:43:31 GMT")
              .header("x-fapi-customer-ip-address", "2001:db8::1893:25c8:1946")
              .header("x-fapi-interaction-id", interaction);
      if (variant.dpop()) {
        request.header("DPoP", TestProof.of(party.proofKey(), "GET", "/v1/me").with(token).sign());
      }
      Response resource = request.get("/v1/me");
      assertEquals(200, resource.statusCode(), resource.asString());
      String echoed = resource.header("x-fapi-interaction-id");
      assertTrue(echoed == null || echoed.equals(interaction), echoed);
      Instant dated =
          ZonedDateTime.parse(resource.header("Date"), DateTimeFormatter.RFC_1123_DATE_TIME)
              .toInstant();
      assertTrue(Duration.between(dated, Instant.now()).abs().compareTo(Duration.ofMinutes(5)) < 0);
    }
  }

  @ParameterizedTest(name = "{0}: access-token-type-header-case-sensitivity")
  @MethodSource("variants")
  void schemesHaveNoCase(Variant variant) {
    Party party = Party.register(variant);
    String token = ok(party.token());
    for (String scheme : variant.dpop() ? List.of("dpOp", "DPOP") : List.of("bEARER", "BEARER")) {
      assertEquals(200, party.resource(token, scheme).statusCode(), scheme);
    }
  }

  @ParameterizedTest(name = "{0}: ensure-client-id-in-token-endpoint")
  @MethodSource("variants")
  void needsItsOwnClient(Variant variant) {
    Party party = Party.register(variant);
    Party other = Party.register(variant);

    refused(
        party.token(party.authenticated(party.connection()).formParam("client_id", "nobody")),
        "invalid_client",
        "invalid_request");
    if (!variant.byKey()) {
      refused(
          party.token(party.connection().formParam("client_id", other.client().id())),
          "invalid_client");
      refused(party.token(party.connection()), "invalid_client");
      refused(
          party.token(TestTls.request().formParam("client_id", party.client().id())),
          "invalid_client",
          "invalid_request");
    }
  }

  @ParameterizedTest(name = "{0}: ensure-holder-of-key-required")
  @MethodSource("variants")
  void needsTheHolder(Variant variant) {
    Party party = Party.register(variant);
    Party other = Party.register(variant);
    String token = ok(party.token());

    int others = other.resource(token, other.scheme()).statusCode();
    assertTrue(others == 400 || others == 401, "another's key: " + others);
    for (String scheme : List.of("Bearer", "DPoP")) {
      int without =
          TestTls.request()
              .header("Authorization", scheme + " " + token)
              .get("/v1/me")
              .statusCode();
      assertTrue(without == 400 || without == 401, scheme + " without: " + without);
    }
    if (variant.byKey()) {
      // What it is bound to is missing at the token endpoint.
      refused(
          party
              .authenticated(TestTls.request())
              .contentType("application/x-www-form-urlencoded")
              .formParam("grant_type", "client_credentials")
              .post("/token"),
          "invalid_request",
          "invalid_client",
          "invalid_dpop_proof",
          "invalid_grant");
    }
    int inTheQuery = party.connection().get("/v1/me?access_token=" + token).statusCode();
    assertTrue(inTheQuery == 400 || inTheQuery == 401, "in the query: " + inTheQuery);
  }

  @ParameterizedTest(name = "{0}: ensure-client-assertion-… and -signed-client-assertion-…-fails")
  @MethodSource("byKey")
  void needsTheAssertion(Variant variant) {
    Party party = Party.register(variant);
    Map<String, Consumer<Map<String, Object>>> wrong = new HashMap<>();
    long now = Instant.now().getEpochSecond();
    wrong.put("exp-is-5-minutes-in-past", claims -> claims.put("exp", now - 300));
    wrong.put("wrong-aud", claims -> claims.put("aud", "https://other.example"));
    wrong.put("token endpoint as aud", claims -> claims.put("aud", Api.ISSUER + "/token"));
    wrong.put("array as aud", claims -> claims.put("aud", List.of(Api.ISSUER)));
    wrong.put("no-sub", claims -> claims.remove("sub"));
    wrong.put("nbf over 60 s ahead", claims -> claims.put("nbf", now + 90));
    wrong.forEach(
        (name, change) -> {
          Response answer =
              party.token(
                  party
                      .connection()
                      .formParam("client_assertion_type", TestClient.ASSERTION_TYPE)
                      .formParam("client_assertion", party.assertion(change)));
          assertTrue(List.of(400, 401).contains(answer.statusCode()), name);
        });
    refused(
        party.token(
            party
                .connection()
                .formParam("client_assertion_type", TestClient.ASSERTION_TYPE)
                .formParam(
                    "client_assertion",
                    OutsideIssuer.token(OutsideIssuer.rsaKey(), Forged.claims(party.client())))),
        "invalid_client");
    // With a certificate for a registered key a client may prove itself by that alone.
    refused(party.token(TestTls.request()), "invalid_client", "invalid_request");
    ok(
        party.token(
            party
                .connection()
                .formParam("client_assertion_type", TestClient.ASSERTION_TYPE)
                .formParam(
                    "client_assertion",
                    party.assertion(
                        claims -> {
                          claims.put("iat", now + 8);
                          claims.put("nbf", now + 8);
                        }))));
  }

  @ParameterizedTest(name = "{0}: check-dpop-proof-nbf-exp, iat 10 seconds before and after")
  @MethodSource("byProof")
  void takesProofsOfOtherClocks(Variant variant) {
    Party party = Party.register(variant);
    String token = ok(party.token());
    long now = Instant.now().getEpochSecond();
    for (long iat : List.of(now - 10, now + 8)) {
      TestProof proof =
          TestProof.of(party.proofKey(), "GET", "/v1/me")
              .with(token)
              .claim("iat", iat)
              .claim("nbf", now)
              .claim("exp", now + 60)
              .claim("unknown", "x");
      assertEquals(
          200,
          party
              .connection()
              .header("Authorization", "DPoP " + token)
              .header("DPoP", proof.sign())
              .get("/v1/me")
              .statusCode());
    }
  }

  static Stream<Variant> variants() {
    return Stream.of(Variant.values());
  }

  static Stream<Variant> byProof() {
    return variants().filter(Variant::dpop);
  }
}

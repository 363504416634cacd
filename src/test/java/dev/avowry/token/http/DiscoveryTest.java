package dev.avowry.token.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Forged;
import dev.avowry.testing.TestClient;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8414: what the document says is true. */
@AvowryTest
class DiscoveryTest {
  private static final String PATH = "/.well-known/oauth-authorization-server";

  @Nested
  class Anybody {
    @Test
    @DisplayName("both well-known places say the same, cacheable")
    void readsTheSameAtBothPlaces() {
      Response one = RestAssured.get(PATH);
      Response other = RestAssured.get("/.well-known/openid-configuration");

      assertEquals(200, one.statusCode());
      assertEquals(one.asString(), other.asString());
      assertEquals(Api.ISSUER, one.path("issuer"));
      assertEquals("public, max-age=300", one.header("Cache-Control"));
    }

    @Test
    @DisplayName("every endpoint listed is there, and none else")
    void findsEveryEndpoint() {
      JsonPath document = RestAssured.get(PATH).jsonPath();
      for (String endpoint :
          List.of(
              "token_endpoint",
              "revocation_endpoint",
              "introspection_endpoint",
              "pushed_authorization_request_endpoint",
              "backchannel_authentication_endpoint")) {
        String path = document.getString(endpoint).substring(Api.ISSUER.length());
        assertEquals(
            401,
            RestAssured.given()
                .contentType("application/x-www-form-urlencoded")
                .body("token=x&grant_type=client_credentials")
                .post(path)
                .statusCode(),
            endpoint);
      }
      for (String endpoint : List.of("jwks_uri", "revocations_uri")) {
        String path = document.getString(endpoint).substring(Api.ISSUER.length());
        assertEquals(200, RestAssured.get(path).statusCode(), endpoint);
      }
      assertEquals(400, RestAssured.get(path(document, "authorization_endpoint")).statusCode());
      assertEquals(401, RestAssured.get(path(document, "userinfo_endpoint")).statusCode());
      assertEquals(
          401,
          RestAssured.given()
              .contentType("application/json")
              .body("{}")
              .post(document.getString("registration_endpoint").substring(Api.ISSUER.length()))
              .statusCode());
      assertTrue(document.getBoolean("client_id_metadata_document_supported"));
      assertEquals(List.of("code"), document.getList("response_types_supported"));
      assertEquals(List.of("S256"), document.getList("code_challenge_methods_supported"));
      assertTrue(document.getBoolean("authorization_response_iss_parameter_supported"));
      assertTrue(document.getList("id_token_signing_alg_values_supported").contains("RS256"));
      assertEquals(
          List.of(
              "private_key_jwt",
              "spiffe_jwt",
              "client_secret_basic",
              "client_secret_post",
              "self_signed_tls_client_auth",
              "spiffe_x509",
              "tls_client_auth",
              "none"),
          document.getList("token_endpoint_auth_methods_supported"));
    }

    private static String path(JsonPath document, String endpoint) {
      return document.getString(endpoint).substring(Api.ISSUER.length());
    }

    @Test
    @DisplayName("every grant listed is known at /token")
    void isUnderstoodForEveryGrant() {
      TestClient client = Api.agent(Api.sponsor()).register();
      List<String> grants = RestAssured.get(PATH).jsonPath().getList("grant_types_supported");
      for (String grant : grants) {
        String error = client.form().formParam("grant_type", grant).post("/token").path("error");
        assertNotEquals("unsupported_grant_type", error, grant);
      }
    }
  }

  @Nested
  class AClient {
    @ParameterizedTest(name = "authenticates by {0} and by no other algorithm of its key")
    @ValueSource(strings = {"PS256", "RS256"})
    void authenticatesByEveryAlgorithmListed(String algorithm) throws Exception {
      List<String> listed =
          RestAssured.get(PATH)
              .jsonPath()
              .getList("token_endpoint_auth_signing_alg_values_supported");
      assertTrue(listed.contains(algorithm));
      RSAKey key =
          new RSAKeyGenerator(2048)
              .algorithm(JWSAlgorithm.parse(algorithm))
              .keyIDFromThumbprint(true)
              .generate();
      String id = Api.agent(Api.sponsor()).register().id();
      Api.admin()
          .body(Map.of("jwk", key.toPublicJWK().toJSONObject(), "allow_rs256", true))
          .post("/v1/agents/{id}/credentials", id)
          .then()
          .statusCode(201);
      String other = algorithm.equals("PS256") ? "RS256" : "PS256";

      assertEquals(200, send(assertion(id, key, algorithm)).statusCode());
      assertEquals(401, send(assertion(id, key, other)).statusCode());
      assertEquals(401, send(assertion(id, key, "RS512")).statusCode());
    }

    private static String assertion(String id, RSAKey key, String algorithm) throws Exception {
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.parse(algorithm))
                  .type(new JOSEObjectType("client-authentication+jwt"))
                  .keyID(key.getKeyID())
                  .build(),
              JWTClaimsSet.parse(Forged.claims(new TestClient(id, TestClient.newKey()))));
      jwt.sign(new RSASSASigner(key));
      return jwt.serialize();
    }

    private static Response send(String assertion) {
      return RestAssured.given()
          .contentType("application/x-www-form-urlencoded")
          .formParam("grant_type", "client_credentials")
          .formParam("client_assertion_type", TestClient.ASSERTION_TYPE)
          .formParam("client_assertion", assertion)
          .post("/token");
    }
  }
}

package dev.avowry.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * An agent as it is outside of Avowry: its key, its id, and what it can ask for.
 *
 * @param id its {@code client_id}
 * @param key with the private part
 */
public record TestClient(String id, ECKey key) {
  public static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  public static final String TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
  public static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

  /** A new ES256 key. */
  public static ECKey newKey() {
    try {
      return new ECKeyGenerator(Curve.P_256)
          .algorithm(JWSAlgorithm.ES256)
          .keyIDFromThumbprint(true)
          .generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** An assertion that is in order. */
  public String assertion() {
    return assertion(claims -> claims);
  }

  /** An assertion that is in order but for what the test changes. */
  public String assertion(UnaryOperator<JWTClaimsSet.Builder> change) {
    Instant now = Instant.now();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(id)
            .subject(id)
            .audience(TestDatabase.ISSUER)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(60)))
            .jwtID(UUID.randomUUID().toString());
    return sign(
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(new JOSEObjectType("client-authentication+jwt"))
            .keyID(key.getKeyID())
            .build(),
        change.apply(claims).build());
  }

  /** Signs with the client's key. */
  public String sign(JWSHeader header, JWTClaimsSet claims) {
    try {
      SignedJWT jwt = new SignedJWT(header, claims);
      jwt.sign(new ECDSASigner(key));
      return jwt.serialize();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A form that authenticates this client, to which the test adds. */
  public RequestSpecification form() {
    return RestAssured.given()
        .contentType("application/x-www-form-urlencoded")
        .formParam("client_assertion_type", ASSERTION_TYPE)
        .formParam("client_assertion", assertion());
  }

  /** {@code client_credentials} with the given parameters. */
  public Response clientCredentials(Map<String, String> parameters) {
    return clientCredentials(parameters, new String[0]);
  }

  /** {@code client_credentials} with proofs of possession and the given parameters. */
  public Response clientCredentials(Map<String, String> parameters, String... proofs) {
    RequestSpecification form = form();
    for (String proof : proofs) {
      form.header("DPoP", proof);
    }
    return form.formParam("grant_type", "client_credentials").formParams(parameters).post("/token");
  }

  /** A token for Avowry's own API that is bound to the key. */
  public String boundToken(String scope, ECKey held) {
    return clientCredentials(
            Map.of("scope", scope, "resource", TestDatabase.ISSUER),
            TestProof.ofTokenRequest(held).sign())
        .then()
        .statusCode(200)
        .extract()
        .path("access_token");
  }

  /** A token with the scope for the resource. */
  public String token(String scope, String resource) {
    return clientCredentials(Map.of("scope", scope, "resource", resource))
        .then()
        .statusCode(200)
        .extract()
        .path("access_token");
  }

  /** A token for Avowry's own API. */
  public String ownToken(String scope) {
    return token(scope, TestDatabase.ISSUER);
  }

  /** Exchanges a subject token with the given parameters. */
  public Response exchange(String subjectToken, Map<String, String> parameters) {
    return exchange(form(), subjectToken, parameters);
  }

  /** The same with a proof of possession. */
  public Response exchange(String subjectToken, Map<String, String> parameters, String proof) {
    return exchange(form().header("DPoP", proof), subjectToken, parameters);
  }

  private static Response exchange(
      RequestSpecification form, String subjectToken, Map<String, String> parameters) {
    return form.formParam("grant_type", TOKEN_EXCHANGE)
        .formParam("subject_token", subjectToken)
        .formParam("subject_token_type", ACCESS_TOKEN)
        .formParams(parameters)
        .post("/token");
  }

  /** Asks whether a token is alive. */
  public Response introspect(String token) {
    return form().formParam("token", token).post("/introspect");
  }
}

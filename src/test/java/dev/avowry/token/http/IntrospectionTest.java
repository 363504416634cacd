package dev.avowry.token.http;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.Forged;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.TestClient;
import io.restassured.RestAssured;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** RFC 7662: who may know of a token. */
@AvowryTest
class IntrospectionTest {
  private static final String INACTIVE = "{\"active\":false}";
  private TestClient planner;
  private String token;

  @BeforeEach
  void register() {
    planner = Api.agent(Api.sponsor()).register();
    token = planner.token("read", Api.ORDERS);
  }

  @Nested
  class TheClientOfTheToken {
    @Test
    @DisplayName("POST /introspect → what the token says")
    void isToldAll() {
      planner
          .introspect(token)
          .then()
          .statusCode(200)
          .header("Cache-Control", "no-store")
          .body("active", equalTo(true))
          .body("iss", equalTo(Api.ISSUER))
          .body("aud", equalTo(Api.ORDERS))
          .body("sub", equalTo(planner.id()))
          .body("scope", equalTo("read"))
          .body("token_type", equalTo("Bearer"))
          .body("jti", equalTo(Api.claims(token).getString("jti")))
          .body("exp", equalTo(Api.claims(token).getInt("exp")));
    }

    @Test
    @DisplayName("POST /introspect that accepts RFC 9701 → the same, signed for the client")
    void isToldItSigned() throws Exception {
      JWTClaimsSet live = signed(token);

      assertEquals(Api.ISSUER, live.getIssuer());
      assertEquals(List.of(planner.id()), live.getAudience());
      assertEquals(Set.of("iss", "aud", "iat", "token_introspection"), live.getClaims().keySet());
      Map<String, Object> said = live.getJSONObjectClaim("token_introspection");
      assertEquals(true, said.get("active"));
      assertEquals(Api.claims(token).getString("jti"), said.get("jti"));

      planner.form().formParam("token", token).post("/revoke").then().statusCode(200);
      assertEquals(
          Map.of("active", false), signed(token).getJSONObjectClaim("token_introspection"));
    }

    /** The claims of an answer whose signature and type hold. */
    private JWTClaimsSet signed(String token) throws Exception {
      SignedJWT answer =
          SignedJWT.parse(
              planner
                  .form()
                  .accept("application/token-introspection+jwt")
                  .formParam("token", token)
                  .post("/introspect")
                  .then()
                  .statusCode(200)
                  .contentType("application/token-introspection+jwt")
                  .extract()
                  .asString());
      JWKSet keys = JWKSet.parse(RestAssured.get("/jwks").asString());
      assertTrue(
          answer.verify(
              new ECDSAVerifier(keys.getKeyByKeyId(answer.getHeader().getKeyID()).toECKey())));
      assertEquals("token-introspection+jwt", answer.getHeader().getType().getType());
      return answer.getJWTClaimsSet();
    }

    @Test
    @DisplayName("POST /introspect with what is no live token → {\"active\":false} alone")
    void isToldNothingOfWhatIsNoLiveToken() {
      String dead = planner.token("read", Api.ORDERS);
      planner.form().formParam("token", dead).post("/revoke").then().statusCode(200);
      for (String other :
          List.of(
              dead,
              "x",
              "a.b.c",
              token + "x",
              planner.assertion(),
              Forged.jws(planner.key(), Map.of("alg", "ES256", "typ", "at+jwt"), Map.of()),
              Api.endOfRevocationList(),
              "x".repeat(20_000))) {
        planner.introspect(other).then().statusCode(200).body(equalTo(INACTIVE));
      }
    }

    @Test
    @DisplayName("POST /introspect without a token → 400 invalid_request")
    void hasToName() {
      Expect.oauthError(400, "invalid_request", planner.form().post("/introspect"));
      Expect.oauthError(400, "invalid_request", planner.introspect(""));
    }
  }

  @Nested
  class AResourceServer {
    @Test
    @DisplayName("scope tokens:introspect and the resource in its ceiling → what the token says")
    void isToldOfItsOwn() {
      server("tokens:introspect", Api.ORDERS)
          .introspect(token)
          .then()
          .body("active", equalTo(true))
          .body("sub", equalTo(planner.id()));
    }

    @Test
    @DisplayName("without the scope, or for another resource → {\"active\":false} (A-072)")
    void isToldNothingOfOthers() {
      for (TestClient server :
          List.of(
              server("read", Api.ORDERS),
              server("tokens:introspect", "https://other.example"),
              server("tokens:introspect:all", Api.ORDERS),
              server("tokens:introspect", Api.ORDERS + "/"))) {
        server.introspect(token).then().statusCode(200).body(equalTo(INACTIVE));
      }
    }

    private static TestClient server(String scope, String resource) {
      return Api.agent(Api.sponsor())
          .with("scopes", List.of(scope))
          .with("resources", List.of(resource))
          .register();
    }
  }

  @Nested
  class AnotherAgent {
    @Test
    @DisplayName("a parent, a child, a stranger → {\"active\":false}")
    void isToldNothing() {
      TestClient child = NewTestAgent.subAgent().register(planner.ownToken("agents:spawn"));
      String childs = child.token("read", Api.ORDERS);

      planner.introspect(childs).then().body(equalTo(INACTIVE));
      child.introspect(token).then().body(equalTo(INACTIVE));
    }
  }
}

package dev.avowry.authn;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.Forged;
import dev.avowry.testing.TestClient;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code private_key_jwt} at the token endpoint: who is not the client, and how they try. */
@AvowryTest
class ClientAuthenticationTest {
  private TestClient client;
  private TestClient other;

  private Map<String, Object> header;
  private Map<String, Object> claims;

  @BeforeEach
  void register() {
    String sponsor = Api.sponsor();
    client = Api.agent(sponsor).register();
    other = Api.agent(sponsor).register();
  }

  @BeforeEach
  void inOrder() {
    header = Forged.header(client);
    claims = Forged.claims(client);
  }

  @Nested
  class TheClientItself {
    @Test
    @DisplayName("POST /token → 200")
    void isLetIn() {
      send(signed()).then().statusCode(200);
    }

    @Test
    @DisplayName("kid absent, or the thumbprint → 200")
    void mayLeaveTheKidOut() {
      header.remove("kid");
      send(signed()).then().statusCode(200);
    }

    @Test
    @DisplayName("the same assertion twice → 401 (A-017)")
    void isRefusedASecondTime() {
      String assertion = signed();
      send(assertion).then().statusCode(200);

      refuses(send(assertion));
    }

    @Test
    @DisplayName("the same assertion 50 times at once → one 200 (A-017)")
    void isLetInOnceOfFiftyAtOnce() throws Exception {
      String assertion = signed();

      List<Integer> statuses = AtOnce.run(50, () -> send(assertion).statusCode());

      assertEquals(1, Collections.frequency(statuses, 200));
      assertEquals(49, Collections.frequency(statuses, 401));
    }

    @Test
    @DisplayName("an assertion used at /introspect, again at /token → 401")
    void usesItUpAtEveryEndpoint() {
      String assertion = signed();
      form(assertion).formParam("token", "x").post("/introspect").then().statusCode(200);

      refuses(send(assertion));
      refuses(form(assertion).formParam("token", "x").post("/introspect"));
      refuses(form(assertion).formParam("token", "x").post("/revoke"));
    }

    @Test
    @DisplayName("a new signature over a used jti → 401")
    void isKnownByTheJtiAndNotByTheSignature() {
      send(signed()).then().statusCode(200);
      claims.put("exp", Instant.now().getEpochSecond() + 50);

      refuses(send(signed()));
    }

    @Test
    @DisplayName("another client's jti → 200 (A-018)")
    void isIndependentOfOthersJti() {
      send(signed()).then().statusCode(200);
      Map<String, Object> others = Forged.claims(other);
      others.put("jti", claims.get("jti"));

      send(Forged.jws(other.key(), Forged.header(other), others)).then().statusCode(200);
    }
  }

  @Nested
  class SomebodyElse {
    @Test
    @DisplayName("signs with another agent's key → 401")
    void usesAnotherAgentsKey() {
      refuses(send(Forged.jws(other.key(), Map.of("alg", "ES256"), claims)));
      header.put("kid", other.key().getKeyID());
      refuses(send(Forged.jws(other.key(), header, claims)));
    }

    @Test
    @DisplayName("signs with a key of their own, named like the client's → 401")
    void usesTheClientsKid() {
      refuses(send(Forged.jws(TestClient.newKey(), header, claims)));
    }

    @Test
    @DisplayName("is not registered → 401, in the same words as a wrong key")
    void isUnknown() {
      TestClient nobody = new TestClient("AAAAAAAAAAA", TestClient.newKey());
      String unknown = send(nobody.assertion()).path("error_description");
      String wrongKey = send(Forged.jws(other.key(), header, claims)).path("error_description");

      assertEquals(wrongKey, unknown);
    }

    @Test
    @DisplayName("iss is not sub, sub is another client → 401 (A-016)")
    void isTwoAtOnce() {
      claims.put("sub", other.id());
      refuses(send(signed()));
      claims.put("iss", other.id());
      refuses(send(signed()));
    }

    @Test
    @DisplayName("client_id names another → 401 (A-016)")
    void isNamedOtherwise() {
      refuses(form(signed()).formParam("client_id", other.id()).post("/token"));
      form(signed()).formParam("client_id", client.id()).post("/token").then().statusCode(200);
    }

    @ParameterizedTest(name = "alg {0}, signed or not → 401 (A-001)")
    @ValueSource(strings = {"none", "None", "nOnE", "NONE", "", "HS256", "RS256", "ES384", "es256"})
    void choosesTheAlgorithm(String algorithm) {
      header.put("alg", algorithm);
      String signed = signed();
      refuses(send(signed));
      refuses(send(signed.substring(0, signed.lastIndexOf('.') + 1)));
      refuses(send(signed.substring(0, signed.lastIndexOf('.'))));
    }

    @Test
    @DisplayName("alg absent, null, a number, a list → 401 (A-001)")
    void leavesTheAlgorithmOut() {
      String payload = JSONObjectUtils.toJSONString(claims);
      for (String odd :
          List.of("{}", "{\"alg\":null}", "{\"alg\":1}", "{\"alg\":[\"ES256\"]}", "[]", "null")) {
        refuses(send(Forged.jws(client.key(), odd, payload)));
      }
    }

    @Test
    @DisplayName("HS256 keyed with the public key in each form → 401 (A-002)")
    void takesThePublicKeyForASecret() throws Exception {
      ECKey key = client.key();
      String jwk = key.toPublicJWK().toJSONString();
      String pem =
          "-----BEGIN PUBLIC KEY-----\n"
              + Base64.getMimeEncoder(64, new byte[] {'\n'})
                  .encodeToString(key.toECPublicKey().getEncoded())
              + "\n-----END PUBLIC KEY-----\n";
      for (byte[] secret :
          List.of(
              key.toECPublicKey().getEncoded(),
              pem.getBytes(StandardCharsets.US_ASCII),
              jwk.getBytes(StandardCharsets.US_ASCII),
              key.getX().decode())) {
        refuses(send(hmac(secret)));
      }
    }

    @Test
    @DisplayName("signature of zeros, as DER, cut, extended → 401 (A-004, A-005)")
    void bringsAnEmptySignature() {
      String signed = signed();
      String input = signed.substring(0, signed.lastIndexOf('.') + 1);
      byte[] real = Base64URL.from(signed.substring(input.length())).decode();
      List<byte[]> odd =
          List.of(
              new byte[64],
              new byte[1],
              Arrays.copyOf(real, 63),
              Arrays.copyOf(real, 65),
              new byte[] {0x30, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01});
      for (byte[] signature : odd) {
        refuses(send(input + Base64URL.encode(signature)));
      }
    }

    @Test
    @DisplayName("brings its key in jwk, jku, x5u, x5c → 401 (A-006, A-007)")
    void bringsAKeyAlong() {
      ECKey own = TestClient.newKey();
      header.put("jwk", own.toPublicJWK().toJSONObject());
      header.put("jku", "http://127.0.0.1:1/keys");
      header.put("x5u", "http://127.0.0.1:1/cert");
      header.put("x5c", List.of("MIIB"));

      refuses(send(Forged.jws(own, header, claims)));
    }

    @Test
    @DisplayName("kid made of SQL, paths, NUL, 10 KB → 401 (A-008)")
    void namesAKeyThatIsNone() {
      for (String kid :
          List.of("' or '1'='1", "../../etc/passwd", "a\u0000b", "", "x".repeat(10_000))) {
        header.put("kid", kid);
        refuses(send(signed()));
      }
      header.put("kid", List.of(client.key().getKeyID()));
      refuses(send(signed()));
    }

    @Test
    @DisplayName("crit, b64, zip → 401 (A-009)")
    void asksForExtensions() {
      for (Map<String, ?> extension :
          List.of(
              Map.of("crit", List.of("exp")),
              Map.of("b64", false),
              Map.of("zip", "DEF"),
              Map.of("crit", List.of("b64"), "b64", false))) {
        header = Forged.header(client);
        header.putAll(extension);
        refuses(send(signed()));
      }
    }

    @Test
    @DisplayName("typ of another kind of JWT → 401 (A-010)")
    void confusesKinds() {
      for (String typ : List.of("at+jwt", "dpop+jwt", "secevent+jwt", "revocations+jwt")) {
        header.put("typ", typ);
        refuses(send(signed()));
      }
    }

    @Test
    @DisplayName("an access token as assertion → 401 (A-010)")
    void sendsAnAccessToken() {
      refuses(send(client.ownToken("read")));
    }

    @Test
    @DisplayName("JSON serialisation, padding, white space, five parts → 401 (A-011, A-012)")
    void sendsAnotherForm() {
      String signed = signed();
      String[] parts = signed.split("\\.", -1);
      String flattened =
          "{\"protected\":\"%s\",\"payload\":\"%s\",\"signature\":\"%s\"}"
              .formatted(parts[0], parts[1], parts[2]);
      for (String odd :
          List.of(
              flattened,
              signed + "=",
              parts[0] + "=." + parts[1] + "." + parts[2],
              signed + "\n",
              " " + signed,
              signed + ".a.b",
              "a.b.c",
              "..",
              signed.replace('.', ','))) {
        refuses(send(odd));
      }
    }

    @Test
    @DisplayName("a member twice in header or payload → 401 (A-013)")
    void saysItTwice() {
      String payload = JSONObjectUtils.toJSONString(claims);
      String head = JSONObjectUtils.toJSONString(header);
      refuses(send(Forged.jws(client.key(), head.replace("{", "{\"alg\":\"ES256\","), payload)));
      for (String name : List.of("sub", "aud", "exp", "jti")) {
        String twice = payload.replaceFirst("\\{", "{\"" + name + "\":\"x\",");
        refuses(send(Forged.jws(client.key(), head, twice)));
      }
    }

    @Test
    @DisplayName("times that are strings, fractions, negative, huge, milliseconds → 401 (A-014)")
    void tellsTheTimeOddly() {
      String head = JSONObjectUtils.toJSONString(header);
      long now = Instant.now().getEpochSecond();
      for (String exp :
          List.of(
              "\"" + (now + 60) + "\"",
              (now + 60) + ".5",
              "-1",
              "1e400",
              "9223372036854775808",
              Long.toString((now + 60) * 1000),
              "null",
              Long.toString(now - 300),
              Long.toString(now + 3_600))) {
        claims.remove("exp");
        String payload =
            JSONObjectUtils.toJSONString(claims).replaceFirst("\\{", "{\"exp\":" + exp + ",");
        refuses(send(Forged.jws(client.key(), head, payload)));
      }
    }

    @Test
    @DisplayName("aud an array, an endpoint, another issuer → 401 (A-015)")
    void meansAnotherAudience() {
      for (Object audience :
          List.of(
              List.of(Api.ISSUER),
              List.of(Api.ISSUER, "https://other.example"),
              Api.ISSUER + "/token",
              Api.ISSUER + "/",
              "https://other.example",
              1)) {
        claims.put("aud", audience);
        refuses(send(signed()));
      }
    }

    @Test
    @DisplayName("jti absent, empty, long, with NUL → 401 (A-017)")
    void namesNoJti() {
      for (Object jti : List.of("", "x".repeat(256), "a\u0000b", 1, List.of("x"))) {
        claims.put("jti", jti);
        refuses(send(signed()));
      }
      claims.remove("jti");
      refuses(send(signed()));
    }

    @Test
    @DisplayName("an assertion of 60 KB, nested 1,000 deep → 401 (A-022)")
    void sendsAGreatDeal() {
      claims.put("x", "x".repeat(40_000));
      refuses(send(signed()));
      String deep = "{\"x\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}";
      refuses(send(Forged.jws(client.key(), JSONObjectUtils.toJSONString(header), deep)));
    }

    @Test
    @DisplayName("one character of an assertion changed → 401 (A-025)")
    void changesACharacter() {
      String signed = signed();
      IntStream.iterate(0, at -> at < signed.length() - 1, at -> at + 31)
          .forEach(
              at -> {
                char changed = signed.charAt(at) == 'A' ? 'B' : 'A';
                refuses(send(signed.substring(0, at) + changed + signed.substring(at + 1)));
              });
    }

    private String hmac(byte[] secret) throws Exception {
      header.put("alg", "HS256");
      Base64URL first = Base64URL.encode(JSONObjectUtils.toJSONString(header));
      Base64URL second = Base64URL.encode(JSONObjectUtils.toJSONString(claims));
      byte[] input = (first + "." + second).getBytes(StandardCharsets.US_ASCII);
      Base64URL mac =
          new MACSigner(Arrays.copyOf(secret, Math.max(32, secret.length)))
              .sign(new JWSHeader(JWSAlgorithm.HS256), input);
      return first + "." + second + "." + mac;
    }
  }

  @Nested
  class AnotherMethod {
    @Test
    @DisplayName("assertion and secret, assertion and Basic → 400 (A-031)")
    void besidesTheAssertion() {
      Expect.oauthError(
          400, "invalid_request", form(signed()).formParam("client_secret", "x").post("/token"));
      for (String header : List.of("Basic eDp5", "Bearer x", "Basic !!")) {
        Expect.oauthError(
            400, "invalid_request", form(signed()).header("Authorization", header).post("/token"));
      }
    }

    @ParameterizedTest(name = "Authorization: {0} alone → 401 (A-034)")
    @ValueSource(
        strings = {"Basic eDp5", "Basic", "Basic !!", "Basic //8=", "Bearer x", "Digest x"})
    void insteadOfTheAssertion(String header) {
      Expect.oauthError(
          401,
          "invalid_client",
          RestAssured.given()
              .header("Authorization", header)
              .contentType("application/x-www-form-urlencoded")
              .formParam("grant_type", "client_credentials")
              .post("/token"));
    }

    @Test
    @DisplayName("an assertion without its type, or of another → 401")
    void withoutAType() {
      for (String type : List.of("", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer")) {
        Expect.oauthError(
            401,
            "invalid_client",
            RestAssured.given()
                .contentType("application/x-www-form-urlencoded")
                .formParam("client_assertion_type", type)
                .formParam("client_assertion", signed())
                .formParam("grant_type", "client_credentials")
                .post("/token"));
      }
    }

    @Test
    @DisplayName("the assertion in the query → 401 (A-033)")
    void inTheQuery() {
      Expect.oauthError(
          401,
          "invalid_client",
          RestAssured.given()
              .contentType("application/x-www-form-urlencoded")
              .queryParam("client_assertion_type", TestClient.ASSERTION_TYPE)
              .queryParam("client_assertion", signed())
              .formParam("grant_type", "client_credentials")
              .post("/token"));
    }
  }

  private String signed() {
    return Forged.jws(client.key(), header, claims);
  }

  private static RequestSpecification form(String assertion) {
    return RestAssured.given()
        .contentType("application/x-www-form-urlencoded")
        .formParam("grant_type", "client_credentials")
        .formParam("client_assertion_type", TestClient.ASSERTION_TYPE)
        .formParam("client_assertion", assertion);
  }

  private static Response send(String assertion) {
    return form(assertion).post("/token");
  }

  private static void refuses(Response answer) {
    Expect.oauthError(401, "invalid_client", answer);
    answer
        .then()
        .header("WWW-Authenticate", equalTo("Bearer realm=\"avowry\", error=\"invalid_client\""));
  }
}

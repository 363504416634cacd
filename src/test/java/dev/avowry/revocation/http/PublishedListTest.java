package dev.avowry.revocation.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.SignedJWT;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.RawHttp;
import dev.avowry.testing.TestClient;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /revocations}, and {@code GET /jwks} with it: what verifiers poll. */
@AvowryTest
class PublishedListTest {
  @Nested
  class AVerifier {
    @Test
    @DisplayName("GET /revocations → a signed JWT of its own typ, gapless")
    void readsTheSignedList() throws Exception {
      revokeSomebody();
      Response answer = RestAssured.get("/revocations");

      assertTrue(answer.contentType().startsWith("application/jwt"));
      assertEquals("no-cache", answer.header("Cache-Control"));
      assertTrue(Integer.parseInt(answer.header("Age")) <= 5, answer.header("Age"));
      SignedJWT jwt = SignedJWT.parse(answer.asString());
      assertEquals("revocations+jwt", jwt.getHeader().getType().getType());
      JsonPath claims = Api.claims(answer.asString());
      assertEquals(Api.ISSUER, claims.getString("iss"));
      List<Long> seqs =
          claims.getList("entries.seq", Integer.class).stream().map(Integer::longValue).toList();
      assertEquals(
          LongStream.rangeClosed(claims.getLong("from"), claims.getLong("seq")).boxed().toList(),
          seqs);
    }

    @Test
    @DisplayName("an order answered → its entry is in the list at once")
    void findsAnEntryAtOnce() {
      String id = revokeSomebody();

      List<String> ids = json().path("entries.id");
      assertEquals(id, ids.getLast());
    }

    @Test
    @DisplayName("Accept: application/json → the same claims, another ETag")
    void readsThemAsJson() {
      Response signed = RestAssured.get("/revocations");
      Response json = json();

      assertTrue(json.contentType().startsWith("application/json"));
      assertEquals(Api.claims(signed.asString()).getLong("seq"), json.jsonPath().getLong("seq"));
      assertNotEquals(signed.header("ETag"), json.header("ETag"));
      assertEquals("Accept, Accept-Encoding", json.header("Vary"));
    }

    @ParameterizedTest(name = "GET {0} If-None-Match: its ETag → 304, empty")
    @ValueSource(strings = {"/revocations", "/jwks"})
    void isToldThatNothingChanged(String path) {
      String tag = RestAssured.get(path).header("ETag");
      for (String condition :
          List.of(tag, "\"x\", " + tag, "W/" + tag, "\"x\",, W/" + tag + " ,", "*")) {
        Response answer = RestAssured.given().header("If-None-Match", condition).get(path);
        assertEquals(304, answer.statusCode(), condition);
        assertEquals("", answer.asString());
        assertEquals(tag, answer.header("ETag"));
      }
    }

    @ParameterizedTest(name = "GET /revocations, /jwks If-None-Match: {0} → 200, all of it")
    @ValueSource(strings = {"x", "\"", "\"\"", ",", "\"a\" \"b\"", "\\", "W/", "\"x\"", "é", "**"})
    void isGivenAllForAMalformedTag(String tag) {
      for (String path : List.of("/revocations", "/jwks")) {
        Response answer = RestAssured.given().header("If-None-Match", tag).get(path);
        assertEquals(200, answer.statusCode());
        assertTrue(answer.asString().length() > 100);
      }
    }

    @Test
    @DisplayName("GET /revocations?since=seq → what is newer, signed alike, and says so")
    void readsWhatIsNewer() {
      revokeSomebody();
      long held = Api.claims(RestAssured.get("/revocations").asString()).getLong("seq");
      List<String> ids = List.of(revokeSomebody(), revokeSomebody());

      JsonPath newer = Api.claims(RestAssured.get("/revocations?since=" + held).asString());

      assertEquals(held, newer.getLong("since"));
      assertEquals(held + 1, newer.getLong("from"));
      assertEquals(held + 2, newer.getLong("seq"));
      assertEquals(ids, newer.getList("entries.id"));
      assertTrue(newer.getLong("next_update") > newer.getLong("iat"));
      assertTrue(newer.getLong("next_update") < newer.getLong("exp"));
    }

    @Test
    @DisplayName("GET /revocations?since=the head → nothing newer; If-None-Match → 304; gzip")
    void isToldThatNothingIsNewer() {
      revokeSomebody();
      String path = "/revocations?x=y&since=" + json().jsonPath().getLong("seq");

      Response none = RestAssured.given().accept("application/json").get(path);
      String tag = none.header("ETag");
      Response again =
          RestAssured.given().accept("application/json").header("If-None-Match", tag).get(path);
      Response packed = RestAssured.given().header("Accept-Encoding", "gzip").get(path);

      assertEquals(List.of(), none.jsonPath().getList("entries"));
      assertEquals(none.jsonPath().getLong("seq") + 1, none.jsonPath().getLong("from"));
      assertEquals(304, again.statusCode());
      assertEquals("gzip", packed.header("Content-Encoding"));
      assertNotEquals(tag, json().header("ETag"));
    }

    @ParameterizedTest(name = "GET /revocations?{0} → all of it, no error")
    @ValueSource(
        strings = {
          "",
          "since",
          "since=",
          "since=x",
          "since=-1",
          "since=1.0",
          "since=%31",
          "since=9223372036854775807",
          "since=99999999999999999999",
          "since=999999999999",
          "since=1&since=1",
          "SINCE=1",
          "sınce=1",
          "&&&",
          "since=1#"
        })
    void isGivenAllForAPlaceThatIsNone(String query) {
      revokeSomebody();
      RawHttp.Answer answer = RawHttp.send("GET", "/revocations?" + query, Map.of(), new byte[0]);

      assertEquals(200, answer.status(), answer.body());
      JsonPath claims = Api.claims(answer.body());
      assertFalse(claims.getMap("").containsKey("since"));
      assertTrue(claims.getLong("from") <= claims.getLong("seq"));
    }

    @Test
    @DisplayName("a new entry → another ETag")
    void isToldThatSomethingChanged() {
      String tag = RestAssured.get("/revocations").header("ETag");
      revokeSomebody();

      Response answer = RestAssured.given().header("If-None-Match", tag).get("/revocations");
      assertEquals(200, answer.statusCode());
    }

    @Test
    @DisplayName("GET Accept: text/html → 406; POST → 405")
    void isRefusedAnythingElse() {
      for (String path : List.of("/revocations", "/jwks", "/.well-known/openid-configuration")) {
        Expect.oauthError(
            406, "invalid_request", RestAssured.given().accept("text/html").get(path));
        Expect.oauthError(405, "invalid_request", RestAssured.post(path));
      }
    }

    @Test
    @DisplayName("GET /jwks → public keys only, each with kid, use and alg")
    void readsPublicKeys() {
      Response answer = RestAssured.get("/jwks");

      assertEquals("application/jwk-set+json", answer.contentType());
      for (String secret : List.of("\"d\"", "\"p\"", "\"q\"", "\"k\"")) {
        assertTrue(!answer.asString().contains(secret));
      }
      JsonPath keys = JsonPath.from(answer.asString());
      int count = keys.getList("keys").size();
      assertEquals(count, keys.getList("keys.kid").stream().distinct().count());
      assertTrue(keys.getList("keys.use").stream().allMatch("sig"::equals));
    }
  }

  private static Response json() {
    return RestAssured.given().accept("application/json").get("/revocations");
  }

  private static String revokeSomebody() {
    TestClient agent = Api.agent(Api.sponsor()).register();
    Api.order("revoke", "agent", agent.id()).then().statusCode(200);
    return agent.id();
  }
}

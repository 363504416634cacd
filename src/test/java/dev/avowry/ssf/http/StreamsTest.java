package dev.avowry.ssf.http;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestReceiver;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@AvowryTest
class StreamsTest {
  private static final String UNKNOWN = "A".repeat(22);

  @Nested
  class Anybody {
    @Test
    @DisplayName("GET /.well-known/ssf-configuration → 200, whatever conformance asks for")
    void readsTheMetadata() {
      Response metadata = RestAssured.get("/.well-known/ssf-configuration");

      metadata
          .then()
          .statusCode(200)
          .contentType("application/json")
          .body("spec_version", equalTo("1_0"))
          .body("issuer", equalTo(Api.ISSUER))
          .body("jwks_uri", equalTo(Api.ISSUER + "/jwks"))
          .body("delivery_methods_supported", hasItem("urn:ietf:rfc:8935"))
          .body("delivery_methods_supported", hasItem("urn:ietf:rfc:8936"))
          .body("authorization_schemes.spec_urn", hasItem("urn:ietf:rfc:6749"))
          .body("default_subjects", equalTo("ALL"));
      for (String endpoint :
          List.of("configuration", "status", "add_subject", "remove_subject", "verification")) {
        String url = metadata.path(endpoint + "_endpoint");
        assertTrue(url.startsWith("https://"), url);
        assertEquals(
            401,
            RestAssured.given()
                .contentType("application/json")
                .post(url.substring(Api.ISSUER.length()))
                .statusCode());
      }
    }

    @Test
    @DisplayName("the JWKS has an RS256 key for events, and no private part")
    void findsTheKey() {
      List<Map<String, Object>> keys = RestAssured.get("/jwks").path("keys");

      assertEquals(2, keys.stream().filter(key -> "RS256".equals(key.get("alg"))).count());
      assertFalse(keys.stream().anyMatch(key -> key.containsKey("d") || key.containsKey("k")));
    }

    @Test
    @DisplayName("with a token that is none → 401, everywhere")
    void isNotLetIn() {
      for (Function<RequestSpecification, Response> call : calls(UNKNOWN)) {
        Expect.oauthError(401, "invalid_token", call.apply(Api.as("no.such.token")));
      }
    }
  }

  @Nested
  class AnAgentWithoutTheScope {
    @Test
    @DisplayName("everything → 403 (A-080)")
    void mayNot() {
      String token = Api.agent(Api.sponsor()).register().ownToken("read");

      for (Function<RequestSpecification, Response> call : calls(UNKNOWN)) {
        Expect.oauthError(403, "insufficient_scope", call.apply(Api.as(token)));
      }
    }

    @Test
    @DisplayName("with ssf.read alone → reads; POST, PATCH, PUT, DELETE → 403")
    void readsWithOneScope() {
      TestReceiver receiver = TestReceiver.thatPolls();
      String token = receiver.client().token("ssf.read", Api.ISSUER);

      Api.as(token).get("/ssf/streams").then().statusCode(200).body("", hasSize(1));
      Api.as(token).get("/ssf/status?stream_id=" + receiver.stream()).then().statusCode(200);
      Api.as(token).body("{}").post("/ssf/streams").then().statusCode(403);
      Api.as(token).delete("/ssf/streams?stream_id=" + receiver.stream()).then().statusCode(403);
    }

    @Test
    @DisplayName("on behalf of a receiver, with its scopes → 403: they were only lent")
    void isNotTheReceiver() {
      TestReceiver receiver = TestReceiver.thatPolls();
      TestClient other =
          Api.agent(Api.sponsor()).with("scopes", List.of("ssf.read", "ssf.manage")).register();
      String lent =
          receiver
              .client()
              .clientCredentials(
                  Map.of(
                      "scope",
                      "ssf.read ssf.manage",
                      "resource",
                      Api.ISSUER,
                      "requested_actor",
                      other.id()))
              .path("access_token");
      String token = other.exchange(lent, Map.of()).path("access_token");

      Expect.oauthError(403, "insufficient_scope", Api.as(token).get("/ssf/streams"));
    }
  }

  @Nested
  class AReceiver {
    @Test
    @DisplayName("POST, GET, PATCH, PUT, DELETE /ssf/streams → 201, 200, 200, 200, 204, then 404")
    void managesItsStream() {
      TestReceiver receiver = TestReceiver.register();
      assertEquals(List.of(), receiver.as().get("/ssf/streams").path(""));
      Response made =
          receiver
              .as()
              .body(
                  Map.of(
                      "description",
                      "first",
                      "events_requested",
                      List.of(TestReceiver.SESSION_REVOKED, "https://nobody.example/knows"),
                      "delivery",
                      Map.of("method", "urn:ietf:rfc:8936")))
              .post("/ssf/streams");
      made.then()
          .statusCode(201)
          .body("iss", equalTo(Api.ISSUER))
          .body("aud", equalTo(receiver.client().id()))
          .body("events_requested", hasSize(2))
          .body("events_delivered", equalTo(List.of(TestReceiver.SESSION_REVOKED)))
          .body("events_supported", hasItem(TestReceiver.ACCOUNT_DISABLED));
      String id = made.path("stream_id");
      made.then()
          .body("delivery.endpoint_url", equalTo(Api.ISSUER + "/ssf/poll/" + id))
          .body("description", equalTo("first"));
      String query = "?stream_id=" + id;

      assertEquals(made.<Object>path(""), receiver.as().get("/ssf/streams" + query).path(""));
      assertEquals(List.of(made.<Object>path("")), receiver.as().get("/ssf/streams").path(""));
      receiver
          .as()
          .body(Map.of("stream_id", id, "description", "second"))
          .patch("/ssf/streams")
          .then()
          .statusCode(200)
          .body("iss", equalTo(Api.ISSUER))
          .body("description", equalTo("second"))
          .body("events_delivered", hasSize(1));
      Map<String, Object> whole = new HashMap<>(made.<Map<String, Object>>path(""));
      whole.remove("description");
      whole.put("events_requested", List.of());
      receiver
          .as()
          .body(whole)
          .put("/ssf/streams")
          .then()
          .statusCode(200)
          .body("description", equalTo(null))
          .body("events_delivered", hasSize(0));
      Response gone = receiver.as().delete("/ssf/streams" + query);
      assertEquals(204, gone.statusCode());
      assertEquals("", gone.asString());
      assertEquals(404, receiver.as().get("/ssf/streams" + query).statusCode());
      assertEquals(404, receiver.as().delete("/ssf/streams" + query).statusCode());
      receiver.as().body("{}").post("/ssf/streams").then().statusCode(201);
    }

    @Test
    @DisplayName("POST /ssf/streams twice → 409; ten at once → one")
    void hasOneStream() throws Exception {
      TestReceiver receiver = TestReceiver.thatPolls();
      assertEquals(409, receiver.as().body("{}").post("/ssf/streams").statusCode());

      TestReceiver other = TestReceiver.register();
      RequestSpecification request = other.as().body("{}");
      List<Integer> answers =
          AtOnce.run(10, () -> RestAssured.given().spec(request).post("/ssf/streams").statusCode());
      assertEquals(1, answers.stream().filter(status -> status == 201).count(), answers::toString);
      assertEquals(9, answers.stream().filter(status -> status == 409).count(), answers::toString);
    }

    @Test
    @DisplayName("a body that is none → 400 on POST, PATCH and PUT, also without a stream")
    void isRefusedWhatIsNoJson() {
      TestReceiver receiver = TestReceiver.register();

      for (String body : List.of(";{ broken", "", "[]", "null", "{\"delivery\": 1}")) {
        assertEquals(400, receiver.as().body(body).post("/ssf/streams").statusCode(), body);
        assertEquals(400, receiver.as().body(body).patch("/ssf/streams").statusCode(), body);
        assertEquals(400, receiver.as().body(body).put("/ssf/streams").statusCode(), body);
      }
    }

    @Test
    @DisplayName("a stream that is not there → 404, everywhere")
    void doesNotFindWhatIsNotThere() {
      TestReceiver receiver = TestReceiver.thatPolls();
      for (String id : List.of(UNKNOWN, "x", "' or 1=1")) {
        for (Function<RequestSpecification, Response> call : calls(id)) {
          assertEquals(404, call.apply(receiver.as()).statusCode(), id);
        }
      }
    }

    @Test
    @DisplayName("another receiver's stream → 404, everywhere, and it is as it was (A-080)")
    void doesNotFindAnothersStream() {
      TestReceiver owner = TestReceiver.thatPolls();
      TestReceiver other = TestReceiver.thatPolls();
      Object before = owner.as().get("/ssf/streams").path("");

      for (Function<RequestSpecification, Response> call : calls(owner.stream())) {
        assertEquals(404, call.apply(other.as()).statusCode());
      }

      assertEquals(before, owner.as().get("/ssf/streams").path(""));
      owner
          .as()
          .get("/ssf/status?stream_id=" + owner.stream())
          .then()
          .body("status", equalTo("enabled"));
    }

    @Test
    @DisplayName("GET and POST /ssf/status → 200 and the one that was set; another → 400")
    void stopsAndStartsItsStream() {
      TestReceiver receiver = TestReceiver.thatPolls();

      for (String status : List.of("enabled", "paused", "disabled", "enabled")) {
        receiver.status(status).then().statusCode(200).body("status", equalTo(status));
        receiver
            .as()
            .get("/ssf/status?stream_id=" + receiver.stream())
            .then()
            .statusCode(200)
            .body("status", equalTo(status))
            .body("stream_id", equalTo(receiver.stream()));
      }
      for (String status : List.of("", "ENABLED", "gone")) {
        assertEquals(400, receiver.status(status).statusCode());
      }
      receiver.status("disabled");
      assertEquals(
          204, receiver.as().delete("/ssf/streams?stream_id=" + receiver.stream()).statusCode());
    }

    @Test
    @DisplayName("POST /ssf/subjects/add → 200, /remove → 204, whoever it is")
    void addsAndRemovesAnybody() {
      TestReceiver receiver = TestReceiver.thatPolls();
      for (Map<String, String> subject :
          List.of(
              Map.of("format", "email", "email", "example.user@example.com"),
              Map.of("format", "iss_sub", "iss", "https://other.example", "sub", "x"),
              Map.of("format", "iss_sub", "iss", Api.ISSUER, "sub", UNKNOWN.substring(0, 11)),
              Map.of("format", "opaque", "id", receiver.client().id()))) {
        Map<String, Object> body =
            Map.of("stream_id", receiver.stream(), "subject", subject, "verified", true);
        receiver.as().body(body).post("/ssf/subjects/add").then().statusCode(200);
        receiver.as().body(body).post("/ssf/subjects/remove").then().statusCode(204);
      }
      assertEquals(
          400,
          receiver
              .as()
              .body(Map.of("stream_id", receiver.stream(), "subject", Map.of("id", "x")))
              .post("/ssf/subjects/add")
              .statusCode());
    }

    @Test
    @DisplayName("POST /ssf/verify twice within min_verification_interval → 204, 429")
    void isVerifiedSeldom() throws Exception {
      TestReceiver receiver = TestReceiver.thatPolls();

      assertEquals(204, receiver.verify("a").statusCode());
      Expect.oauthError(429, "too_many_requests", receiver.verify("b"));
      Eventually.within(
          Duration.ofSeconds(5),
          "it may be asked for again",
          () -> receiver.verify("c").statusCode() == 204);
    }

    @ParameterizedTest(name = "POST /ssf/streams endpoint_url={0} → 400 (A-090)")
    @ValueSource(
        strings = {
          "",
          "x",
          "ftp://receiver.example/",
          "http://receiver.example/",
          "https://",
          "https://user:secret@receiver.example/",
          "https://receiver.example/#a",
          "https://receiver.example:0/",
          "https://10.0.0.1/",
          "https://192.168.1.1/",
          "https://172.16.0.1/",
          "https://169.254.169.254/latest/meta-data",
          "https://100.64.0.1/",
          "https://0.0.0.0/",
          "https://224.0.0.1/",
          "https://255.255.255.255/",
          "https://[::]/",
          "https://[fe80::1]/",
          "https://[fd00::1]/",
          "https://[::ffff:10.0.0.1]/",
          "https://[64:ff9b::a00:1]/",
          "https://[2002:a00:1::]/",
          "http://10.0.0.1/"
        })
    void isRefusedAnAddressThatIsNotPublic(String url) {
      TestReceiver receiver = TestReceiver.register();
      Map<String, Object> body =
          Map.of("delivery", Map.of("method", "urn:ietf:rfc:8935", "endpoint_url", url));

      Expect.oauthError(400, "invalid_request", receiver.as().body(body).post("/ssf/streams"));

      assertEquals(List.of(), receiver.as().get("/ssf/streams").path(""));
    }

    @ParameterizedTest(name = "POST /ssf/streams authorization_header={0} → 400")
    @ValueSource(strings = {"", " a", "a\r\nX-Evil: 1", "a\nb", "ü", "a\u0000b"})
    void isRefusedAHeaderThatIsTwo(String header) {
      Map<String, Object> body =
          Map.of(
              "delivery",
              Map.of(
                  "method",
                  "urn:ietf:rfc:8935",
                  "endpoint_url",
                  "https://receiver.example/",
                  "authorization_header",
                  header));

      Expect.oauthError(
          400, "invalid_request", TestReceiver.register().as().body(body).post("/ssf/streams"));
    }

    @Test
    @DisplayName("what it is authorised by is never told again (A-161)")
    void doesNotReadItsSecretBack() {
      String secret = "Bearer of-the-receiver-4711";
      TestReceiver receiver =
          TestReceiver.register()
              .with(
                  Map.of(
                      "delivery",
                      Map.of(
                          "method",
                          "urn:ietf:rfc:8935",
                          "endpoint_url",
                          "https://receiver.example/",
                          "authorization_header",
                          secret)));

      Response all = receiver.as().get("/ssf/streams");
      assertFalse(all.asString().contains(secret), all.asString());
      all.then().body("[0].delivery.keySet()", not(hasItem("authorization_header")));
    }
  }

  /** One request to each operation on a stream that is named. */
  private static List<Function<RequestSpecification, Response>> calls(String id) {
    Map<String, Object> named = Map.of("stream_id", id);
    Map<String, Object> subject =
        Map.of("stream_id", id, "subject", Map.of("format", "opaque", "id", "x"));
    return List.of(
        it -> it.queryParam("stream_id", id).get("/ssf/streams"),
        it -> it.body(named).patch("/ssf/streams"),
        it -> it.body(named).put("/ssf/streams"),
        it -> it.queryParam("stream_id", id).get("/ssf/status"),
        it -> it.body(Map.of("stream_id", id, "status", "disabled")).post("/ssf/status"),
        it -> it.body(subject).post("/ssf/subjects/add"),
        it -> it.body(subject).post("/ssf/subjects/remove"),
        it -> it.body(named).post("/ssf/verify"),
        it -> it.body(Map.of("returnImmediately", true)).post("/ssf/poll/{id}", id),
        it -> it.queryParam("stream_id", id).delete("/ssf/streams"));
  }
}

package dev.avowry.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.RawHttp;
import dev.avowry.testing.TestClient;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation that takes a JSON body, and every body that it does not take. */
@AvowryTest
class BadBodyTest {
  private static final String JSON = "application/json";

  private static final AtomicReference<TestClient> AGENT = new AtomicReference<>();

  /** An operation, called by who may, so that only the body is wrong. */
  record Operation(String method, String template) {
    String path() {
      return template.replace("{id}", agent().id());
    }

    Response send(String contentType, Object body) {
      return request().contentType(contentType).body(body).request(method, path());
    }

    RequestSpecification request() {
      return RestAssured.given().header("Authorization", "Bearer " + token());
    }

    String token() {
      return template.equals("/v1/delegations") ? agent().ownToken("read") : Api.adminToken();
    }

    @Override
    public String toString() {
      return method + " " + template;
    }
  }

  /** Registered by the first test that needs it, which is when there is a service to ask. */
  private static TestClient agent() {
    TestClient known = AGENT.get();
    if (known != null) {
      return known;
    }
    TestClient registered = Api.agent(Api.sponsor()).register();
    AGENT.set(registered);
    return registered;
  }

  static Stream<Operation> operations() {
    return Stream.of(
        new Operation("POST", "/v1/sponsors"),
        new Operation("POST", "/v1/agents"),
        new Operation("POST", "/v1/agents/{id}/credentials"),
        new Operation("POST", "/v1/delegations"),
        new Operation("POST", "/v1/revocations"),
        new Operation("POST", "/v1/keys/rotations"),
        new Operation("PUT", "/v1/resources"));
  }

  @Nested
  class WhoeverSends {
    static Stream<Operation> operations() {
      return BadBodyTest.operations();
    }

    @ParameterizedTest(name = "{0} with nothing → 400")
    @MethodSource("operations")
    void nothing(Operation operation) {
      Expect.problem(
          400,
          "invalid-request",
          operation.request().contentType(JSON).request(operation.method(), operation.path()));
    }

    @ParameterizedTest(name = "{0} with null, a list, a string, a number → 400")
    @MethodSource("operations")
    void anythingButAnObject(Operation operation) {
      for (String body : new String[] {"null", "[]", "[{}]", "\"x\"", "1", "true", " "}) {
        Expect.problem(400, "invalid-request", operation.send(JSON, body));
      }
    }

    @ParameterizedTest(name = "{0} with an object without members → 400")
    @MethodSource("operations")
    void noMembers(Operation operation) {
      Expect.problem(400, "invalid-request", operation.send(JSON, "{}"));
    }

    @ParameterizedTest(name = "{0} with broken JSON → 400")
    @MethodSource("operations")
    void brokenJson(Operation operation) {
      String[] broken = {
        "{",
        "{\"name\":",
        "{'name':'x'}",
        "{name:1}",
        "{} {}",
        "{}x",
        "{\"a\":1,}",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "/**/{}",
        "{\"a\":\"\t\"}",
        "\uFEFF{]"
      };
      for (String body : broken) {
        Expect.problem(400, "invalid-request", operation.send(JSON, body));
      }
    }

    @ParameterizedTest(name = "{0} with an unknown member → 400, names it (A-093)")
    @MethodSource("operations")
    void anUnknownMember(Operation operation) {
      Expect.problem(400, "invalid-request", operation.send(JSON, "{\"is_admin\":true}"));
    }

    @ParameterizedTest(name = "{0} with a member twice → 400")
    @MethodSource("operations")
    void aMemberTwice(Operation operation) {
      String twice = "{\"name\":\"a\",\"name\":\"a\",\"reason\":\"a\",\"reason\":\"a\"}";
      Expect.problem(400, "invalid-request", operation.send(JSON, twice));
    }

    @ParameterizedTest(name = "{0} nested 10,000 deep → 400 (A-125)")
    @MethodSource("operations")
    void deepNesting(Operation operation) {
      Map<String, String> headers =
          Map.of("Authorization", "Bearer " + operation.token(), "Content-Type", JSON);
      for (String member : new String[] {"jwk", "jwks", "target", "name", "x"}) {
        String body = "{\"" + member + "\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
        RawHttp.Answer answer =
            RawHttp.send(
                operation.method(),
                operation.path(),
                headers,
                body.getBytes(StandardCharsets.UTF_8));
        assertEquals(400, answer.status(), answer.body());
        assertEquals("application/problem+json", answer.header("Content-Type"));
      }
    }

    @ParameterizedTest(name = "{0} with a number that overflows → 400 (A-125)")
    @MethodSource("operations")
    void overflow(Operation operation) {
      for (String number : new String[] {"1e400", "-1", "9".repeat(2_000), "9223372036854775808"}) {
        String body = "{\"max_ttl\":" + number + ",\"target\":" + number + "}";
        Expect.problem(400, "invalid-request", operation.send(JSON, body));
      }
    }

    @ParameterizedTest(name = "{0} with bytes that are not UTF-8 → 400")
    @MethodSource("operations")
    void invalidUtf8(Operation operation) {
      byte[] body = "{\"name\":\"\u00ff\u00fe\"}".getBytes(StandardCharsets.ISO_8859_1);
      Expect.problem(400, "invalid-request", operation.send(JSON, body));
    }

    @ParameterizedTest(name = "{0} with more than 64 KiB → 413")
    @MethodSource("operations")
    void tooMuch(Operation operation) {
      String body = "{\"name\":\"" + "a".repeat(64 * 1024) + "\"}";
      Expect.problem(413, "too-large", operation.send(JSON, body));
    }

    @ParameterizedTest(name = "{0} as another content type → 415")
    @MethodSource("operations")
    void anotherContentType(Operation operation) {
      for (String type : new String[] {"text/plain", "application/xml", "multipart/form-data"}) {
        Response answer =
            operation
                .request()
                .header("Content-Type", type)
                .body("{}".getBytes(StandardCharsets.UTF_8))
                .request(operation.method(), operation.path());
        Expect.problem(415, "unsupported-media-type", answer);
      }
    }

    @ParameterizedTest(name = "{0} Accept: text/html → 406")
    @MethodSource("operations")
    void anotherAccept(Operation operation) {
      Response answer =
          operation
              .request()
              .accept("text/html")
              .contentType(JSON)
              .body(Map.of())
              .request(operation.method(), operation.path());
      Expect.problem(406, "not-acceptable", answer);
    }

    @ParameterizedTest(name = "PATCH instead of {0} → 405 or 404")
    @MethodSource("operations")
    void anotherMethod(Operation operation) {
      Response answer =
          operation.request().contentType(JSON).body("{}").request("PATCH", operation.path());
      if (answer.statusCode() == 404) {
        Expect.problem(404, "not-found", answer);
      } else {
        Expect.problem(405, "method-not-allowed", answer);
      }
    }

    @ParameterizedTest(name = "{0} without a token → 401")
    @MethodSource("operations")
    void noToken(Operation operation) {
      Response answer =
          RestAssured.given()
              .contentType(JSON)
              .body("{}")
              .request(operation.method(), operation.path());
      Expect.problem(401, "invalid-token", answer);
    }
  }
}

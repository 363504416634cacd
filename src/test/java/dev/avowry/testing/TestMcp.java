package dev.avowry.testing;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A client of the tools that says exactly what a test has it say. */
public final class TestMcp {
  /** What tokens for the tools are for. */
  public static final String RESOURCE = Api.ISSUER + "/mcp";

  /** Whose pages may call the tools besides our own. */
  public static final String INSPECTOR = "https://inspector.example";

  private static final AtomicInteger IDS = new AtomicInteger();

  private TestMcp() {}

  /** A token for the tools. */
  public static String token(TestClient agent, String scope) {
    return agent.token(scope, RESOURCE);
  }

  /** A request with that token that says which answers it takes. */
  public static RequestSpecification as(String token) {
    return anonymous().header("Authorization", "Bearer " + token);
  }

  /** The same without any token. */
  public static RequestSpecification anonymous() {
    return RestAssured.given()
        .contentType("application/json")
        .accept("application/json, text/event-stream");
  }

  /** The body of a request. */
  public static Map<String, Object> message(String method, Map<String, Object> params) {
    Map<String, Object> message = new HashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("id", IDS.incrementAndGet());
    message.put("method", method);
    message.put("params", params);
    return message;
  }

  /** The body that begins a session. */
  public static Map<String, Object> initialize() {
    return message(
        "initialize",
        Map.of(
            "protocolVersion",
            "2025-11-25",
            "capabilities",
            Map.of(),
            "clientInfo",
            Map.of("name", "test", "version", "1")));
  }

  /** A new session's id. */
  public static String session(String token) {
    return as(token)
        .body(initialize())
        .post("/mcp")
        .then()
        .statusCode(200)
        .extract()
        .header("Mcp-Session-Id");
  }

  /** Calls a tool, without a session. */
  public static Response call(String token, String tool, Map<String, ?> arguments) {
    return as(token)
        .body(message("tools/call", Map.of("name", tool, "arguments", arguments)))
        .post("/mcp");
  }

  /** What comes of a call that is to succeed. */
  public static JsonPath result(String token, String tool, Map<String, ?> arguments) {
    Response answer = call(token, tool, arguments);
    if (answer.statusCode() != 200 || !Boolean.FALSE.equals(answer.path("result.isError"))) {
      throw new AssertionError(answer.statusCode() + " " + answer.asString());
    }
    return JsonPath.from(answer.asString()).setRootPath("result.structuredContent");
  }

  /** What a call that is to be refused is told. */
  public static String refusal(String token, String tool, Map<String, ?> arguments) {
    Response answer = call(token, tool, arguments);
    if (answer.statusCode() != 200 || !Boolean.TRUE.equals(answer.path("result.isError"))) {
      throw new AssertionError(answer.statusCode() + " " + answer.asString());
    }
    return answer.path("result.content[0].text");
  }
}

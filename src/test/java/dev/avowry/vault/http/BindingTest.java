package dev.avowry.vault.http;

import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestHuman;
import dev.avowry.testing.TestSecret;
import dev.avowry.testing.VaultRows;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Where a secret may be sent: said with its fields, sealed with them, shown to who may use it. */
@AvowryTest
class BindingTest {
  private static final String API = "https://api.example";
  private static final Map<String, Object> BEARER = Map.of("as", "bearer", "field", "key");

  private TestHuman sponsor;
  private TestClient agent;
  private String value;

  @BeforeEach
  void begin() {
    sponsor = TestHuman.sponsor();
    agent = Api.agent(sponsor.id()).with("scopes", List.of("vault:read", "vault:write")).register();
    value = "sk-" + UUID.randomUUID();
  }

  private TestSecret bound() {
    return TestSecret.keep(sponsor.as(), value, TestSecret.boundTo(API));
  }

  private Response tryBind(Map<String, Object> binding) {
    return TestSecret.tryKeep(sponsor.as(), value, Map.of("bindings", List.of(binding)));
  }

  @Test
  @DisplayName("POST /v1/vault with bindings → 201, shown in short to who may use it")
  void isSaidWithTheFields() {
    Response kept =
        tryBind(
            Map.of(
                "origin",
                API + ":443",
                "path",
                "/v1/",
                "methods",
                List.of("POST", "GET"),
                "inject",
                Map.of("as", "header", "name", "X-Key", "prefix", "Token ", "field", "key")));

    kept.then()
        .statusCode(201)
        .body("bindings[0].origin", equalTo(API))
        .body("bindings[0].path", equalTo("/v1"))
        .body("bindings[0].methods", equalTo(List.of("GET", "POST")))
        .body("bindings[0].inject.as", equalTo("header"))
        .body("bindings[0].inject.prefix", equalTo("Token "));
    TestSecret secret = new TestSecret(kept.path("id"));
    secret.grant(sponsor.as(), agent.id(), Map.of("uses", List.of("use")));
    Response seen = Api.as(agent.ownToken("vault:read")).get("/v1/vault/{id}", secret.id());
    seen.then().statusCode(200).body("bindings[0].inject.name", equalTo("X-Key"));
    assertFalse(seen.asString().contains(value), seen.asString());
  }

  @Test
  @DisplayName("POST …/versions → bound as it says, and to nothing without")
  void isSaidWithEachVersion() {
    TestSecret secret = bound();
    String other = "https://other.example";

    sponsor
        .as()
        .body(
            Map.of(
                "fields",
                Map.of("key", "another key"),
                "bindings",
                List.of(TestSecret.binding(other, BEARER))))
        .post("/v1/vault/{id}/versions", secret.id())
        .then()
        .statusCode(201)
        .body("bindings.origin", equalTo(List.of(other)));
    secret.replace(sponsor.as(), "a third").then().statusCode(201).body("bindings", empty());
    sponsor
        .as()
        .get("/v1/vault/{id}/versions", secret.id())
        .then()
        .statusCode(200)
        .body("items.bindings.origin", equalTo(List.of(List.of(), List.of(other), List.of(API))));
  }

  @Test
  @DisplayName(
      "POST …/versions without fields, PUT with bindings → 400: nobody binds what they do not know")
  void isNotSaidWithoutTheFields() {
    TestSecret secret = bound();
    Map<String, Object> elsewhere =
        Map.of("bindings", List.of(TestSecret.binding("https://evil.example", BEARER)));

    Expect.problem(
        400,
        "invalid-request",
        sponsor.as().body(elsewhere).post("/v1/vault/{id}/versions", secret.id()));
    Expect.problem(
        400,
        "invalid-request",
        sponsor
            .as()
            .body(Map.of("name", "x", "bindings", elsewhere.get("bindings")))
            .put("/v1/vault/{id}", secret.id()));
    sponsor
        .as()
        .get("/v1/vault/{id}", secret.id())
        .then()
        .body("bindings.origin", equalTo(List.of(API)));
  }

  @Test
  @DisplayName(
      "POST …/versions by an agent that may have the secret → 404: it does not look after it")
  void isNotSaidByWhoMayHaveIt() {
    TestSecret secret = bound();
    secret.grant(sponsor.as(), agent.id(), Map.of("uses", List.of("use", "read")));

    Expect.problem(
        404,
        "not-found",
        Api.as(agent.ownToken("vault:write"))
            .body(
                Map.of(
                    "fields",
                    Map.of("key", value),
                    "bindings",
                    List.of(TestSecret.binding("https://evil.example", BEARER))))
            .post("/v1/vault/{id}/versions", secret.id()));
  }

  @Test
  @DisplayName("POST /v1/vault with a binding that makes no sense → 400, without the value (A-090)")
  void hasToMakeSense() {
    List<Map<String, Object>> wrong =
        List.of(
            TestSecret.binding("http://api.example", BEARER),
            TestSecret.binding("https://10.0.0.1", BEARER),
            TestSecret.binding("https://api.example/v1", BEARER),
            TestSecret.binding("https://*.example", BEARER),
            TestSecret.binding(API, Map.of("as", "bearer", "field", "password")),
            TestSecret.binding(API, Map.of("as", "bearer", "field", "key", "name", "X-Key")),
            TestSecret.binding(API, Map.of("as", "bearer")),
            TestSecret.binding(API, Map.of("as", "cookie", "field", "key")),
            TestSecret.binding(API, Map.of("as", "header", "name", "Host", "field", "key")),
            TestSecret.binding(API, Map.of("as", "header", "name", "X\r\nY", "field", "key")),
            TestSecret.binding(
                API, Map.of("as", "body", "content_type", "application/json", "template", "{}")),
            Map.of("origin", API),
            Map.of("origin", API, "inject", BEARER, "path", "/v1/../v2"),
            Map.of("origin", API, "inject", BEARER, "methods", List.of("TRACE")));

    for (Map<String, Object> each : wrong) {
      Response answer = Expect.problem(400, "invalid-request", tryBind(each));
      assertFalse(answer.asString().contains(value), answer.asString());
    }
    Expect.problem(
        400, "invalid-request", TestSecret.tryKeep(sponsor.as(), "abc", TestSecret.boundTo(API)));
  }

  @Test
  @DisplayName("a row that somebody at the database binds to another host → not opened (A-140)")
  void isSealed() {
    TestSecret secret = bound();
    secret.grant(sponsor.as(), agent.id());
    String token = agent.ownToken("vault:read");
    secret.read(token).then().statusCode(200).body("fields.key", equalTo(value));

    VaultRows.bind(secret.id(), API, "https://evil.example");

    secret.read(token).then().statusCode(500);
    VaultRows.bind(secret.id(), "https://evil.example", API);
    secret.read(token).then().statusCode(200);
  }

  @Test
  @DisplayName("what it is bound to is on record with each version")
  void isOnRecord() throws Exception {
    TestSecret secret = bound();

    Eventually.within(
        Duration.ofSeconds(20),
        "the origin is on record",
        () ->
            Api.admin()
                .get("/v1/audit/events?type=secret_version_added&node=" + secret.id())
                .asString()
                .contains("\"origins\":\"" + API + "\""));
    assertTrue(VaultRows.tablesWith(value).isEmpty());
  }
}

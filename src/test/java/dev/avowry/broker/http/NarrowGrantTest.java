package dev.avowry.broker.http;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.Expect;
import dev.avowry.testing.FarServer;
import dev.avowry.testing.SignedInHuman;
import dev.avowry.testing.TestApproval;
import dev.avowry.testing.TestApprovalRule;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestSecret;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Grants that are for some requests alone, or take a human's word. */
@AvowryTest
class NarrowGrantTest {
  private static final TestApprovalRule RULE = new TestApprovalRule("vault:use-approved");

  private final FarServer far = FarServer.start();
  private SignedInHuman sponsor;
  private TestClient agent;
  private TestSecret secret;

  @BeforeEach
  void begin() {
    sponsor = SignedInHuman.sponsor("Ada");
    agent =
        Api.agent(sponsor.id())
            .with("scopes", List.of("vault:use", "vault:use-approved", "vault:read"))
            .register();
    secret = TestSecret.keep(Api.admin(), "a value", TestSecret.boundTo(far.origin()));
  }

  @AfterEach
  void end() {
    far.close();
    RULE.is("none").isNoMore();
  }

  private void grant(Map<String, Object> more) {
    Map<String, Object> body = new HashMap<>(Map.of("uses", List.of("use")));
    body.putAll(more);
    secret.grant(Api.admin(), agent.id(), body);
  }

  private Map<String, Object> within(String path, List<String> methods) {
    return Map.of("origin", far.origin(), "path", path, "methods", methods);
  }

  private Response send(String token, String method, String path) {
    return Api.as(token)
        .body(Map.of("method", method, "url", far.origin() + path))
        .post("/v1/vault/{id}/request", secret.id());
  }

  private void isSent(Response answer) {
    answer.then().statusCode(200).body("status", equalTo(200));
  }

  @Test
  @DisplayName("a grant for some requests → these; others within the binding → 403 on record")
  void isForSomeRequests() throws Exception {
    grant(Map.of("requests", List.of(within("/v1/things", List.of("GET")))));
    String token = agent.ownToken("vault:use");

    isSent(send(token, "GET", "/v1/things/7"));
    Expect.problem(403, "forbidden", send(token, "POST", "/v1/things/7"));
    Expect.problem(403, "forbidden", send(token, "GET", "/v1/others"));

    assertEquals(1, far.came().size());
    Eventually.within(
        Duration.ofSeconds(20),
        "both are on record",
        () ->
            Api.admin()
                    .get("/v1/audit/events?type=secret_refused&agent=" + agent.id())
                    .<List<Object>>path("events")
                    .size()
                == 2);
  }

  @Test
  @DisplayName("two grants → whichever is for the request, and its own count alone")
  void takesTheOneThatIsForIt() {
    grant(Map.of("requests", List.of(within("/a", List.of())), "count", 1));
    grant(Map.of("requests", List.of(within("/b", List.of()))));
    String token = agent.ownToken("vault:use");

    isSent(send(token, "GET", "/b"));
    isSent(send(token, "GET", "/a"));
    Expect.problem(409, "conflict", send(token, "GET", "/a"));
    isSent(send(token, "GET", "/b"));
  }

  @Test
  @DisplayName("a grant for a host that the secret is not bound to → nothing more than the binding")
  void widensNothing() {
    try (FarServer other = FarServer.start()) {
      grant(Map.of("requests", List.of(Map.of("origin", other.origin()))));

      Expect.problem(
          403,
          "forbidden",
          Api.as(agent.ownToken("vault:use"))
              .body(Map.of("method", "GET", "url", other.origin()))
              .post("/v1/vault/{id}/request", secret.id()));
      assertEquals(List.of(), other.came());
    }
  }

  @Test
  @DisplayName("POST …/grants → shown as it was given; with read, or no destination → 400")
  void isShown() {
    Map<String, Object> request = within("/v1/", List.of("POST", "GET"));

    secret
        .tryGrant(
            Api.admin(), agent.id(), Map.of("uses", List.of("use"), "requests", List.of(request)))
        .then()
        .statusCode(201)
        .body("requests[0].origin", equalTo(far.origin()))
        .body("requests[0].path", equalTo("/v1"))
        .body("requests[0].methods", equalTo(List.of("GET", "POST")))
        .body("approved", equalTo(false));
    Api.admin()
        .get("/v1/vault/{id}/grants", secret.id())
        .then()
        .statusCode(200)
        .body("items[0].requests[0].path", equalTo("/v1"));
    for (Map<String, Object> wrong :
        List.<Map<String, Object>>of(
            Map.of("uses", List.of("use", "read"), "requests", List.of(request)),
            Map.of("uses", List.of("read"), "approved", true),
            Map.of("uses", List.of("use"), "requests", List.of(within("/a/../b", List.of()))),
            Map.of(
                "uses",
                List.of("use"),
                "requests",
                List.of(Map.of("origin", "http://x.example"))))) {
      Expect.problem(400, "invalid-request", secret.tryGrant(Api.admin(), agent.id(), wrong));
    }
  }

  @Test
  @DisplayName("a grant that takes a word → nothing by a plain token, nothing without a rule")
  void takesAWord() {
    grant(Map.of("approved", true));
    Expect.problem(403, "forbidden", send(agent.ownToken("vault:use"), "GET", "/"));
    Expect.problem(403, "forbidden", send(agent.ownToken("vault:use-approved"), "GET", "/"));
    assertEquals(List.of(), far.came());
  }

  @Test
  @DisplayName("a rule, and a human has approved → sent; by a grant that takes none it is not")
  void isSentOnceApproved() {
    grant(Map.of("approved", true));
    RULE.is("sponsor");
    TestApproval asked =
        TestApproval.by(agent, sponsor.id())
            .with("scope", "openid " + RULE.scope())
            .with("resource", Api.ISSUER)
            .ask();
    asked.approve(sponsor.browser()).then().statusCode(303);
    String token = asked.collect().then().statusCode(200).extract().path("access_token");

    isSent(send(token, "GET", "/"));
    Expect.problem(403, "forbidden", send(agent.ownToken("vault:use"), "GET", "/"));
    assertEquals(1, far.came().size());
  }
}

package dev.avowry.federation.http;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.OutsideIssuer;
import dev.avowry.testing.TestClient;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is trusted, and by which rules. */
@AvowryTest
class TrustedIssuersTest {
  private Map<String, Object> body = new HashMap<>();

  @BeforeEach
  void inOrder() {
    body.put("name", "a platform");
    body.put("issuer", "https://platform.example/" + UUID.randomUUID());
    body.put("profile", "github");
    body.put("jwks_uri", "https://platform.example/jwks");
  }

  @Nested
  class AnAdministrator {
    @Test
    @DisplayName("POST, GET → what was registered, with the usual limits of its platform")
    void registers() {
      String id = OutsideIssuer.registered(body);

      Api.admin()
          .get("/v1/trusted-issuers/{id}", id)
          .then()
          .statusCode(200)
          .body("issuer", equalTo(body.get("issuer")))
          .body("audience", equalTo(Api.ISSUER))
          .body("single_use", equalTo(true))
          .body("max_lifetime", equalTo(3610))
          .body("state", equalTo("live"));
      Api.admin().get("/v1/trusted-issuers").then().body("items.id", hasItem(id));
    }

    @Test
    @DisplayName("POST of what is trusted already → 409")
    void trustsOnce() {
      OutsideIssuer.registered(body);
      Expect.problem(409, "conflict", post());
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("POST with a jwks_uri that leads inside → 400 (A-090)")
    @ValueSource(
        strings = {
          "http://platform.example/jwks",
          "https://10.0.0.1/jwks",
          "https://192.168.1.1/jwks",
          "https://169.254.169.254/latest/meta-data",
          "https://100.64.0.1/jwks",
          "https://0.0.0.0/jwks",
          "https://[fd00::1]/jwks",
          "https://[fe80::1]/jwks",
          "https://[::ffff:10.0.0.1]/jwks",
          "https://[64:ff9b::a00:1]/jwks",
          "https://user@platform.example/jwks",
          "https://platform.example/jwks#a",
          "https://platform.example:0/jwks",
          "file:///etc/passwd",
          "jar:https://platform.example/a.jar!/jwks",
          "ftp://platform.example/jwks",
          "gopher://platform.example/jwks",
          "//platform.example/jwks",
          "https://platform.example/jwks\r\nX: y",
          ""
        })
    void cannotHaveUsLookInside(String uri) {
      body.put("jwks_uri", uri);
      Expect.problem(400, "invalid-request", post());
    }

    @Test
    @DisplayName("POST of ourselves, of an id, of nothing sensible → 400")
    void cannotTrustWhatIsNoIssuer() {
      for (Map<String, Object> change :
          List.<Map<String, Object>>of(
              Map.of("issuer", Api.ISSUER),
              Map.of("issuer", Api.sponsor()),
              Map.of("issuer", ""),
              Map.of("issuer", "https://platform.example/ä"),
              Map.of("name", " "),
              Map.of("profile", "GitHub"),
              Map.of("algorithms", List.of()),
              Map.of("algorithms", List.of("HS256")),
              Map.of("trust_domain", "prod.example"),
              Map.of("max_lifetime", 59),
              Map.of("max_lifetime", 86_400),
              Map.of("max_lifetime", 86_401, "single_use", false),
              Map.of("discovery", true),
              Map.of("state", "live"))) {
        Map<String, Object> kept = new HashMap<>(body);
        body.putAll(change);
        assertEquals(400, post().statusCode(), change::toString);
        body = kept;
      }
      body.remove("jwks_uri");
      Expect.problem(400, "invalid-request", post());
    }

    @Test
    @DisplayName("POST of a private key → 422 (A-023)")
    void cannotGiveAPrivateKey() {
      body.remove("jwks_uri");
      body.put("jwks", Map.of("keys", List.of(TestClient.newKey().toJSONObject())));
      Expect.problem(422, "invalid-key", post());
    }

    @Test
    @DisplayName("GET, PATCH, DELETE of nothing → 404")
    void findsNothing() {
      String none = "/v1/trusted-issuers/AAAAAAAAAAA";
      Expect.problem(404, "not-found", Api.admin().get(none));
      Expect.problem(404, "not-found", Api.admin().delete(none));
      Expect.problem(404, "not-found", Api.admin().body(Map.of("state", "suspended")).patch(none));
      Expect.problem(404, "not-found", Api.admin().get(none + "/rules"));
      Expect.problem(404, "not-found", Api.admin().delete(none + "/rules/AAAAAAAAAAA"));
    }

    private Response post() {
      return Api.admin().body(body).post("/v1/trusted-issuers");
    }
  }

  @Nested
  class ARule {
    private Map<String, String> agent = Map.of();

    @BeforeEach
    void register() {
      agent = Map.of("agent", Api.agent(Api.sponsor()).register().id());
    }

    @Test
    @DisplayName("without a condition on the subject → 400, whatever else it says")
    void hasToNameItsSubject() {
      String github = OutsideIssuer.registered(body);
      for (Map<String, String> conditions :
          List.of(
              Map.<String, String>of(),
              Map.of("ref", "refs/heads/main"),
              Map.of("repository", "octocat/app"),
              Map.of("sub", "repo:octocat/app:ref:refs/heads/main"),
              Map.of("repository_id", "*"),
              Map.of("repository_owner_id", "123456"))) {
        refused(OutsideIssuer.rule(github, conditions, agent));
      }
      for (Map<String, String> conditions :
          List.of(
              Map.<String, String>of(),
              Map.of("ref", "refs/heads/main"),
              Map.of("repository_owner_id", "*"))) {
        refused(OutsideIssuer.rule(github, conditions, OutsideIssuer.makes(Api.sponsor(), 5)));
      }
    }

    @Test
    @DisplayName("that makes agents may name whose workload it is → 201")
    void mayNameTheOwner() {
      OutsideIssuer.ruled(
          OutsideIssuer.registered(body),
          Map.of("repository_owner_id", "123456"),
          OutsideIssuer.makes(Api.sponsor(), 5));
    }

    @Test
    @DisplayName("on claims the platform does not have, or half a segment → 400")
    void hasToBeReadInOneWay() {
      String github = OutsideIssuer.registered(body);
      refused(OutsideIssuer.rule(github, Map.of("repository_id", "1", "color", "red"), agent));
      refused(
          OutsideIssuer.rule(github, Map.of("repository_id", "1", "ref", "refs/heads/m*"), agent));
    }

    @Test
    @DisplayName("for nobody, for two, under a sponsor that is not → 400, 404, 422")
    void hasToLeadToSomebody() {
      String github = OutsideIssuer.registered(body);
      Map<String, String> named = Map.of("repository_id", "1");
      refused(OutsideIssuer.rule(github, named, Map.of()));
      Map<String, Object> both = new HashMap<>(OutsideIssuer.makes(Api.sponsor(), 5));
      both.putAll(agent);
      refused(OutsideIssuer.rule(github, named, both));
      Expect.problem(
          404, "not-found", OutsideIssuer.rule(github, named, Map.of("agent", "AAAAAAAAAAA")));
      Expect.problem(
          422,
          "sponsor-not-live",
          OutsideIssuer.rule(github, named, OutsideIssuer.makes("AAAAAAAAAAA", 5)));
      refused(OutsideIssuer.rule(github, named, OutsideIssuer.makes(Api.sponsor(), 0)));
    }

    private static void refused(Response answer) {
      Expect.problem(400, "invalid-request", answer);
    }
  }

  @Nested
  class AnAgent {
    @Test
    @DisplayName("every operation → 403")
    void mayNot() {
      String token = Api.agent(Api.sponsor()).register().ownToken("read");
      String id = OutsideIssuer.registered(body);
      for (Response answer :
          List.of(
              Api.as(token).get("/v1/trusted-issuers"),
              Api.as(token).body(body).post("/v1/trusted-issuers"),
              Api.as(token).get("/v1/trusted-issuers/{id}", id),
              Api.as(token).body(Map.of("state", "live")).patch("/v1/trusted-issuers/{id}", id),
              Api.as(token).delete("/v1/trusted-issuers/{id}", id),
              Api.as(token).get("/v1/trusted-issuers/{id}/rules", id))) {
        Expect.problem(403, "insufficient-scope", answer);
      }
    }
  }
}

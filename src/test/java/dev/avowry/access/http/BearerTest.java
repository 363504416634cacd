package dev.avowry.access.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.util.Base64URL;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.Forged;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.TestClient;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Avowry's own API as a resource server: RFC 6750, RFC 9068 §4. */
@AvowryTest
class BearerTest {
  private String sponsor;
  private TestClient agent;

  @BeforeEach
  void register() {
    sponsor = Api.sponsor();
    agent = Api.agent(sponsor).register();
  }

  @Nested
  class AStranger {
    @Test
    @DisplayName("GET /v1/me without a token → 401, a challenge without an error (RFC 6750 §3)")
    void isChallenged() {
      Response answer = RestAssured.get("/v1/me");
      Expect.problem(401, "invalid-token", answer);
      assertEquals(
          "Bearer realm=\"avowry\", resource_metadata=\""
              + Api.ISSUER
              + "/.well-known/oauth-protected-resource\", DPoP realm=\"avowry\", algs=\"ES256 EdDSA PS256\"",
          answer.header("WWW-Authenticate"));
    }

    @ParameterizedTest(name = "Authorization: {0} → 401")
    @ValueSource(strings = {"Bearer", "Bearer x y", "Basic eDp5", "x", "Bearer \"x\"", "bearerx"})
    void isRefusedAnythingElse(String header) {
      Response answer = RestAssured.given().header("Authorization", header).get("/v1/me");
      Expect.problem(401, "invalid-token", answer);
      assertTrue(answer.header("WWW-Authenticate").contains("error=\"invalid_token\""));
    }

    @Test
    @DisplayName("a token in the query or in two headers → 401")
    void putsTheTokenElsewhere() {
      String token = agent.ownToken("read");
      Expect.problem(
          401,
          "invalid-token",
          RestAssured.given().queryParam("access_token", token).get("/v1/me"));
      Expect.problem(
          401,
          "invalid-token",
          RestAssured.given()
              .header("Authorization", "Bearer " + token, "Bearer " + token)
              .get("/v1/me"));
    }
  }

  @Nested
  class AnAgent {
    @Test
    @DisplayName("a token for another resource → 401")
    void bringsATokenForSomebodyElse() {
      Expect.problem(401, "invalid-token", Api.as(agent.token("read", Api.ORDERS)).get("/v1/me"));
    }

    @Test
    @DisplayName("an assertion, the revocation list, a forged token → 401")
    void bringsAnotherJwt() {
      String[] parts = agent.ownToken("read").split("\\.", -1);
      String payload = Base64URL.from(parts[1]).decodeToString();
      for (String other :
          List.of(
              agent.assertion(),
              endOfRevocationList(),
              parts[0] + "." + Base64URL.encode(payload.replace("read", "admin")) + "." + parts[2],
              Forged.jws(agent.key(), Base64URL.from(parts[0]).decodeToString(), payload),
              parts[0] + "." + parts[1] + ".")) {
        Expect.problem(401, "invalid-token", Api.as(other).get("/v1/me"));
      }
    }

    /** All of it would fit into no header. */
    private static String endOfRevocationList() {
      long head =
          RestAssured.given()
              .accept("application/json")
              .get("/revocations")
              .jsonPath()
              .getLong("seq");
      return RestAssured.get("/revocations?since=" + head).asString();
    }

    @Test
    @DisplayName("a revoked token → 401")
    void bringsADeadToken() {
      String token = agent.ownToken("read");
      Api.as(token).get("/v1/me").then().statusCode(200);
      agent.form().formParam("token", token).post("/revoke").then().statusCode(200);

      Expect.problem(401, "invalid-token", Api.as(token).get("/v1/me"));
    }

    @ParameterizedTest(name = "{0} {1} → 403, says who may")
    @CsvSource({
      "GET, /v1/sponsors",
      "GET, /v1/sponsors/AAAAAAAAAAA",
      "POST, /v1/sponsors",
      "GET, /v1/keys",
      "POST, /v1/keys/rotations",
      "GET, /v1/resources",
      "PUT, /v1/resources",
      "POST, /v1/agents",
      "POST, /v1/agents/AAAAAAAAAAA/credentials"
    })
    void isNoAdministrator(String method, String path) {
      Response answer = Api.as(agent.ownToken("read write")).body(Map.of()).request(method, path);

      Expect.problem(403, "insufficient-scope", answer);
      assertTrue(answer.path("detail").toString().contains("administrators"));
    }

    @ParameterizedTest(name = "GET {0} of another tree → 404, in the words for nothing at all")
    @ValueSource(strings = {"/v1/agents/%s", "/v1/agents/%s/credentials", "/v1/nodes/%s/tree"})
    void learnsNothingOfOthers(String path) {
      TestClient other = Api.agent(Api.sponsor()).register();
      String token = agent.ownToken("read");

      Response foreign = Api.as(token).get(path.formatted(other.id()));
      Response absent = Api.as(token).get(path.formatted("AAAAAAAAAAA"));

      Expect.problem(404, "not-found", foreign);
      Expect.problem(404, "not-found", absent);
      assertEquals(absent.<String>path("detail"), foreign.path("detail"));
    }

    @Test
    @DisplayName("its own parent, sponsor and siblings are others as well → 404")
    void learnsNothingOfThoseAbove() {
      TestClient child = NewTestAgent.subAgent().register(agent.ownToken("agents:spawn"));
      TestClient sibling = NewTestAgent.subAgent().register(agent.ownToken("agents:spawn"));
      String token = child.ownToken("read");
      for (String id : List.of(agent.id(), sponsor, sibling.id())) {
        Expect.problem(404, "not-found", Api.as(token).get("/v1/nodes/" + id + "/tree"));
        Expect.problem(404, "not-found", Api.as(token).get("/v1/agents/" + id));
        Expect.problem(
            404,
            "not-found",
            Api.as(token).body(Api.order("revoke", "node", id, true)).post("/v1/revocations"));
      }
    }

    @Test
    @DisplayName("GET /v1/agents → those below it, however it asks")
    void listsOnlyItsOwn() {
      TestClient child = NewTestAgent.subAgent().register(agent.ownToken("agents:spawn"));
      TestClient other = Api.agent(Api.sponsor()).register();
      String token = child.ownToken("read");
      for (String query : List.of("", "?sponsor=" + sponsor, "?name=agent", "?limit=500")) {
        List<String> ids = Api.as(token).get("/v1/agents" + query).path("items.id");
        assertEquals(List.of(child.id()), ids, query);
      }
      List<String> none = Api.as(token).get("/v1/agents?after=" + other.id()).path("items.id");
      assertEquals(List.of(), none);
    }
  }

  @Nested
  class WhoWantsToBeAdministrator {
    @Test
    @DisplayName("POST /token scope=admin above the ceiling → 400 invalid_scope")
    void cannotAskForIt() {
      Expect.oauthError(
          400,
          "invalid_scope",
          agent.clientCredentials(Map.of("scope", "admin", "resource", Api.ISSUER)));
    }

    @Test
    @DisplayName("spawning a sub-agent with admin → 422 ceiling-exceeded")
    void cannotSpawnIt() {
      Expect.problem(
          422,
          "ceiling-exceeded",
          NewTestAgent.subAgent()
              .with("scopes", List.of("admin"))
              .tryRegister(agent.ownToken("agents:spawn")));
    }

    @Test
    @DisplayName("exchanging an administrator's token → 400 invalid_scope, or a token without")
    void cannotExchangeItsWayUp() {
      TestClient admin =
          Api.agent(sponsor).with("scopes", List.of("admin", "agents:spawn")).register();
      String subject =
          admin
              .clientCredentials(
                  Map.of("scope", "admin", "resource", Api.ISSUER, "requested_actor", agent.id()))
              .path("access_token");

      Expect.oauthError(400, "invalid_scope", agent.exchange(subject, Map.of("scope", "admin")));
      String without = agent.exchange(subject, Map.of()).path("access_token");
      Expect.problem(403, "insufficient-scope", Api.as(without).get("/v1/sponsors"));
    }
  }
}

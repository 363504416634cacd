package dev.avowry.token.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.util.Base64URL;
import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.Forged;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.TestClient;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
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

/** RFC 8693: what an exchange never gives. */
@AvowryTest
class TokenExchangeTest {
  private String sponsor;
  private TestClient planner;
  private TestClient worker;
  private TestClient stranger;

  @BeforeEach
  void register() {
    sponsor = Api.sponsor();
    planner = Api.agent(sponsor).register();
    worker =
        NewTestAgent.subAgent()
            .with("scopes", List.of("read", "agents:spawn"))
            .with("max_children", 1000)
            .register(planner.ownToken("agents:spawn"));
    stranger = Api.agent(sponsor).register();
  }

  @Nested
  class ASubAgent {
    @Test
    @DisplayName("scope=write of a token with read → 400 invalid_scope (A-050)")
    void getsNoScopeThatTheSubjectTokenDoesNotHave() {
      String subject = planner.token("read", Api.ORDERS);

      Expect.oauthError(
          400, "invalid_scope", worker.exchange(subject, Map.of("scope", "agents:spawn")));
    }

    @Test
    @DisplayName("scope=write, above its own ceiling → 400 invalid_scope (A-050)")
    void getsNoScopeAboveItsOwnCeiling() {
      String subject = planner.token("read write", Api.ORDERS);

      Expect.oauthError(
          400, "invalid_scope", worker.exchange(subject, Map.of("scope", "read write")));
    }

    @Test
    @DisplayName("no scope asked for → what both have, never more (A-050)")
    void getsWhatBothHave() {
      String subject = planner.token("read write", Api.ORDERS);

      assertEquals("read", claims(worker.exchange(subject, Map.of())).getString("scope"));
    }

    @Test
    @DisplayName("a subject token without scope → no scope, not all (A-050)")
    void getsNoneOfNone() {
      String subject =
          planner.clientCredentials(Map.of("resource", Api.ORDERS)).path("access_token");

      assertNull(claims(worker.exchange(subject, Map.of())).getString("scope"));
    }

    @ParameterizedTest(name = "resource={0} → 400 invalid_target (A-052)")
    @ValueSource(
        strings = {"https://other.example", "https://orders.example/", "/orders", "orders", "*"})
    void getsNoOtherResource(String resource) {
      String subject = planner.token("read", Api.ORDERS);

      Expect.oauthError(
          400, "invalid_target", worker.exchange(subject, Map.of("resource", resource)));
    }

    @Test
    @DisplayName("exp is never after the subject token's, however often (A-051)")
    void outlivesNobody() {
      TestClient brief = Api.agent(sponsor).with("max_ttl", 20).register();
      String first =
          brief
              .clientCredentials(Map.of("resource", Api.ORDERS, "requested_actor", worker.id()))
              .path("access_token");
      String second =
          worker.exchange(first, Map.of("requested_actor", stranger.id())).path("access_token");
      String third = stranger.exchange(second, Map.of()).path("access_token");

      long end = Api.claims(first).getLong("exp");
      assertTrue(Api.claims(second).getLong("exp") <= end);
      assertTrue(Api.claims(third).getLong("exp") <= end);
    }

    @Test
    @DisplayName("the path is the subject's and more; act nests; sub and sponsor stay")
    void inheritsThePath() {
      String subject = planner.token("read", Api.ORDERS);

      JsonPath child = claims(worker.exchange(subject, Map.of()));

      JsonPath parent = Api.claims(subject);
      List<String> inherited = parent.getList("status.lineage.path");
      List<String> path = child.getList("status.lineage.path");
      assertEquals(inherited, path.subList(0, inherited.size()));
      assertTrue(path.contains(parent.getString("jti")));
      assertTrue(path.contains(worker.id()));
      assertEquals(planner.id(), child.getString("sub"));
      assertEquals(worker.id(), child.getString("act.sub"));
      assertEquals(worker.id(), child.getString("client_id"));
      assertEquals(sponsor, child.getString("sponsor"));
    }

    @Test
    @DisplayName("act and may_act in its assertion → nothing of it in the token (A-054)")
    void cannotForgeTheChain() {
      Map<String, Object> forged = Forged.claims(worker);
      forged.put("act", Map.of("sub", stranger.id(), "act", Map.of("sub", "x")));
      forged.put("may_act", Map.of("sub", stranger.id()));
      forged.put("sponsor", stranger.id());
      forged.put("scope", "admin");
      Response answer =
          RestAssured.given()
              .contentType("application/x-www-form-urlencoded")
              .formParam("grant_type", TestClient.TOKEN_EXCHANGE)
              .formParam("client_assertion_type", TestClient.ASSERTION_TYPE)
              .formParam(
                  "client_assertion", Forged.jws(worker.key(), Forged.header(worker), forged))
              .formParam("subject_token", planner.token("read", Api.ORDERS))
              .formParam("subject_token_type", TestClient.ACCESS_TOKEN)
              .formParam("act", "{\"sub\":\"x\"}")
              .formParam("may_act", "{\"sub\":\"x\"}")
              .post("/token");

      JsonPath claims = claims(answer);
      assertEquals(worker.id(), claims.getString("act.sub"));
      assertNull(claims.getString("act.act"));
      assertNull(claims.getString("may_act"));
      assertEquals("read", claims.getString("scope"));
      assertEquals(sponsor, claims.getString("sponsor"));
    }

    @Test
    @DisplayName("its first exchange, 12 times at once → 12 tokens below one node")
    void mayBeginManyTimesAtOnce() throws Exception {
      TestClient fresh = NewTestAgent.subAgent().register(planner.ownToken("agents:spawn"));
      String subject = planner.token("read", Api.ORDERS);

      List<Response> answers = AtOnce.run(12, () -> fresh.exchange(subject, Map.of()));

      assertThat(answers.stream().map(Response::statusCode).toList(), everyItem(equalTo(200)));
      long nodes =
          answers.stream()
              .map(answer -> claims(answer).getString("status.lineage.node"))
              .distinct()
              .count();
      assertEquals(1, nodes);
    }
  }

  @Nested
  class AStranger {
    @Test
    @DisplayName("holds the token → 400 invalid_request: holding is no permission")
    void mayNotExchangeWhatItHolds() {
      String subject = planner.token("read", Api.ORDERS);

      Expect.oauthError(400, "invalid_request", stranger.exchange(subject, Map.of()));
    }

    @Test
    @DisplayName("may_act names somebody else → 400 invalid_request")
    void mayNotActForSomebodyElse() {
      String subject = forActor(planner, worker);

      Expect.oauthError(400, "invalid_request", stranger.exchange(subject, Map.of()));
    }

    @Test
    @DisplayName("may_act names it → 200, and does not pass it on")
    void mayWhenNamed() {
      String subject = forActor(planner, stranger);

      Response answer = stranger.exchange(subject, Map.of());

      assertNull(claims(answer).getString("may_act"));
    }

    @Test
    @DisplayName("a standing delegation → 200; suspended → 400; revoked → 400")
    void mayByAStandingDelegation() {
      TestClient giver = Api.agent(sponsor).register();
      String delegation =
          Api.as(giver.ownToken("read"))
              .body(Map.of("actor", stranger.id()))
              .post("/v1/delegations")
              .then()
              .statusCode(201)
              .extract()
              .path("node");
      String subject = giver.token("read", Api.ORDERS);
      stranger.exchange(subject, Map.of()).then().statusCode(200);

      Api.order("suspend", "node", delegation).then().statusCode(200);
      Expect.oauthError(400, "invalid_request", stranger.exchange(subject, Map.of()));
      Api.order("resume", "node", delegation).then().statusCode(200);
      stranger.exchange(subject, Map.of()).then().statusCode(200);
      Api.order("revoke", "node", delegation).then().statusCode(200);
      Expect.oauthError(400, "invalid_request", stranger.exchange(subject, Map.of()));
    }

    @Test
    @DisplayName("a delegation that an exchange made can be let stand, and says so")
    void mayByADelegationThatStandsLater() {
      TestClient giver = Api.agent(sponsor).register();
      stranger.exchange(forActor(giver, stranger), Map.of()).then().statusCode(200);

      Api.as(giver.ownToken("read"))
          .body(Map.of("actor", stranger.id()))
          .post("/v1/delegations")
          .then()
          .statusCode(201)
          .body("standing", equalTo(true));

      stranger.exchange(giver.token("read", Api.ORDERS), Map.of()).then().statusCode(200);
    }

    @Test
    @DisplayName("may_act names it, but its delegation was revoked → 400 invalid_grant")
    void cannotHaveARevokedDelegationBack() {
      TestClient giver = Api.agent(sponsor).register();
      Response first = stranger.exchange(forActor(giver, stranger), Map.of());
      String delegation = claims(first).getString("status.lineage.node");
      Api.order("revoke", "node", delegation).then().statusCode(200);

      Expect.oauthError(
          400, "invalid_grant", stranger.exchange(forActor(giver, stranger), Map.of()));
    }
  }

  @Nested
  class TheChain {
    @Test
    @DisplayName("the subject itself → 400 invalid_request (A-055)")
    void doesNotBeginWithItself() {
      Expect.oauthError(
          400, "invalid_request", planner.exchange(planner.token("read", Api.ORDERS), Map.of()));
      Expect.oauthError(
          400, "invalid_request", planner.exchange(forActor(planner, planner), Map.of()));
    }

    @Test
    @DisplayName("A → B → A, A → B → B → 400 invalid_request (A-055)")
    void hasNoCycle() {
      String child =
          worker
              .exchange(planner.token("read", Api.ORDERS), Map.of("requested_actor", planner.id()))
              .path("access_token");

      Expect.oauthError(400, "invalid_request", planner.exchange(child, Map.of()));
      Expect.oauthError(400, "invalid_request", worker.exchange(child, Map.of()));
    }

    @Test
    @DisplayName("one level below max_depth → 400 invalid_request (A-055)")
    void endsAtTheDepthOfTheCeiling() {
      TestClient flat = Api.agent(sponsor).with("max_depth", 1).register();
      String first = forActor(flat, worker);
      String second =
          worker
              .exchange(first, Map.of("requested_actor", stranger.id()))
              .then()
              .statusCode(200)
              .extract()
              .path("access_token");

      Expect.oauthError(400, "invalid_request", stranger.exchange(second, Map.of()));
    }

    @Test
    @DisplayName("one child more than max_children → 400 invalid_request (A-061)")
    void endsAtTheWidthOfTheCeiling() {
      TestClient narrow = Api.agent(sponsor).with("max_children", 1).register();
      worker.exchange(forActor(narrow, worker), Map.of()).then().statusCode(200);

      Expect.oauthError(
          400, "invalid_request", stranger.exchange(forActor(narrow, stranger), Map.of()));
      worker.exchange(forActor(narrow, worker), Map.of()).then().statusCode(200);
    }
  }

  @Nested
  class TheSubjectToken {
    @Test
    @DisplayName("missing, empty, without type → 400 invalid_request, never another grant (A-056)")
    void isNeverDropped() {
      Expect.oauthError(400, "invalid_request", worker.exchange("", Map.of()));
      Response untyped =
          worker
              .form()
              .formParam("grant_type", TestClient.TOKEN_EXCHANGE)
              .formParam("subject_token", planner.token("read", Api.ORDERS))
              .post("/token");
      Expect.oauthError(400, "invalid_request", untyped);
      Response bare =
          worker.form().formParam("grant_type", TestClient.TOKEN_EXCHANGE).post("/token");
      Expect.oauthError(400, "invalid_request", bare);
    }

    @ParameterizedTest(name = "{0} {1} → 400 invalid_request (A-057)")
    @CsvSource({
      "subject_token_type, urn:ietf:params:oauth:token-type:jwt",
      "subject_token_type, urn:ietf:params:oauth:token-type:id_token",
      "subject_token_type, urn:ietf:params:oauth:token-type:refresh_token",
      "subject_token_type, access_token",
      "requested_token_type, urn:ietf:params:oauth:token-type:jwt",
      "requested_token_type, urn:ietf:params:oauth:token-type:refresh_token",
      "actor_token_type, urn:ietf:params:oauth:token-type:access_token",
      "actor_token, x"
    })
    void isAnAccessTokenAndNothingElse(String name, String value) {
      Response answer =
          worker
              .form()
              .formParam("grant_type", TestClient.TOKEN_EXCHANGE)
              .formParam("subject_token", planner.token("read", Api.ORDERS))
              .formParams(
                  name.equals("subject_token_type")
                      ? Map.of(name, value)
                      : Map.of("subject_token_type", TestClient.ACCESS_TOKEN, name, value))
              .post("/token");

      Expect.oauthError(400, "invalid_request", answer);
    }

    @Test
    @DisplayName("the signed revocation list, an assertion, garbage → 400 invalid_request (A-057)")
    void isNotAnotherJwt() {
      for (String other :
          List.of(
              Api.endOfRevocationList(),
              planner.assertion(),
              worker.assertion(),
              "x.y.z",
              "x",
              "a".repeat(20_000))) {
        Expect.oauthError(400, "invalid_request", worker.exchange(other, Map.of()));
      }
    }

    @Test
    @DisplayName("re-signed by the client, of another issuer, kid unknown → 400 invalid_request")
    void isSignedByUs() {
      String[] parts = planner.token("read", Api.ORDERS).split("\\.", -1);
      String header = Base64URL.from(parts[0]).decodeToString();
      String payload = Base64URL.from(parts[1]).decodeToString();
      for (String forged :
          List.of(
              Forged.jws(planner.key(), header, payload),
              Forged.jws(planner.key(), "{\"alg\":\"ES256\",\"typ\":\"at+jwt\"}", payload),
              Forged.jws(
                  planner.key(), header, payload.replace(Api.ISSUER, "https://other.example")),
              parts[0] + "." + Base64URL.encode(payload.replace("read", "admin")) + "." + parts[2],
              parts[0] + "." + parts[1] + ".")) {
        Expect.oauthError(400, "invalid_request", worker.exchange(forged, Map.of()));
      }
    }

    @Test
    @DisplayName("revoked by its client → 400 invalid_request (A-058)")
    void isNotRevoked() {
      String subject = planner.token("read", Api.ORDERS);
      planner.form().formParam("token", subject).post("/revoke").then().statusCode(200);

      Expect.oauthError(400, "invalid_request", worker.exchange(subject, Map.of()));
    }

    @Test
    @DisplayName("exchanged from one that was revoked meanwhile → 400 invalid_request (A-058)")
    void hasNoDeadAncestor() {
      String root = planner.token("read", Api.ORDERS);
      String middle =
          worker.exchange(root, Map.of("requested_actor", stranger.id())).path("access_token");
      planner.form().formParam("token", root).post("/revoke").then().statusCode(200);

      Expect.oauthError(400, "invalid_request", stranger.exchange(middle, Map.of()));
    }
  }

  @Nested
  class TheActorToken {
    @Test
    @DisplayName("the client's own → 200")
    void mayBeTheClientsOwn() {
      withActorToken(worker.token("read", Api.ORDERS)).then().statusCode(200);
    }

    @Test
    @DisplayName("another agent's, exchanged, dead, garbage → 400 invalid_request (A-053)")
    void isNobodyElses() {
      String dead = worker.token("read", Api.ORDERS);
      worker.form().formParam("token", dead).post("/revoke").then().statusCode(200);
      String exchanged =
          worker.exchange(planner.token("read", Api.ORDERS), Map.of()).path("access_token");
      for (String token :
          List.of(stranger.token("read", Api.ORDERS), exchanged, dead, worker.assertion(), "x")) {
        Expect.oauthError(400, "invalid_request", withActorToken(token));
      }
    }

    private Response withActorToken(String token) {
      return worker.exchange(
          planner.token("read", Api.ORDERS),
          Map.of("actor_token", token, "actor_token_type", TestClient.ACCESS_TOKEN));
    }
  }

  /** A token of the one that names the other in {@code may_act}. */
  private static String forActor(TestClient subject, TestClient actor) {
    return subject
        .clientCredentials(
            Map.of("scope", "read", "resource", Api.ORDERS, "requested_actor", actor.id()))
        .then()
        .statusCode(200)
        .extract()
        .path("access_token");
  }

  private static JsonPath claims(Response answer) {
    return Api.claims(answer.then().statusCode(200).extract().path("access_token"));
  }
}

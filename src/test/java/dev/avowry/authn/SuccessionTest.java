package dev.avowry.authn;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestSuccessor;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** {@code POST /v1/me/credentials}: an agent changes its key, and a thief does not stay. */
@AvowryTest
class SuccessionTest {
  private TestClient agent;
  private TestSuccessor successor;

  @BeforeEach
  void register() {
    agent = Api.agent(Api.sponsor()).register();
    successor = TestSuccessor.of(agent);
  }

  @Nested
  class AnAgent {
    @Test
    @DisplayName("POST /v1/me/credentials by both keys → 201, and the new one stands after the old")
    void addsAKey() {
      String first = credential(0).getString("id");
      String added = successor.added();

      String token = successor.client().ownToken("read");
      List<String> lineage = Api.claims(token).getList("status.lineage.path");
      assertEquals(List.of(first, added), lineage.subList(lineage.size() - 2, lineage.size()));
      assertEquals(first, credential(1).getString("rides_on"));
    }

    @Test
    @DisplayName("GET …/credentials → when each was last used, none before its use")
    void showsWhenEachWasUsed() throws Exception {
      successor.added();
      assertNull(credential(1).get("last_used_at"));

      successor.client().ownToken("read");

      Eventually.within(
          Duration.ofSeconds(10),
          "the use is noted",
          () -> credential(1).get("last_used_at") != null);
    }

    @Test
    @DisplayName("a second successor of one key, the same key, a fifth in a row → 409")
    void hasOneAtATime() {
      successor.added();

      Expect.problem(409, "conflict", TestSuccessor.of(agent).add());
      TestSuccessor third = TestSuccessor.of(successor.client());
      third.added();
      TestSuccessor fourth = TestSuccessor.of(third.client());
      fourth.added();
      Expect.problem(409, "conflict", TestSuccessor.of(fourth.client()).add());
    }

    @Test
    @DisplayName("the same proof 8 times at once → one 201 (A-017)")
    void addsItOnce() throws Exception {
      String token = agent.ownToken("read");
      String proof = successor.proof();

      List<Integer> statuses =
          AtOnce.run(
              8,
              () ->
                  TestSuccessor.add(RestAssured.given(), token, agent.assertion(), proof)
                      .statusCode());

      assertEquals(1, Collections.frequency(statuses, 201), statuses::toString);
    }

    @Test
    @DisplayName("POST …/confirmation of its own → 403 or 404")
    void cannotConfirmItself() {
      String added = successor.added();

      assertEquals(403, confirm(agent.ownToken("read"), added).statusCode());
      assertEquals(404, confirm(agent.ownToken("agents:spawn"), added).statusCode());
    }
  }

  @Nested
  class AThief {
    @Test
    @DisplayName("of a key adds another; revoking the key ends both at once, tokens too")
    void doesNotStay() {
      successor.added();
      String token = successor.client().ownToken("read");

      Api.order("revoke", "credential", credential(0).getString("id")).then().statusCode(200);

      Expect.oauthError(401, "invalid_client", successor.client().clientCredentials(Map.of()));
      Expect.problem(401, "invalid-token", Api.as(token).get("/v1/me"));
      assertEquals("dead", credential(1).getString("effective_state"));
      Expect.problem(409, "conflict", confirm(Api.adminToken(), credential(1).getString("id")));
    }

    @Test
    @DisplayName("of a token has no key to sign with → 400 or 401")
    void ofATokenAddsNothing() {
      String token = agent.ownToken("read");
      TestClient stranger = new TestClient(agent.id(), TestClient.newKey());

      Expect.problem(401, "invalid-client", add(token, stranger.assertion(), successor.proof()));
      Expect.problem(401, "invalid-client", add(token, "a.b.c", successor.proof()));
    }

    @Test
    @DisplayName("an assertion of another agent → 401")
    void cannotUseAnotherAgentsAssertion() {
      TestClient other = Api.agent(Api.sponsor()).register();

      Expect.problem(
          401, "invalid-client", add(agent.ownToken("read"), other.assertion(), successor.proof()));
    }

    @Test
    @DisplayName(
        "a proof of another kind, for another, expired, of another key → 400 (A-010, A-015)")
    void cannotUseAnotherProof() {
      for (TestSuccessor bad :
          List.of(
              TestSuccessor.of(agent).header("typ", "client-authentication+jwt"),
              TestSuccessor.of(agent).header("typ", "dpop+jwt"),
              TestSuccessor.of(agent).claim("sub", "AAAAAAAAAAA"),
              TestSuccessor.of(agent).claim("iss", "AAAAAAAAAAA"),
              TestSuccessor.of(agent).claim("aud", "https://other.example"),
              TestSuccessor.of(agent).claim("aud", List.of(Api.ISSUER)),
              TestSuccessor.of(agent).claim("exp", 1_000_000),
              TestSuccessor.of(agent).claim("jti", ""),
              TestSuccessor.of(agent)
                  .header("jwk", TestClient.newKey().toPublicJWK().toJSONObject()))) {
        Expect.problem(400, "invalid-request", bad.add());
      }
    }

    @Test
    @DisplayName("a proof as client assertion → 401 (A-010)")
    void cannotUseAProofAsAssertion() {
      Expect.problem(
          401, "invalid-client", add(agent.ownToken("read"), successor.proof(), successor.proof()));
    }

    private static Response add(String token, String assertion, String proof) {
      return TestSuccessor.add(RestAssured.given(), token, assertion, proof);
    }
  }

  @Nested
  class AnAdministrator {
    @Test
    @DisplayName("POST …/confirmation → 200; then the old key may go and the new one stays")
    void letsItStandByItself() throws Exception {
      String old = credential(0).getString("id");
      String added = successor.added();

      confirm(Api.adminToken(), added).then().statusCode(200).body("id", equalTo(added));
      Expect.problem(409, "conflict", confirm(Api.adminToken(), added));
      Api.order("revoke", "credential", old).then().statusCode(200);

      Expect.oauthError(401, "invalid_client", agent.clientCredentials(Map.of()));
      successor.client().clientCredentials(Map.of("scope", "read")).then().statusCode(200);
      assertFalse(
          Api.claims(successor.client().ownToken("read"))
              .<String>getList("status.lineage.path")
              .contains(old));
      Eventually.within(
          Duration.ofSeconds(10),
          "the row is in the tree",
          () ->
              Api.admin()
                  .get("/v1/audit/events?type=credential_confirmed&agent={id}", agent.id())
                  .asString()
                  .contains(added));
    }

    @Test
    @DisplayName("POST …/confirmation of what is none → 404")
    void confirmsNothingElse() {
      assertEquals(404, confirm(Api.adminToken(), "AAAAAAAAAAA").statusCode());
      assertEquals(404, confirm(Api.adminToken(), "x").statusCode());
    }
  }

  private JsonPath credential(int index) {
    JsonPath all = Api.admin().get("/v1/agents/{id}/credentials", agent.id()).jsonPath();
    return all.setRootPath("items[%d]".formatted(index));
  }

  private Response confirm(String token, String credential) {
    return Api.as(token)
        .post("/v1/agents/{id}/credentials/{key}/confirmation", agent.id(), credential);
  }
}

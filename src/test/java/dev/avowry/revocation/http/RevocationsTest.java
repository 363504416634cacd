package dev.avowry.revocation.http;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.TestClient;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@AvowryTest
class RevocationsTest {
  /** A sponsor with three agents, each below the one before. */
  private record Chain(String sponsor, TestClient top, TestClient middle, TestClient bottom) {
    static Chain register() {
      String sponsor = Api.sponsor();
      TestClient top = Api.agent(sponsor).register();
      TestClient middle =
          NewTestAgent.subAgent()
              .with("scopes", List.of("read", "agents:spawn"))
              .register(top.ownToken("agents:spawn"));
      return new Chain(
          sponsor, top, middle, NewTestAgent.subAgent().register(middle.ownToken("agents:spawn")));
    }

    int liveBelowSponsor() {
      return Api.admin().get("/v1/nodes/" + sponsor + "/tree").path("items[0].live_agents");
    }
  }

  @Nested
  class AnAdministrator {
    @Test
    @DisplayName("revoke twice → 200 and the same entry")
    void mayRepeatItself() {
      TestClient agent = Api.agent(Api.sponsor()).register();
      Response first = Api.order("revoke", "agent", agent.id());
      Response second = Api.order("revoke", "agent", agent.id());

      assertEquals(first.<Integer>path("seq"), second.path("seq"));
      assertEquals(first.<String>path("at"), second.path("at"));
      second.then().statusCode(200).body("affected.agents", equalTo(0));
    }

    @Test
    @DisplayName("suspend twice, resume twice → 200, one entry")
    void maySuspendAndResumeAgain() {
      TestClient agent = Api.agent(Api.sponsor()).register();
      Integer seq = Api.order("suspend", "agent", agent.id()).path("seq");

      Api.order("suspend", "agent", agent.id()).then().body("seq", equalTo(seq));
      Api.order("resume", "agent", agent.id()).then().statusCode(200).body("seq", nullValue());
      Api.order("resume", "agent", agent.id()).then().statusCode(200);
    }

    @ParameterizedTest(name = "{0} what is revoked → 409")
    @ValueSource(strings = {"resume", "suspend"})
    void cannotBringBackWhatIsRevoked(String mode) {
      TestClient agent = Api.agent(Api.sponsor()).register();
      String credential =
          Api.admin().get("/v1/agents/" + agent.id() + "/credentials").path("items[0].id");
      Api.order("revoke", "credential", credential).then().statusCode(200);
      Api.order("revoke", "agent", agent.id()).then().statusCode(200);

      Expect.problem(409, "conflict", Api.order(mode, "agent", agent.id()));
      Expect.problem(409, "conflict", Api.order(mode, "credential", credential));
    }

    @Test
    @DisplayName("dry run → what would die, and nothing does")
    void mayAskFirst() {
      Chain chain = Chain.register();
      String token = chain.top().token("read", Api.ORDERS);
      String child = chain.bottom().exchange(token, Map.of()).path("access_token");

      Response dry = dryRun("revoke", "agent", chain.top().id());

      dry.then()
          .statusCode(200)
          .body("dry_run", equalTo(true))
          .body("seq", nullValue())
          .body("state", equalTo("revoked"));
      chain.bottom().introspect(child).then().body("active", equalTo(true));
      chain.top().clientCredentials(Map.of()).then().statusCode(200);
      Response again = dryRun("revoke", "agent", chain.top().id());
      Response real = Api.order("revoke", "agent", chain.top().id());
      assertEquals(again.<Map<String, Object>>path("affected"), real.path("affected"));
      real.then().body("affected.agents", equalTo(3)).body("affected.delegations", equalTo(1));
      Expect.oauthError(401, "invalid_client", chain.bottom().introspect(child));
    }

    @Test
    @DisplayName("the path of a token that dies holds the target, of one that lives it does not")
    void endsExactlyWhatHangsOnTheTarget() {
      Chain chain = Chain.register();
      String above = chain.top().token("read", Api.ORDERS);
      String below = chain.bottom().token("read", Api.ORDERS);

      Api.order("revoke", "agent", chain.middle().id()).then().statusCode(200);

      chain.top().introspect(above).then().body("active", equalTo(true));
      List<String> path = Api.claims(below).getList("status.lineage.path");
      assertTrue(path.contains(chain.middle().id()));
      Expect.oauthError(401, "invalid_client", chain.bottom().clientCredentials(Map.of()));
    }

    @Test
    @DisplayName("suspend, suspend below, resume, revoke below → the tallies are right each time")
    void keepsTheTalliesInEveryNesting() {
      Chain chain = Chain.register();
      assertEquals(3, chain.liveBelowSponsor());

      affects(1, Api.order("suspend", "agent", chain.bottom().id()));
      assertEquals(2, chain.liveBelowSponsor());
      affects(1, Api.order("suspend", "agent", chain.middle().id()));
      assertEquals(1, chain.liveBelowSponsor());
      affects(0, Api.order("resume", "agent", chain.bottom().id()));
      assertEquals(1, chain.liveBelowSponsor());
      affects(2, Api.order("resume", "agent", chain.middle().id()));
      assertEquals(3, chain.liveBelowSponsor());
      affects(2, Api.order("suspend", "agent", chain.middle().id()));
      affects(0, Api.order("revoke", "agent", chain.bottom().id()));
      affects(1, Api.order("resume", "agent", chain.middle().id()));
      assertEquals(2, chain.liveBelowSponsor());
      affects(2, Api.order("suspend", "sponsor", chain.sponsor()));
      affects(0, Api.order("suspend", "agent", chain.top().id()));
      affects(0, Api.order("resume", "sponsor", chain.sponsor()));
      assertEquals(0, chain.liveBelowSponsor());
      affects(2, Api.order("resume", "agent", chain.top().id()));
      assertEquals(2, chain.liveBelowSponsor());
    }

    @Test
    @DisplayName("one token → dead with what was exchanged from it; suspend, resume → 400")
    void endsOneToken() {
      Chain chain = Chain.register();
      String token = chain.top().token("read", Api.ORDERS);
      String jti = Api.claims(token).getString("jti");
      String child = chain.bottom().exchange(token, Map.of()).path("access_token");
      Expect.problem(400, "invalid-request", Api.order("suspend", "token", jti));
      Expect.problem(400, "invalid-request", Api.order("resume", "token", jti));

      Api.order("revoke", "token", jti)
          .then()
          .statusCode(200)
          .body("affected.live_tokens", equalTo(2));

      chain.top().introspect(token).then().body("active", equalTo(false));
      chain.bottom().introspect(child).then().body("active", equalTo(false));
    }

    @Test
    @DisplayName("a target of none, two, another kind, no id, nobody → 400 or 404")
    void hasToNameOneTarget() {
      TestClient agent = Api.agent(Api.sponsor()).register();
      String id = agent.id();
      for (Object target :
          List.of(
              Map.of(),
              Map.of("agent", id, "node", id),
              Map.of("agent", ""),
              Map.of("agent", "x"),
              Map.of("token", id),
              Map.of("token", "x".repeat(23)),
              Map.of("credential", "x"),
              Map.of("everything", false),
              Map.of("everything", "true"),
              Map.of("kind", "robot"),
              Map.of("scope", "a b"),
              Map.of("resource", "no uri"),
              Map.of("vendor", "v".repeat(65)),
              Map.of("vendor", " x"),
              id,
              List.of(id))) {
        Expect.problem(400, "invalid-request", send(with("target", target)));
      }
      for (Map<String, String> nobody :
          List.of(
              Map.of("sponsor", id),
              Map.of("agent", "AAAAAAAAAAA"),
              Map.of("credential", id),
              Map.of("token", "A".repeat(22)))) {
        Expect.problem(404, "not-found", send(with("target", nobody)));
      }
    }

    @Test
    @DisplayName("mode, reason, comment, dry_run that are none → 400")
    void hasToSayWhatAndWhy() {
      for (Object mode : List.of("", "REVOKE", "delete", 1, true)) {
        Expect.problem(400, "invalid-request", send(with("mode", mode)));
      }
      for (Object reason : List.of("", " ", "a\nb", "<x>", "x".repeat(101), 1)) {
        Expect.problem(400, "invalid-request", send(with("reason", reason)));
      }
      for (Object comment : List.of("a\u0000b", "a\u001bb", "a\ud800b", "x".repeat(1_001), 1)) {
        Expect.problem(400, "invalid-request", send(with("comment", comment)));
      }
      for (Object dryRun : List.of("true", 1, "")) {
        Expect.problem(400, "invalid-request", send(with("dry_run", dryRun)));
      }
      for (String member : List.of("seq", "at", "until", "actor", "id")) {
        Expect.problem(400, "invalid-request", send(with(member, 1)));
      }
    }

    private static void affects(int agents, Response answer) {
      answer.then().statusCode(200).body("affected.agents", equalTo(agents));
    }

    private static Response dryRun(String mode, String target, String id) {
      return send(Api.order(mode, target, id, true));
    }

    private static Map<String, Object> with(String member, Object value) {
      Map<String, Object> body = new HashMap<>(Api.order("revoke", "agent", "AAAAAAAAAAA", true));
      body.put(member, value);
      return body;
    }

    private static Response send(Map<String, Object> body) {
      return Api.admin().body(body).post("/v1/revocations");
    }
  }

  @Nested
  class AnAgent {
    @Test
    @DisplayName("what is below it → 200; what is not → 404")
    void ordersBelowItself() {
      Chain chain = Chain.register();
      String token = chain.middle().ownToken("read");

      Api.as(token)
          .body(Api.order("revoke", "agent", chain.bottom().id(), false))
          .post("/v1/revocations")
          .then()
          .statusCode(200);
      for (String id : List.of(chain.top().id(), chain.sponsor())) {
        Expect.problem(
            404,
            "not-found",
            Api.as(token).body(Api.order("revoke", "node", id, false)).post("/v1/revocations"));
      }
      Api.admin().get("/v1/agents/" + chain.top().id()).then().body("state", equalTo("live"));
    }

    @Test
    @DisplayName("itself, suspended by an administrator → cannot resume (A-170)")
    void cannotBringItselfBack() {
      Chain chain = Chain.register();
      String token = chain.middle().ownToken("read");
      Api.order("suspend", "agent", chain.middle().id()).then().statusCode(200);

      Expect.problem(
          401,
          "invalid-token",
          Api.as(token)
              .body(Api.order("resume", "agent", chain.middle().id(), false))
              .post("/v1/revocations"));
    }

    @Test
    @DisplayName("another agent's token by its jti → 404 (A-071)")
    void cannotEndOthersTokens() {
      Chain chain = Chain.register();
      String jti = Api.claims(chain.top().token("read", Api.ORDERS)).getString("jti");

      Expect.problem(
          404,
          "not-found",
          Api.as(chain.middle().ownToken("read"))
              .body(Api.order("revoke", "token", jti, false))
              .post("/v1/revocations"));
      List<String> ids =
          RestAssured.given().accept("application/json").get("/revocations").path("entries.id");
      assertTrue(!ids.contains(jti));
    }
  }
}

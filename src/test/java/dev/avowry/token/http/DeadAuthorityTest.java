package dev.avowry.token.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.TestClient;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * whatever a token would rest on, and however it died, no grant gives a token and no token
 * that was given before counts any more.
 */
@AvowryTest
class DeadAuthorityTest {
  /** A sponsor, an agent below it, a sub-agent below that, and a partner under another sponsor. */
  private record Family(String sponsor, TestClient parent, TestClient agent, TestClient partner) {
    static Family register(Map<String, Object> parentIs, Map<String, Object> agentIs) {
      String sponsor = Api.sponsor();
      NewTestAgent parent = Api.agent(sponsor);
      parentIs.forEach(parent::with);
      TestClient above = parent.register();
      NewTestAgent agent = NewTestAgent.subAgent();
      agentIs.forEach(agent::with);
      return new Family(
          sponsor,
          above,
          agent.register(above.ownToken("agents:spawn")),
          Api.agent(Api.sponsor()).register());
    }

    String id(String member) {
      return switch (member) {
        case "sponsor" -> sponsor;
        case "parent" -> parent.id();
        case "agent" -> agent.id();
        default ->
            Api.admin()
                .get("/v1/agents/" + agent.id() + "/credentials")
                .then()
                .statusCode(200)
                .extract()
                .path("items[0].id");
      };
    }

    /** The partner's token, which names the agent in {@code may_act}. */
    String partnersToken() {
      return named(partner, agent);
    }

    /** The agent's token, which names the partner in {@code may_act}. */
    String agentsToken() {
      return named(agent, partner);
    }

    private static String named(TestClient subject, TestClient actor) {
      return subject
          .clientCredentials(
              Map.of("scope", "read", "resource", Api.ORDERS, "requested_actor", actor.id()))
          .then()
          .statusCode(200)
          .extract()
          .path("access_token");
    }
  }

  static Stream<Arguments> deaths() {
    return Stream.of("sponsor", "parent", "agent", "credential")
        .flatMap(member -> Stream.of("suspend", "revoke").map(mode -> Arguments.of(member, mode)));
  }

  @ParameterizedTest(name = "{1} the {0} → client_credentials 401, exchange 401 and 400, API 401")
  @MethodSource("deaths")
  void nothingIsGrantedAndNothingCounts(String member, String mode) {
    Family family = Family.register(Map.of(), Map.of());
    String agentsToken = family.agentsToken();
    String partnersToken = family.partnersToken();
    String exchanged = family.agent().exchange(partnersToken, Map.of()).path("access_token");
    String own = family.agent().ownToken("read");
    String target = member.equals("parent") ? "agent" : member;

    Api.order(mode, target, family.id(member)).then().statusCode(200);

    refusesEverything(family, agentsToken, partnersToken, List.of(own, exchanged));
  }

  @ParameterizedTest(name = "suspend and resume the {0} → new tokens, not the old")
  @MethodSource("suspended")
  void resumeGivesNewTokensOnly(String member) {
    Family family = Family.register(Map.of(), Map.of());
    String before = family.agentsToken();
    String target = member.equals("parent") ? "agent" : member;
    String id = family.id(member);

    Api.order("suspend", target, id).then().statusCode(200);
    Api.order("resume", target, id).then().statusCode(200);

    Expect.oauthError(400, "invalid_request", family.partner().exchange(before, Map.of()));
    family.partner().exchange(family.agentsToken(), Map.of()).then().statusCode(200);
    family.agent().exchange(family.partnersToken(), Map.of()).then().statusCode(200);
  }

  static Stream<String> suspended() {
    return Stream.of("sponsor", "parent", "agent", "credential");
  }

  @Test
  @DisplayName("expired parent or agent → the same, to the very second (A-077)")
  void whatHasExpiredIsDead() throws InterruptedException {
    Instant end = Instant.now().plus(Duration.ofSeconds(6));
    Map<String, Object> ending = Map.of("expires_at", end.toString());
    Family parentEnds = Family.register(ending, Map.of());
    Family agentEnds = Family.register(Map.of(), ending);
    List<Family> families = List.of(parentEnds, agentEnds);
    List<String> agentsTokens = families.stream().map(Family::agentsToken).toList();
    List<String> partnersTokens = families.stream().map(Family::partnersToken).toList();
    for (String token : agentsTokens) {
      assertEquals(end.getEpochSecond(), Api.claims(token).getLong("exp"));
    }

    Thread.sleep(Duration.between(Instant.now(), end).plusMillis(5));

    for (int i = 0; i < families.size(); i++) {
      refusesEverything(families.get(i), agentsTokens.get(i), partnersTokens.get(i), List.of());
    }
  }

  private static void refusesEverything(
      Family family, String agentsToken, String partnersToken, List<String> deadAtTheApi) {
    Response clientCredentials = family.agent().clientCredentials(Map.of());
    Expect.oauthError(401, "invalid_client", clientCredentials);
    Response asActor = family.agent().exchange(partnersToken, Map.of());
    Expect.oauthError(401, "invalid_client", asActor);
    Response asSubject = family.partner().exchange(agentsToken, Map.of());
    Expect.oauthError(400, "invalid_request", asSubject);
    for (String token : deadAtTheApi) {
      Expect.problem(401, "invalid-token", Api.as(token).get("/v1/me"));
    }
    Expect.oauthError(401, "invalid_client", family.agent().introspect(agentsToken));
    Expect.oauthError(
        401, "invalid_client", family.agent().form().formParam("token", "x").post("/revoke"));
  }
}

package dev.avowry.agent.http;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.ECKey;
import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.TestClient;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@AvowryTest
class AgentsTest {
  private String sponsor;

  @BeforeEach
  void register() {
    sponsor = Api.sponsor();
  }

  @Nested
  class AnAdministrator {
    @ParameterizedTest(name = "POST /v1/agents with {0} → 400 (A-093)")
    @ValueSource(
        strings = {
          "id",
          "client_id",
          "node",
          "parent",
          "state",
          "created_at",
          "path",
          "lineage",
          "fence",
          "live_agents",
          "tenant",
          "is_admin",
          "credentials",
          "effective_state",
          "standing"
        })
    void cannotSetWhatAvowrySets(String member) {
      Expect.problem(400, "invalid-request", attempt(agent().with(member, "x")));
    }

    @ParameterizedTest(name = "POST /v1/agents {0}={1} → 400")
    @CsvSource(
        quoteCharacter = '`',
        value = {
          "name, ``",
          "name, `  `",
          "name, ` a`",
          "name, `a\tb`",
          "purpose, ``",
          "kind, ``",
          "kind, AI_AGENT",
          "kind, human",
          "kind, sponsor",
          "sponsor, ``",
          "sponsor, x",
          "expires_at, tomorrow",
          "expires_at, ``",
          "expires_at, 2020-01-01T00:00:00Z",
          "expires_at, +10000-01-01T00:00:00Z",
          "expires_at, +999999999-12-31T23:59:59Z",
          "expires_at, 9999-12-31",
          "max_ttl, 300",
          "max_depth, 1",
          "scopes, read",
          "jwks, x"
        })
    void isRefusedTextThatIsNone(String member, String value) {
      Expect.problem(400, "invalid-request", attempt(agent().with(member, value)));
    }

    @ParameterizedTest(name = "POST /v1/agents {0}={1} → 400")
    @CsvSource({
      "max_ttl, 0", "max_ttl, -1", "max_ttl, 901", "max_ttl, 2147483648", "max_depth, -1",
      "max_depth, 17", "max_children, -1", "max_children, 10000001", "name, 1", "kind, 1",
      "purpose, 1", "sponsor, 1", "scopes, 1", "jwks, 1"
    })
    void isRefusedANumberThatIsNone(String member, long value) {
      Expect.problem(400, "invalid-request", attempt(agent().with(member, value)));
    }

    @Test
    @DisplayName("POST /v1/agents with fractions, truth values, objects for text → 400")
    void isRefusedOtherTypes() {
      for (String member : List.of("name", "kind", "purpose", "sponsor", "max_ttl", "scopes")) {
        for (Object value : List.of(1.5, true, Map.of(), List.of(List.of()))) {
          Expect.problem(400, "invalid-request", attempt(agent().with(member, value)));
        }
      }
    }

    @Test
    @DisplayName("POST /v1/agents with null for what is needed, or in a list → 400")
    void isRefusedNull() {
      for (String member : List.of("name", "kind", "purpose", "jwks")) {
        Map<String, Object> body = new HashMap<>(agent().body());
        body.put(member, null);
        Expect.problem(400, "invalid-request", Api.admin().body(body).post("/v1/agents"));
        Expect.problem(400, "invalid-request", attempt(agent().without(member)));
      }
      for (String member : List.of("scopes", "resources")) {
        Expect.problem(
            400,
            "invalid-request",
            attempt(agent().with(member, Collections.singletonList((String) null))));
      }
    }

    @Test
    @DisplayName("POST /v1/agents with marks and control characters in the name → 400 (A-094)")
    void isRefusedANameThatCannotBeSeen() {
      for (String mark :
          List.of("\u0000", "\n", "\u202e", "\u200b", "\u2028", "\ufeff", "\ud800", "\ue000")) {
        Expect.problem(400, "invalid-request", attempt(agent().with("name", "a" + mark + "b")));
      }
      Expect.problem(400, "invalid-request", attempt(agent().with("name", "x".repeat(201))));
    }

    @Test
    @DisplayName("POST /v1/agents with scopes and resources that are none → 400")
    void isRefusedAMalformedCeiling() {
      for (String scope : List.of("", "a b", "a\"b", "é", "x".repeat(101), "a\nb")) {
        Expect.problem(400, "invalid-request", attempt(agent().with("scopes", List.of(scope))));
      }
      for (String uri :
          List.of("", "orders", "//x", "https://x#y", "https://u:p@x", "https://a b", "%")) {
        Expect.problem(400, "invalid-request", attempt(agent().with("resources", List.of(uri))));
      }
      Expect.problem(
          400,
          "invalid-request",
          attempt(agent().with("scopes", Collections.nCopies(201, "read"))));
    }

    @Test
    @DisplayName("POST /v1/agents with a code root that is none → 400")
    void isRefusedAMalformedCodeRoot() {
      for (Map<String, String> root :
          List.of(
              Map.of("commit", "abc"),
              Map.of("commit", "G".repeat(40)),
              Map.of("image_digest", "sha256:abc"),
              Map.of("repository", "git"),
              Map.of("branch", "main"))) {
        Expect.problem(400, "invalid-request", attempt(agent().with("code_root", root)));
      }
    }

    @Test
    @DisplayName("POST /v1/agents with keys that are none → 422 invalid-key (A-023)")
    void isRefusedKeysThatAreNone() {
      ECKey key = TestClient.newKey();
      Map<String, Object> good = key.toPublicJWK().toJSONObject();
      for (Map<String, Object> bad :
          List.of(
              key.toJSONObject(),
              changed(good, "kty", "oct"),
              changed(good, "kty", "RSA"),
              changed(good, "crv", "P-384"),
              changed(good, "crv", "secp256k1"),
              changed(good, "x", "AA"),
              changed(good, "y", key.getX().toString()),
              changed(good, "k", "AAAA"),
              changed(good, "use", "enc"),
              changed(good, "alg", "RS256"),
              changed(good, "key_ops", List.of("sign")),
              changed(good, "kid", "a\u0000b"),
              Map.<String, Object>of())) {
        Expect.problem(422, "invalid-key", attempt(agent().with("jwks", keys(bad))));
      }
    }

    @Test
    @DisplayName("POST /v1/agents with no key, nine keys, a key twice → 400")
    void isRefusedTooFewOrTooManyKeys() {
      Map<String, Object> key = TestClient.newKey().toPublicJWK().toJSONObject();
      Map<?, ?>[] nine = new Map<?, ?>[9];
      for (int i = 0; i < nine.length; i++) {
        nine[i] = TestClient.newKey().toPublicJWK().toJSONObject();
      }
      Expect.problem(400, "invalid-request", attempt(agent().with("jwks", keys())));
      Expect.problem(400, "invalid-request", attempt(agent().with("jwks", keys(nine))));
      Expect.problem(400, "invalid-request", attempt(agent().with("jwks", keys(key, key))));
    }

    @Test
    @DisplayName("GET /v1/agents with filters that are none → 400")
    void isRefusedFiltersThatAreNone() {
      for (String query :
          List.of(
              "sponsor=x",
              "kind=x",
              "state=x",
              "after=x",
              "limit=0",
              "limit=501",
              "limit=x",
              "name=%00",
              "name=%E2%80%AE",
              "name=" + "x".repeat(201))) {
        Expect.problem(
            400,
            "invalid-request",
            Api.admin().urlEncodingEnabled(false).get("/v1/agents?" + query));
      }
    }

    @Test
    @DisplayName("GET /v1/agents?name=%25 and SQL → plain text, finds nothing (A-095, A-115)")
    void searchesForText() {
      for (String name : List.of("%25", "_", "%27%20or%20%271%27=%271", "%5C")) {
        Api.admin()
            .urlEncodingEnabled(false)
            .get("/v1/agents?name=" + name)
            .then()
            .statusCode(200)
            .body("total", equalTo(0));
      }
    }

    @ParameterizedTest(name = "GET /v1/agents/{0} → 404")
    @ValueSource(
        strings = {
          "x",
          "AAAAAAAAAAA",
          "AAAAAAAAAAB",
          "%E2%82%AC",
          "%ff",
          "1",
          "null",
          "-_-_-_-_-_A"
        })
    void findsNothingByWhatIsNoId(String id) {
      for (String path : List.of("/v1/agents/", "/v1/sponsors/")) {
        Expect.problem(404, "not-found", Api.admin().urlEncodingEnabled(false).get(path + id));
      }
      Expect.problem(
          404, "not-found", Api.admin().urlEncodingEnabled(false).get("/v1/nodes/" + id + "/tree"));
    }

    @Test
    @DisplayName("GET /v1/agents pages by key: every item once")
    void pages() {
      String own = Api.sponsor();
      for (int i = 0; i < 5; i++) {
        Api.agent(own).register();
      }
      List<String> all = Api.admin().get("/v1/agents?sponsor=" + own).path("items.id");
      Response first = Api.admin().get("/v1/agents?limit=3&sponsor=" + own);
      String next = first.path("next");
      Response second =
          Api.admin().get("/v1/agents?limit=3&sponsor=%s&after=%s".formatted(own, next));

      assertEquals(all.subList(0, 3), first.path("items.id"));
      assertEquals(all.subList(3, 5), second.path("items.id"));
      second.then().body("total", equalTo(5)).body("next", equalTo(null));
    }
  }

  @Nested
  class TheSponsor {
    @Test
    @DisplayName("missing, and the caller an agent → the caller's own")
    void isNeverMissing() {
      TestClient below =
          agent()
              .without("sponsor")
              .with("resources", List.of())
              .with("max_depth", 1)
              .with("max_children", 1)
              .with("scopes", List.of())
              .register();

      String answers = Api.admin().get("/v1/agents/" + below.id()).path("sponsor");
      assertTrue(answers != null && !answers.equals(sponsor));
    }

    @Test
    @DisplayName("unknown, an agent → 422 sponsor-not-live")
    void isASponsor() {
      for (String id : List.of("AAAAAAAAAAA", Api.agent(sponsor).register().id())) {
        Expect.problem(422, "sponsor-not-live", attempt(agent().with("sponsor", id)));
      }
    }

    @ParameterizedTest(name = "{0}d → 422 sponsor-not-live")
    @ValueSource(strings = {"suspend", "revoke"})
    void isAlive(String mode) {
      String dead = Api.sponsor();
      Api.order(mode, "sponsor", dead).then().statusCode(200);

      Expect.problem(422, "sponsor-not-live", attempt(Api.agent(dead)));
    }
  }

  @Nested
  class AnAgent {
    @Test
    @DisplayName("POST /v1/agents with agents:spawn → 201 below itself, its parent's sponsor")
    void registersBelowItself() {
      TestClient parent = agent().register();
      TestClient child = NewTestAgent.subAgent().register(parent.ownToken("agents:spawn"));

      Api.admin()
          .get("/v1/agents/" + child.id())
          .then()
          .body("parent", equalTo(parent.id()))
          .body("sponsor", equalTo(sponsor));
    }

    @Test
    @DisplayName("POST /v1/agents with a sponsor → 400, even its own")
    void cannotChooseASponsor() {
      String token = agent().register().ownToken("agents:spawn");
      for (String id : List.of(sponsor, Api.sponsor(), "x")) {
        Expect.problem(
            400, "invalid-request", NewTestAgent.subAgent().with("sponsor", id).tryRegister(token));
      }
    }

    @Test
    @DisplayName("POST /v1/agents without agents:spawn in the token → 403")
    void needsTheScope() {
      Expect.problem(
          403,
          "insufficient-scope",
          NewTestAgent.subAgent().tryRegister(agent().register().ownToken("read")));
    }

    @Test
    @DisplayName("POST /v1/agents beyond its ceiling in any respect → 422 ceiling-exceeded")
    void staysWithinItsCeiling() {
      String token =
          agent()
              .with("max_depth", 2)
              .with("max_children", 5)
              .with("max_ttl", 200)
              .register()
              .ownToken("agents:spawn");
      Map<String, Object> beyond =
          Map.of(
              "scopes", List.of("read", "delete"),
              "resources", List.of("https://other.example"),
              "max_ttl", 201,
              "max_depth", 2,
              "max_children", 6);
      beyond.forEach(
          (member, value) ->
              Expect.problem(
                  422,
                  "ceiling-exceeded",
                  NewTestAgent.subAgent()
                      .with("max_ttl", 200)
                      .with(member, value)
                      .tryRegister(token)));
    }

    @Test
    @DisplayName("POST /v1/agents 8 times at once with max_children 3 → three (A-061)")
    void hasNoMoreChildrenThanItsCeiling() throws Exception {
      String token = agent().with("max_children", 3).register().ownToken("agents:spawn");

      List<Integer> statuses =
          AtOnce.run(8, () -> NewTestAgent.subAgent().tryRegister(token).statusCode());

      assertEquals(3, Collections.frequency(statuses, 201));
      assertEquals(5, Collections.frequency(statuses, 422));
    }
  }

  @Nested
  class ACredential {
    @Test
    @DisplayName("POST …/credentials by the agent itself → 403 or 404, by its parent → 201")
    void isNotForTheAgentItselfToAdd() {
      TestClient parent = agent().register();
      TestClient child =
          NewTestAgent.subAgent()
              .with("scopes", List.of("agents:spawn"))
              .register(parent.ownToken("agents:spawn"));
      Map<String, Object> key = Map.of("jwk", TestClient.newKey().toPublicJWK().toJSONObject());
      String path = "/v1/agents/" + child.id() + "/credentials";

      Expect.problem(404, "not-found", Api.as(child.ownToken("agents:spawn")).body(key).post(path));
      Api.as(parent.ownToken("agents:spawn")).body(key).post(path).then().statusCode(201);
    }

    @Test
    @DisplayName("POST …/credentials the same key 10 times at once → one 201, nine 409")
    void isThereOnce() throws Exception {
      TestClient client = agent().register();
      Map<String, Object> key = Map.of("jwk", TestClient.newKey().toPublicJWK().toJSONObject());
      String path = "/v1/agents/" + client.id() + "/credentials";

      List<Integer> statuses = AtOnce.run(10, () -> Api.admin().body(key).post(path).statusCode());

      assertEquals(1, Collections.frequency(statuses, 201));
      assertEquals(9, Collections.frequency(statuses, 409));
      Expect.problem(409, "conflict", Api.admin().body(key).post(path));
    }

    @Test
    @DisplayName("POST …/credentials below a dead agent → 409, of nobody → 404")
    void isForALiveAgent() {
      TestClient client = agent().register();
      Api.order("revoke", "agent", client.id()).then().statusCode(200);
      Map<String, Object> key = Map.of("jwk", TestClient.newKey().toPublicJWK().toJSONObject());

      Expect.problem(
          409,
          "conflict",
          Api.admin().body(key).post("/v1/agents/" + client.id() + "/credentials"));
      for (String id : List.of("AAAAAAAAAAA", sponsor, "x")) {
        Expect.problem(
            404, "not-found", Api.admin().body(key).post("/v1/agents/" + id + "/credentials"));
      }
    }

    @Test
    @DisplayName("a revoked key → 401, the other key of the agent → 200")
    void diesAlone() {
      TestClient client = agent().register();
      ECKey second = TestClient.newKey();
      String path = "/v1/agents/" + client.id() + "/credentials";
      String first = Api.admin().get(path).path("items[0].id");
      Api.admin()
          .body(Map.of("jwk", second.toPublicJWK().toJSONObject()))
          .post(path)
          .then()
          .statusCode(201);

      Api.order("revoke", "credential", first).then().statusCode(200);

      Expect.oauthError(401, "invalid_client", client.clientCredentials(Map.of()));
      new TestClient(client.id(), second).clientCredentials(Map.of()).then().statusCode(200);
    }
  }

  private NewTestAgent agent() {
    return Api.agent(sponsor);
  }

  private static Response attempt(NewTestAgent agent) {
    return agent.tryRegister(Api.adminToken());
  }

  private static Map<String, Object> keys(Map<?, ?>... keys) {
    return Map.of("keys", List.of(keys));
  }

  private static Map<String, Object> changed(Map<String, Object> key, String name, Object value) {
    Map<String, Object> changed = new HashMap<>(key);
    changed.put(name, value);
    return changed;
  }
}

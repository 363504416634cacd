package dev.avowry.connection.http;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Beans;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.Expect;
import dev.avowry.testing.FarProvider;
import dev.avowry.testing.FarServer.Said;
import dev.avowry.testing.SignedInHuman;
import dev.avowry.testing.TestBrowser;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestConnection;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** agents act at third parties, and nobody's account comes into another's hands by it. */
@AvowryTest
class ConnectionsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final FarProvider far = FarProvider.start();
  private SignedInHuman human;
  private TestClient agent;
  private String provider;

  @BeforeEach
  void begin() {
    human = SignedInHuman.sponsor("Dorothy Vaughan");
    agent = agentOf(human);
    provider = far.register();
  }

  @AfterEach
  void end() {
    far.close();
  }

  private static TestClient agentOf(SignedInHuman sponsor) {
    return Api.agent(sponsor.id())
        .with("name", "planner")
        .with("scopes", List.of("vault:use", "vault:read"))
        .register();
  }

  private String begun() {
    return TestConnection.begun(TestConnection.begin(human, agent, provider));
  }

  private Response back(Map<String, String> query) {
    return TestConnection.back(human, provider, query);
  }

  private TestConnection connect() {
    return TestConnection.make(far, provider, human, agent);
  }

  private static Response call(TestClient agent, String secret, String url) {
    return Api.as(agent.ownToken("vault:use"))
        .body(Map.of("method", "GET", "url", url))
        .post("/v1/vault/{id}/request", secret);
  }

  private Response call(TestConnection made) {
    return call(agent, made.secret(), far.origin() + "/api");
  }

  private void isNotConnected() {
    TestConnection.list(Api.admin(), agent.id()).then().body("items", empty());
    Api.admin()
        .get("/v1/vault?limit=500")
        .then()
        .statusCode(200)
        .body("items.findAll { it.owner == '%s' }".formatted(human.id()), empty());
  }

  private static Map<String, String> with(Map<String, String> query, String name, String value) {
    Map<String, String> changed = new HashMap<>(query);
    if (value.isEmpty()) {
      changed.remove(name);
    } else {
      changed.put(name, value);
    }
    return changed;
  }

  private static List<Map<String, Object>> rows(String type, TestClient agent) {
    return Api.admin()
        .get("/v1/audit/events?type=%s&agent=%s".formatted(type, agent.id()))
        .then()
        .statusCode(200)
        .extract()
        .path("events");
  }

  @Nested
  class AnAdministrator {
    @Test
    @DisplayName("POST, GET and DELETE of a provider → with a redirect URI of its own, no secret")
    void registers() {
      Response shown = Api.admin().get("/v1/providers/{id}", provider);
      shown
          .then()
          .statusCode(200)
          .body("redirect_uri", equalTo(Api.ISSUER + "/console/connections/callback/" + provider))
          .body("token_endpoint_auth_method", equalTo("client_secret_basic"))
          .body("client_secret", nullValue())
          .body(not(containsString(FarProvider.SECRET)));
      Api.admin().get("/v1/providers").then().statusCode(200).body("items.id", hasItem(provider));

      Api.admin().delete("/v1/providers/{id}", provider).then().statusCode(204);

      Expect.problem(404, "not-found", Api.admin().get("/v1/providers/{id}", provider));
      Expect.problem(404, "not-found", Api.admin().delete("/v1/providers/{id}", provider));
      assertEquals(404, TestConnection.begin(human, agent, provider).statusCode());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "token_endpoint=http://far.example/token",
          "token_endpoint=https://127.0.0.1@far.example/token",
          "token_endpoint=https://10.0.0.1/token",
          "authorization_endpoint=javascript:alert(1)",
          "authorization_endpoint=https://far.example/authorize#a",
          "revocation_endpoint=https://[fd00::1]/",
          "issuer=not a uri",
          "token_endpoint_auth_method=private_key_jwt",
          "token_endpoint_auth_method=none",
          "client_secret=",
          "name= ",
          "client_id=\u00e9"
        })
    @DisplayName("POST of what is no provider → 400")
    void mayBeWrong(String wrong) {
      String[] member = wrong.split("=", 2);
      Map<String, Object> body = new HashMap<>(far.body());
      body.put(member[0], member[1]);
      Expect.problem(400, "invalid-request", Api.admin().body(body).post("/v1/providers"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"scopes", "destinations"})
    @DisplayName("POST without scopes or destinations → 400")
    void mayBeEmpty(String member) {
      Map<String, Object> body = new HashMap<>(far.body());
      body.put(member, List.of());
      Expect.problem(400, "invalid-request", Api.admin().body(body).post("/v1/providers"));
    }
  }

  @Nested
  class WhoAnswersForAnAgent {
    @Test
    @DisplayName("connects it → the agent has requests sent, is told no token, and can read none")
    void connects() {
      TestConnection made = connect();

      assertEquals("connected", made.member("state"));
      assertEquals("true", made.member("refreshes"));
      Response answer = call(made);
      answer.then().statusCode(200).body("status", equalTo(200));
      far.secrets().forEach(secret -> assertFalse(answer.asString().contains(secret)));
      Expect.problem(
          404,
          "not-found",
          Api.as(agent.ownToken("vault:read"))
              .body(Map.of())
              .post("/v1/vault/{id}/read", made.secret()));
      Response elsewhere = call(agent, made.secret(), far.origin() + "/token");
      Expect.problem(403, "forbidden", elsewhere);
      assertEquals(404, call(agentOf(human), made.secret(), far.origin() + "/api").statusCode());
    }

    @Test
    @DisplayName("finds it in the record, without what is secret of it")
    void isOnRecord() throws Exception {
      String location = begun();
      Map<String, String> query = far.consent(location);
      back(query).then().statusCode(303);
      TestConnection made = TestConnection.of(human, agent, provider);
      made.human()
          .browser()
          .form()
          .post("/console/agents/{id}/connections/{c}/end", agent.id(), made.id())
          .then()
          .statusCode(303);

      for (String type : List.of("connection_begun", "connection_made", "connection_ended")) {
        Eventually.within(PATIENCE, type, () -> !rows(type, agent).isEmpty());
        String shown = rows(type, agent).toString();
        assertTrue(shown.contains(provider), shown);
        query.values().stream()
            .filter(value -> !value.equals(FarProvider.ISSUER))
            .forEach(secret -> assertFalse(shown.contains(secret), shown));
        far.secrets().forEach(secret -> assertFalse(shown.contains(secret), shown));
      }
    }

    @Test
    @DisplayName("connects it again → the same connection and secret, with other tokens")
    void renews() {
      TestConnection first = connect();
      far.forgets();
      call(first).then().body("status", equalTo(401));

      TestConnection second = connect();

      assertEquals(first.id(), second.id());
      assertEquals(first.secret(), second.secret());
      call(second).then().body("status", equalTo(200));
    }

    @Test
    @DisplayName("begins twice before coming back → one connection, with the later tokens")
    void beginsTwice() {
      String first = begun();
      String second = begun();
      back(far.consent(first)).then().statusCode(303);
      far.forgets();
      back(far.consent(second)).then().statusCode(303);

      TestConnection.list(Api.admin(), agent.id()).then().body("items", hasSize(1));
      call(TestConnection.of(human, agent, provider)).then().body("status", equalTo(200));
    }

    @Test
    @DisplayName("comes back from eight requests at once → one connection, and one secret")
    void comesBackAtOnce() throws Exception {
      List<String> all = IntStream.range(0, 8).mapToObj(any -> begun()).toList();
      AtomicInteger next = new AtomicInteger();
      List<Integer> answers =
          AtOnce.run(8, () -> back(far.consent(all.get(next.getAndIncrement()))).statusCode());

      assertTrue(answers.contains(303) && Set.of(303, 409).containsAll(answers), answers::toString);

      TestConnection.list(Api.admin(), agent.id()).then().body("items", hasSize(1));
      Api.admin()
          .get("/v1/vault?limit=500")
          .then()
          .body("items.findAll { it.owner == '%s' }".formatted(human.id()), hasSize(1));
      call(TestConnection.of(human, agent, provider)).then().body("status", equalTo(200));
    }

    @Test
    @DisplayName("asks for less than there is, and not for more")
    void narrows() {
      String location =
          TestConnection.begun(
              TestConnection.begin(human, agent, provider, "calendar.read calendar.read"));
      assertTrue(location.contains("&scope=calendar.read&"), location);
      assertEquals(
          400, TestConnection.begin(human, agent, provider, "calendar.admin").statusCode());
    }

    @Test
    @DisplayName("without refresh tokens → the secret ends with the token")
    void isNotRefreshed() {
      far.withoutRefresh();
      TestConnection made = connect();

      assertEquals("false", made.member("refreshes"));
      Api.admin()
          .get("/v1/vault/{id}", made.secret())
          .then()
          .statusCode(200)
          .body("expires_at", equalTo(made.member("expires_at")));
    }

    @Test
    @DisplayName("DELETE → no request any more, and the refresh token is given back")
    void ends() throws Exception {
      TestConnection made = connect();

      Api.admin()
          .delete("/v1/agents/{id}/connections/{c}", agent.id(), made.id())
          .then()
          .statusCode(204);

      assertEquals(404, call(made).statusCode());
      Eventually.within(PATIENCE, "it is given back", far::hasBack);
      Eventually.within(
          PATIENCE,
          "it is over",
          () ->
              Api.admin()
                      .delete("/v1/agents/{id}/connections/{c}", agent.id(), made.id())
                      .statusCode()
                  == 404);
      isNotConnected();
      TestConnection other = connect();
      assertNotEquals(made.id(), other.id());
      call(other).then().body("status", equalTo(200));
    }

    @Test
    @DisplayName("GET /console/agents/{id}/connections → what it is, escaped")
    void sees() {
      String hostile = far.register(Map.of("name", "<script>alert(1)</script>"));
      TestConnection.make(far, hostile, human, agent);
      human
          .browser()
          .get()
          .get("/console/agents/{id}/connections", agent.id())
          .then()
          .statusCode(200)
          .body(containsString("&lt;script&gt;alert(1)"))
          .body(not(containsString("<script>alert(1)")))
          .body(containsString("calendar.write"));
    }
  }

  @Nested
  class SomebodyElse {
    private SignedInHuman other;

    @BeforeEach
    void signIn() {
      other = SignedInHuman.sponsor("Somebody Else");
    }

    @Test
    @DisplayName(
        "can begin nothing, see nothing and end nothing of an agent that is not theirs: 404")
    void mayNothing() {
      TestConnection made = connect();
      assertEquals(404, TestConnection.begin(other, agent, provider).statusCode());
      TestBrowser browser = other.browser();
      String place = "/console/agents/" + agent.id() + "/connections";
      assertEquals(404, browser.get().get(place).statusCode());
      assertEquals(404, browser.form().post(place + "/" + made.id() + "/end").statusCode());
      call(made).then().body("status", equalTo(200));
    }

    @Test
    @DisplayName("sends a link with their own account's code → nothing is connected (CORF, COAT)")
    void injectsTheirAccount() {
      TestClient theirs = agentOf(other);
      String location = TestConnection.begun(TestConnection.begin(other, theirs, provider));
      Map<String, String> query = far.consent(location);

      back(query).then().statusCode(400).body(containsString("not begun in this session"));

      assertEquals(400, TestConnection.back(other, provider, query).statusCode());
      assertEquals(0, far.asked());
      isNotConnected();
    }

    @Test
    @DisplayName("brings back what another human began → nothing is connected (session fixation)")
    void takesAnothersAccount() {
      Map<String, String> query = far.consent(begun());

      TestConnection.back(other, provider, query).then().statusCode(400);

      assertEquals(400, back(query).statusCode());
      assertEquals(0, far.asked());
      isNotConnected();
    }

    @Test
    @DisplayName("has a form sent from elsewhere → refused")
    void forges() {
      human
          .browser()
          .formFromElsewhere()
          .formParam("provider", provider)
          .post("/console/agents/{id}/connections", agent.id())
          .then()
          .statusCode(403);
    }
  }

  @Nested
  class WhatComesBack {
    private void isRefused(Response answer) {
      answer.then().statusCode(400).body(containsString("nothing was connected"));
      isNotConnected();
    }

    @Test
    @DisplayName("in another session of the same human → 400")
    void isOfTheSession() {
      Map<String, String> query = far.consent(begun());
      isRefused(TestConnection.back(TestBrowser.of(human.id()), provider, query));
      isRefused(back(query));
    }

    @Test
    @DisplayName("to another provider's address → 400 (mix-up)")
    void isOfTheProvider() {
      Map<String, String> query = far.consent(begun());
      isRefused(TestConnection.back(human, far.register(), query));
      isRefused(back(query));
      assertEquals(0, far.asked());
    }

    @Test
    @DisplayName("without a state, or with one that nobody has given → 400")
    void hasAState() {
      Map<String, String> query = far.consent(begun());
      isRefused(back(with(query, "state", "")));
      isRefused(back(with(query, "state", query.getOrDefault("state", "") + "A")));
      back(query).then().statusCode(303);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://evil.example", FarProvider.ISSUER + "/"})
    @DisplayName("from another issuer, or nobody says from which → 400")
    void isOfTheIssuer(String issuer) {
      isRefused(back(with(far.consent(begun()), "iss", issuer)));
      assertEquals(0, far.asked());
    }

    @Test
    @DisplayName("with an issuer where none is registered → 400; without one → connected")
    void hasNoIssuer() {
      provider = far.register(Map.of("issuer", ""));
      isRefused(back(far.consent(begun())));
      back(with(far.consent(begun()), "iss", "")).then().statusCode(303);
    }

    @Test
    @DisplayName("with a refusal → 400, and the record says so")
    void isARefusal() throws Exception {
      Map<String, String> query = with(far.consent(begun()), "error", "access_denied");
      isRefused(back(query));
      isRefused(back(with(query, "error", "")));
      Eventually.within(
          PATIENCE,
          "it is on record",
          () -> rows("connection_refused", agent).toString().contains("denied"));
    }

    @Test
    @DisplayName("too late → 400")
    void isTooLate() {
      Map<String, String> query = far.consent(begun());
      Beans.ask(
          Pool.class,
          pool ->
              pool.query("update connection_state set until = now() - interval '1 second'")
                  .execute());
      isRefused(back(query));
    }

    @Test
    @DisplayName("twice, and eight times at once → once")
    void isUsedOnce() throws Exception {
      Map<String, String> query = far.consent(begun());
      List<Integer> answers = AtOnce.run(8, () -> back(query).statusCode());
      assertEquals(1, Collections.frequency(answers, 303), answers.toString());
      assertEquals(1, far.asked());
      TestConnection.list(Api.admin(), agent.id()).then().body("items", hasSize(1));
    }

    @Test
    @DisplayName("for an agent that was suspended meanwhile → 400")
    void isForWhoLives() {
      Map<String, String> query = far.consent(begun());
      Api.order("suspend", "agent", agent.id());
      isRefused(back(query));
      assertEquals(0, far.asked());
      assertEquals(409, TestConnection.begin(human, agent, provider).statusCode());
    }

    @Test
    @DisplayName("with a code of somebody else's request → 400")
    void isOfTheRequest() {
      Map<String, String> query = far.consent(begun());
      String other = far.consent(begun()).getOrDefault("code", "");
      isRefused(back(with(query, "code", other)));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "token_type=mac", "scope=calendar.read calendar.admin", "access_token=a b c d e f",
          "expires_in=soon", "expires_in=0", "refresh_token=\u0000"
        })
    @DisplayName("with tokens that are none of those asked for → 400")
    void isStrict(String odd) {
      String[] member = odd.split("=", 2);
      far.adds(Map.of(member[0], member[1]));
      isRefused(back(far.consent(begun())));
    }

    @Test
    @DisplayName("with an answer that redirects, is no JSON, is too long or an error → 400")
    void isAnAnswer() {
      for (Said said :
          List.of(
              Said.of(302, Map.of("Location", far.origin() + "/token"), "x"),
              Said.text("[]"),
              Said.text("no"),
              Said.text("{\"token_type\":\"bearer\",\"a\":\"" + "a".repeat(70_000) + "\"}"),
              Said.of(500, Map.of(), "no"),
              Said.of(401, Map.of(), "{\"error\":\"invalid_client\"}"))) {
        far.says(said);
        isRefused(back(far.consent(begun())));
      }
    }
  }

  @Nested
  class ARefresh {
    @Test
    @DisplayName("comes before the token ends, each refresh token once")
    void comes() throws Exception {
      far.lasting(3);
      TestConnection made = connect();

      Eventually.within(PATIENCE, "it is refreshed thrice", () -> far.refreshed() >= 3);

      far.lasting(3_600);
      Eventually.within(PATIENCE, "it is refreshed", () -> isLasting(made));
      assertFalse(far.wasReplayed());
      call(made).then().body("status", equalTo(200));
      Api.admin()
          .get("/v1/vault/{id}", made.secret())
          .then()
          .body("bindings[0].origin", equalTo(far.origin()));
    }

    private static boolean isLasting(TestConnection made) {
      return Instant.parse(made.member("expires_at")).isAfter(Instant.now().plusSeconds(600));
    }

    @Test
    @DisplayName("that is refused for good → broken, on record, and connected again by a human")
    void breaks() throws Exception {
      far.lasting(2);
      TestConnection made = connect();
      far.forgets();

      Eventually.within(PATIENCE, "it is broken", () -> made.member("state").equals("broken"));

      assertEquals("invalid_grant", made.member("fault"));
      Eventually.within(
          PATIENCE, "it is on record", () -> !rows("connection_broken", agent).isEmpty());
      far.lasting(3_600);
      connect();
      assertEquals("connected", made.member("state"));
      call(made).then().body("status", equalTo(200));
    }

    @Test
    @DisplayName("that nobody answers is tried again")
    void goesOn() throws Exception {
      far.lasting(2);
      TestConnection made = connect();
      far.says(Said.of(503, Map.of(), "later"));
      Eventually.within(PATIENCE, "it fails", () -> "senseless".equals(made.member("fault")));
      far.lasting(3_600);

      far.says(Said.text(""));

      Eventually.within(PATIENCE, "it is refreshed", () -> far.refreshed() == 1);
      Eventually.within(PATIENCE, "all is well", () -> made.member("fault").equals("null"));
    }

    @Test
    @DisplayName("does not come for an agent that is suspended")
    void waits() throws Exception {
      far.lasting(4);
      TestConnection made = connect();
      Api.order("suspend", "agent", agent.id());
      Eventually.within(PATIENCE, "it is looked at", () -> isPutOff(made));
      assertEquals(0, far.refreshed());
    }

    private boolean isPutOff(TestConnection made) {
      return Beans.ask(
          Pool.class,
          pool ->
              pool.query(
                      "select 1 from connection where due_at > now() + interval '30 seconds'"
                          + " and id_text(id) = '%s'".formatted(made.id()))
                  .execute()
                  .map(rows -> rows.size() == 1));
    }

    @Test
    @DisplayName("does not come for an agent that is revoked: its refresh token is given back")
    void isGivenBack() throws Exception {
      far.lasting(4);
      connect();
      Api.order("revoke", "agent", agent.id());
      Eventually.within(PATIENCE, "it is given back", far::hasBack);
      Eventually.within(
          PATIENCE, "it is on record", () -> !rows("connection_ended", agent).isEmpty());
    }

    @Test
    @DisplayName("does not come when the keeper has removed the secret: it is given back")
    void followsTheSecret() throws Exception {
      far.lasting(3);
      TestConnection made = connect();
      Api.admin().delete("/v1/vault/{id}", made.secret()).then().statusCode(204);
      Eventually.within(PATIENCE, "it is given back", far::hasBack);
    }

    @Test
    @DisplayName("does not come from a provider that was removed")
    void endsWithTheProvider() throws Exception {
      far.lasting(4);
      TestConnection made = connect();
      Api.admin().delete("/v1/providers/{id}", provider).then().statusCode(204);
      Eventually.within(
          PATIENCE,
          "it rests",
          () ->
              Beans.ask(
                  Pool.class,
                  pool ->
                      pool.query(
                              "select 1 from connection where due_at is null and id_text(id) = '%s'"
                                  .formatted(made.id()))
                          .execute()
                          .map(rows -> rows.size() == 1)));
      assertEquals(0, far.refreshed());
    }
  }
}

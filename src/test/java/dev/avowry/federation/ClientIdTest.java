package dev.avowry.federation;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.ClientSite;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.Expect;
import dev.avowry.testing.OutsideIssuer;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestProof;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients whose {@code client_id} is the address of a document about them. */
@AvowryTest
class ClientIdTest {
  private static final Map<String, String> READ = Map.of("scope", "read", "resource", Api.ORDERS);
  private static final String PATH = "/agents/planner";

  private ClientSite site;
  private String sponsor;
  private String trust;
  private String rule;

  @BeforeEach
  void allow() {
    site = ClientSite.start();
    sponsor = Api.sponsor();
    trust = site.trusted();
    rule =
        OutsideIssuer.ruled(trust, Map.of("host", site.origin()), OutsideIssuer.makes(sponsor, 3));
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Nested
  class AClient {
    @Test
    @DisplayName("POST /token → 200: an agent under the sponsor, the policy on the path")
    void isLetIn() {
      TestClient client = site.client(PATH);

      String token = token(client.clientCredentials(READ));

      String agent = Api.claims(token).getString("client_id");
      List<String> path = Api.claims(token).getList("status.lineage.path");
      assertEquals(List.of(sponsor, agent, trust, rule), path);
      assertEquals(agent, Api.claims(token).getString("sub"));
      Api.admin()
          .get("/v1/agents/{id}", agent)
          .then()
          .statusCode(200)
          .body("sponsor", equalTo(sponsor))
          .body("name", equalTo(client.id()))
          .body("scopes", equalTo(List.of("read")));
      assertEquals(agent, Api.claims(token(client.clientCredentials(READ))).getString("sub"));
    }

    @Test
    @DisplayName("30 at once → one agent, and its document is asked for twice at the most")
    void isOne() throws Exception {
      TestClient client = site.client(PATH);

      List<Response> answers = AtOnce.run(30, () -> client.clientCredentials(READ));

      Set<String> agents = new TreeSet<>();
      answers.forEach(answer -> agents.add(Api.claims(token(answer)).getString("sub")));
      assertEquals(1, agents.size(), agents::toString);
      Api.admin()
          .get("/v1/trusted-issuers/{id}/rules", trust)
          .then()
          .body("items[0].makes.made", equalTo(1));
    }

    @Test
    @DisplayName("its keys at jwks_uri → 200; the keys are remembered")
    void hasItsKeysElsewhere() {
      TestClient client = site.client(PATH);
      changed(
          client,
          document -> {
            document.remove("jwks");
            document.put("jwks_uri", site.origin() + "/keys");
          });
      site.publish("/keys", Map.of("keys", List.of(client.key().toPublicJWK().toJSONObject())));

      token(client.clientCredentials(READ));
      int fetched = site.fetched();
      token(client.clientCredentials(READ));

      assertEquals(fetched, site.fetched());
    }

    @Test
    @DisplayName("the same assertion again → 401 (A-017)")
    void isUsedUp() {
      String assertion = site.client(PATH).assertion();

      token(OutsideIssuer.asClient(assertion, READ));
      refused(OutsideIssuer.asClient(assertion, READ));
    }

    @Test
    @DisplayName("dpop_bound_access_tokens: a token only with a proof, RFC 9449 §5.2")
    void wantsItsTokensBound() {
      TestClient client = site.client(PATH);
      changed(client, document -> document.put("dpop_bound_access_tokens", true));

      Expect.oauthError(400, "invalid_dpop_proof", client.clientCredentials(READ));
      token(client.clientCredentials(READ, TestProof.ofTokenRequest(TestClient.newKey()).sign()));
    }

    @Test
    @DisplayName("client_id besides the assertion: its address → 200, its agent or another → 401")
    void saysItsAddressTwice() {
      TestClient client = site.client(PATH);
      String agent = Api.claims(token(client.clientCredentials(READ))).getString("sub");

      token(named(client, client.id()));
      refused(named(client, agent));
      refused(named(client, client.id() + "/"));
    }

    @Test
    @DisplayName("no more than its policy allows, and nothing for /introspect alone")
    void isCounted() {
      for (String path : List.of("/a", "/b", "/c")) {
        token(site.client(path).clientCredentials(READ));
      }
      refused(site.client("/d").clientCredentials(READ));
      refused(site.client("/e").introspect("x"));
    }

    @Test
    @DisplayName("a scope above the policy's → 400")
    void isInsideItsCeiling() {
      Expect.oauthError(
          400,
          "invalid_scope",
          site.client(PATH).clientCredentials(Map.of("scope", "write", "resource", Api.ORDERS)));
    }

    private Response named(TestClient client, String id) {
      Map<String, String> more = new HashMap<>(READ);
      more.put("client_id", id);
      return OutsideIssuer.asClient(client.assertion(), more);
    }
  }

  @Nested
  class AnAdministrator {
    @Test
    @DisplayName(
        "revokes or suspends the policy, the rule, the agent → 401, and its tokens are dead")
    void endsIt() {
      TestClient client = site.client(PATH);
      String token = token(client.clientCredentials(READ));
      String agent = Api.claims(token).getString("sub");

      for (Map.Entry<String, String> each :
          List.of(Map.entry("trust", rule), Map.entry("trust", trust), Map.entry("agent", agent))) {
        String held = token(client.clientCredentials(READ));
        Api.order("suspend", each.getKey(), each.getValue()).then().statusCode(200);
        refused(client.clientCredentials(READ));
        assertFalse(isAlive(held));
        Api.order("resume", each.getKey(), each.getValue()).then().statusCode(200);
        token(client.clientCredentials(READ));
      }
      Api.order("revoke", "agent", agent).then().statusCode(200);
      // it is not made again.
      refused(client.clientCredentials(READ));
      Api.admin().delete("/v1/trusted-issuers/{id}", trust).then().statusCode(204);
      refused(site.client("/b").clientCredentials(READ));
    }

    @Test
    @DisplayName(
        "names one address and the agent that it is → 200 by that, 401 for its neighbour (A-095)")
    void namesOne() {
      try (ClientSite other = ClientSite.start()) {
        TestClient agent = Api.agent(sponsor).register();
        TestClient client = other.client("/team-a");
        OutsideIssuer.ruled(
            other.trusted(), Map.of("client_id", client.id()), Map.of("agent", agent.id()));

        assertEquals(
            agent.id(), Api.claims(token(client.clientCredentials(READ))).getString("sub"));
        refused(other.client("/team-a-admins").clientCredentials(READ));
        refused(other.client("/team-a/").clientCredentials(READ));
      }
    }

    @ParameterizedTest(name = "POST /v1/trusted-issuers with the host {0} → 400 (A-090, A-096)")
    @ValueSource(
        strings = {
          "https://clients.example/",
          "https://clients.example/a",
          "http://clients.example",
          "clients.example",
          "https://*.example",
          "https://10.0.0.1",
          "https://[::ffff:10.0.0.1]",
          "https://Clients.example"
        })
    void namesAHost(String host) {
      Expect.problem(400, "invalid-request", trusted(Map.of("issuer", host)));
    }

    @Test
    @DisplayName(
        "keys, audience or lifetime besides → 400; the host as an issuer of tokens as well → 201")
    void saysNothingElse() {
      for (Map<String, Object> more :
          List.<Map<String, Object>>of(
              Map.of("discovery", true),
              Map.of("audience", "x"),
              Map.of("max_lifetime", 60),
              Map.of("single_use", false),
              Map.of("trust_domain", "x"))) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("issuer", "https://%s.example".formatted(UUID.randomUUID()));
        Expect.problem(400, "invalid-request", trusted(body));
      }
      Expect.problem(409, "conflict", trusted(Map.of()));
      trusted(Map.of("profile", "oidc", "jwks_uri", site.origin() + "/keys"))
          .then()
          .statusCode(201);
    }

    @Test
    @DisplayName("a policy for anybody at the host says so, or is a quarantine; else → 400")
    void saysWhom() {
      Expect.problem(
          400,
          "invalid-request",
          OutsideIssuer.rule(trust, Map.of(), OutsideIssuer.makes(sponsor, 1)));
      Expect.problem(
          400,
          "invalid-request",
          OutsideIssuer.rule(trust, Map.of("sub", "x"), OutsideIssuer.makes(sponsor, 1)));
    }

    @Test
    @DisplayName("adopts a client that waits in quarantine → 200 as the agent it is then")
    void adopts() {
      try (ClientSite other = ClientSite.start()) {
        OutsideIssuer.ruled(other.trusted(), Map.of(), OutsideIssuer.quarantine(sponsor, 2));
        TestClient client = other.client(PATH);
        String waiting = Api.claims(token(client.clientCredentials(READ))).getString("sub");
        Map<String, Object> adoption =
            Map.of(
                "name",
                "planner",
                "kind",
                "ai_agent",
                "purpose",
                "plans",
                "sponsor",
                sponsor,
                "scopes",
                List.of("read"),
                "resources",
                List.of(Api.ORDERS));
        Api.admin()
            .body(adoption)
            .post("/v1/workloads/{id}/adoption", waiting)
            .then()
            .statusCode(201);

        String adopted = Api.claims(token(client.clientCredentials(READ))).getString("sub");
        assertNotEquals(waiting, adopted);
      }
    }

    private Response trusted(Map<String, Object> more) {
      Map<String, Object> body = new HashMap<>(site.trust());
      body.putAll(more);
      return Api.admin().body(body).post("/v1/trusted-issuers");
    }
  }

  @Nested
  class AStranger {
    @Test
    @DisplayName("at a host without a policy → 401, and the host is not asked (A-090)")
    void isNotAsked() {
      try (ClientSite other = ClientSite.start()) {
        refused(other.client(PATH).clientCredentials(READ));

        assertEquals(0, other.fetched());
      }
    }

    @Test
    @DisplayName("another key than the document's → 401; its key for another address → 401")
    void isNotTheClient() {
      TestClient client = site.client(PATH);

      refused(new TestClient(client.id(), TestClient.newKey()).clientCredentials(READ));
      refused(new TestClient(site.origin() + "/other", client.key()).clientCredentials(READ));
    }

    @ParameterizedTest(name = "client_id {0} → 401 (A-090, A-096)")
    @ValueSource(
        strings = {
          "%s%s?x=y",
          "%s%s#x",
          "%s/.%s",
          "%s/..%s",
          "%s/%%2e%%2e%s",
          "%s/%s",
          "%s.%s",
          "%s@evil.example%s",
          "%s%s%%00"
        })
    void hasNoOtherSpelling(String form) {
      TestClient client = site.client(PATH);
      String spelled = form.formatted(site.origin(), PATH);
      site.publish(PATH, ClientSite.document(new TestClient(spelled, client.key())));

      refused(new TestClient(spelled, client.key()).clientCredentials(READ));
      assertEquals(0, site.fetched());
    }

    @Test
    @DisplayName("the host's iss with another sub is no token of an issuer → 401")
    void isNoIssuer() {
      TestClient client = site.client(PATH);
      for (String issuer : List.of(site.origin(), client.id())) {
        refused(
            OutsideIssuer.asClient(
                client.assertion(claims -> claims.issuer(issuer).subject("workload")), READ));
      }
    }

    @Test
    @DisplayName("aud, exp and typ are held to the rules for every client → 401 (A-015)")
    void followsTheRules() {
      TestClient client = site.client(PATH);

      refused(assertedWith(client, "aud", List.of(Api.ISSUER, "https://other.example")));
      refused(assertedWith(client, "aud", Api.ISSUER + "/token"));
      refused(assertedWith(client, "exp", 1L));
      refused(assertedWith(client, "jti", ""));
    }

    private Response assertedWith(TestClient client, String name, Object value) {
      return OutsideIssuer.asClient(client.assertion(claims -> claims.claim(name, value)), READ);
    }
  }

  @Nested
  class TheDocument {
    @TestFactory
    @DisplayName("says something else → 401 to a stranger, and nothing is told")
    Stream<DynamicTest> isNoneOfTheClient() {
      Map<String, Consumer<Map<String, Object>>> changes =
          Map.of(
              "client_id", document -> document.put("client_id", site.origin() + "/other"),
              "no client_id", document -> document.remove("client_id"),
              "a secret", document -> document.put("client_secret", "s"),
              "an expiring secret", document -> document.put("client_secret_expires_at", 0),
              "client_secret_post",
                  document -> document.put("token_endpoint_auth_method", "client_secret_post"),
              "no method", document -> document.remove("token_endpoint_auth_method"),
              "no keys", document -> document.remove("jwks"),
              "two places for keys", document -> document.put("jwks_uri", site.origin() + "/keys"),
              "another grant",
                  document -> document.put("grant_types", List.of("authorization_code")),
              "5 KB", document -> document.put("client_name", "x".repeat(5 * 1024)));
      return changes.entrySet().stream()
          .map(
              each ->
                  DynamicTest.dynamicTest(
                      each.getKey(),
                      () -> {
                        TestClient client = site.client("/" + UUID.randomUUID());
                        changed(client, each.getValue());
                        refused(client.clientCredentials(READ));
                      }));
    }

    @Test
    @DisplayName("has private keys only → 401")
    void hasPrivateKeys() {
      TestClient client = site.client(PATH);
      changed(
          client,
          document -> document.put("jwks", Map.of("keys", List.of(client.key().toJSONObject()))));

      refused(client.clientCredentials(READ));
    }

    @ParameterizedTest(name = "jwks_uri {0} → 401 (A-090)")
    @ValueSource(
        strings = {
          "http://keys.example/jwks",
          "https://10.0.0.1/jwks",
          "https://169.254.169.254/latest",
          "https://[::ffff:10.0.0.1]/jwks",
          "https://[64:ff9b::a00:1]/jwks",
          "https://167772161/jwks",
          "https://user@keys.example/jwks",
          "file:///etc/passwd",
          "gopher://keys.example/"
        })
    void leadsNowhere(String uri) {
      TestClient client = site.client(PATH);
      changed(
          client,
          document -> {
            document.remove("jwks");
            document.put("jwks_uri", uri);
          });

      refused(client.clientCredentials(READ));
    }

    @Test
    @DisplayName("redirects, is missing, is no JSON, says a name twice → 401 (A-090, A-023)")
    void isNotThere() {
      try (ClientSite other = ClientSite.start()) {
        TestClient client = site.client(PATH);
        site.redirect(other.origin() + PATH);
        other.publish(PATH, ClientSite.document(client));
        refused(client.clientCredentials(READ));
        assertEquals(0, other.fetched());
      }
      try (ClientSite broken = ClientSite.start()) {
        OutsideIssuer.ruled(
            broken.trusted(), Map.of("host", broken.origin()), OutsideIssuer.makes(sponsor, 3));
        refused(
            new TestClient(broken.origin() + "/x", TestClient.newKey()).clientCredentials(READ));
        TestClient twice = broken.client("/twice");
        broken.publish(
            "/twice", "{\"client_id\":\"%1$s\",\"client_id\":\"%1$s\"}".formatted(twice.id()));
        refused(twice.clientCredentials(READ));
        broken.client("/html");
        broken.publish("/html", "<html></html>");
        refused(new TestClient(broken.origin() + "/html", twice.key()).clientCredentials(READ));
      }
    }

    @Test
    @DisplayName("cannot be had any more → 200 by the keys that are remembered")
    void isDown() {
      TestClient client = site.client(PATH);
      token(client.clientCredentials(READ));
      site.answer(500);

      // What is remembered goes on.
      token(client.clientCredentials(READ));
    }

    @Test
    @DisplayName("a key that is gone from it → 401 when it is asked again")
    void rotates() throws Exception {
      TestClient client = site.client(PATH);
      token(client.clientCredentials(READ));
      TestClient rotated = new TestClient(client.id(), TestClient.newKey());
      site.publish(PATH, ClientSite.document(rotated));

      Eventually.within(
          Duration.ofSeconds(10),
          "the new key is known",
          () -> rotated.clientCredentials(READ).statusCode() == 200);
      refused(client.clientCredentials(READ));
    }

    @Test
    @DisplayName("15 invented names of keys → it is asked once in a pause (A-128)")
    void isNotAskedAllTheTime() {
      TestClient client = site.client(PATH);
      token(client.clientCredentials(READ));
      int before = site.fetched();
      long began = System.nanoTime();
      Collections.nCopies(15, client.id())
          .forEach(id -> refused(new TestClient(id, TestClient.newKey()).clientCredentials(READ)));
      long pauses = (System.nanoTime() - began) / 200_000_000;

      assertTrue(site.fetched() - before <= 2 + pauses, () -> "fetched " + site.fetched());
    }
  }

  private void changed(TestClient client, Consumer<Map<String, Object>> change) {
    Map<String, Object> document = ClientSite.document(client);
    change.accept(document);
    site.publish(client.id().substring(site.origin().length()), document);
  }

  private static String token(Response answer) {
    return answer.then().statusCode(200).extract().path("access_token");
  }

  private static void refused(Response answer) {
    Expect.oauthError(401, "invalid_client", answer);
  }

  private static boolean isAlive(String token) {
    return Api.agent(Api.sponsor())
        .register()
        .introspect(token)
        .then()
        .statusCode(200)
        .extract()
        .path("active");
  }
}

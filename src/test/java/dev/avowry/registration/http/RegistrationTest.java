package dev.avowry.registration.http;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.Expect;
import dev.avowry.testing.OutsideIssuer;
import dev.avowry.testing.Registrant;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestProof;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that register themselves, RFC 7591, and look after that, RFC 7592. */
@AvowryTest
class RegistrationTest {
  private static final Map<String, String> READ = Map.of("scope", "read", "resource", Api.ORDERS);

  @Nested
  class ANewcomer {
    @Test
    @DisplayName("POST /register → 201: an agent under the token's sponsor, inside its ceiling")
    void registers() {
      String sponsor = Api.sponsor();
      String token = Registrant.made(Registrant.token(sponsor, 1)).getString("token");
      ECKey key = TestClient.newKey();

      Response answer =
          Registrant.tried(
              token,
              key,
              Map.of(
                  "scope",
                  "read",
                  "grant_types",
                  List.of("client_credentials"),
                  "contacts",
                  List.of("ops@example.com"),
                  "software_id",
                  "planner",
                  "client_uri",
                  "https://planner.example/",
                  "nobody_knows_this",
                  Map.of("a", 1)));

      Expect.notStored(answer);
      String id =
          answer
              .then()
              .statusCode(201)
              .body("scope", equalTo("read"))
              .body("token_endpoint_auth_method", equalTo("private_key_jwt"))
              .body("software_id", equalTo("planner"))
              .body("nobody_knows_this", nullValue())
              .body("client_secret", nullValue())
              .extract()
              .path("client_id");
      assertEquals(Api.ISSUER + "/register/" + id, answer.path("registration_client_uri"));
      Api.admin()
          .get("/v1/agents/{id}", id)
          .then()
          .statusCode(200)
          .body("sponsor", equalTo(sponsor))
          .body("parent", equalTo(sponsor))
          .body("scopes", equalTo(List.of("read")))
          .body("resources", equalTo(List.of(Api.ORDERS)))
          .body("max_ttl", equalTo(300))
          .body("max_depth", equalTo(0))
          .body("max_children", equalTo(0));
      TestClient client = new TestClient(id, key);
      client.token("read", Api.ORDERS);
      Expect.oauthError(
          400,
          "invalid_scope",
          client.clientCredentials(Map.of("scope", "write", "resource", Api.ORDERS)));
    }

    @Test
    @DisplayName("without scope → 201 with all that the token allows")
    void getsTheCeiling() {
      Registrant.registered().read().then().statusCode(200).body("scope", equalTo("read write"));
    }

    @Test
    @DisplayName("100 at once with a token for one → 1 (A-092)")
    void isCounted() throws Exception {
      JsonPath made = Registrant.made();

      List<Response> answers =
          AtOnce.run(
              100, () -> Registrant.tried(made.getString("token"), TestClient.newKey(), Map.of()));

      assertEquals(1, answers.stream().filter(answer -> answer.statusCode() == 201).count());
      answers.stream().filter(answer -> answer.statusCode() != 201).forEach(this::unknown);
      Api.admin()
          .get("/v1/registration-tokens/{id}", made.getString("id"))
          .then()
          .body("used", equalTo(1))
          .body("open", equalTo(false));
    }

    @Test
    @DisplayName("what is refused takes nothing from the count")
    void isCountedWhenItIsIn() {
      String token = Registrant.made().getString("token");

      invalid(Registrant.tried(token, TestClient.newKey(), Map.of("scope", "admin")));
      Registrant.tried(token, TestClient.newKey(), Map.of()).then().statusCode(201);
    }

    @TestFactory
    @DisplayName("asks for what is not its own → 400 by name, and nothing is made (A-092, A-093)")
    Stream<DynamicTest> cannotChoose() {
      Map<String, Object> members = new HashMap<>();
      for (String member :
          List.of(
              "sponsor",
              "parent",
              "node",
              "id",
              "state",
              "kind",
              "ceiling",
              "scopes",
              "resources",
              "max_ttl",
              "max_depth",
              "max_children",
              "expires_at",
              "client_id",
              "client_secret",
              "client_secret_expires_at",
              "client_id_issued_at",
              "registration_access_token",
              "registration_client_uri")) {
        members.put(member, "x");
      }
      members.put("scope", "read admin");
      members.put("token_endpoint_auth_method", "client_secret_basic");
      members.put("grant_types", List.of("authorization_code"));
      members.put("response_types", List.of("code"));
      members.put("dpop_bound_access_tokens", "true");
      members.put("jwks_uri", "https://keys.example/jwks");
      members.put("tls_client_auth_san_dns", "a.example");
      members.put("contacts", "ops@example.com");
      members.put("client_name", 1);
      return members.entrySet().stream()
          .map(
              each ->
                  DynamicTest.dynamicTest(
                      each.getKey(),
                      () -> {
                        Response answer =
                            Registrant.tried(
                                Registrant.made().getString("token"),
                                TestClient.newKey(),
                                Map.of(each.getKey(), each.getValue()));
                        invalid(answer);
                        assertTrue(
                            answer.<String>path("error_description").contains(each.getKey()),
                            answer.asString());
                      }));
    }

    @ParameterizedTest(name = "token_endpoint_auth_method {0} → 400")
    @ValueSource(
        strings = {"client_secret_post", "client_secret_jwt", "none", "", "PRIVATE_KEY_JWT"})
    void provesItselfByKeys(String method) {
      invalid(tried(Map.of("token_endpoint_auth_method", method)));
    }

    @Test
    @DisplayName(
        "redirect_uris, software_statement → 400 with the errors of RFC 7591 §3.2.2 (A-091)")
    void isToldWhatIsNotSupported() {
      for (String uri :
          List.of(
              "javascript:alert(1)",
              "JavaScript://a.example/%0aalert(1)",
              "data:text/html;x",
              "vbscript:x",
              "http://a.example/",
              "https://user@a.example/",
              "https://a.example/#x",
              "/relative",
              "app:/no-dot",
              "https://a.example/\"")) {
        Expect.oauthError(
            400, "invalid_redirect_uri", tried(Map.of("redirect_uris", List.of(uri))));
      }
      Expect.oauthError(
          400, "unapproved_software_statement", tried(Map.of("software_statement", "a.b.c")));
    }

    @ParameterizedTest(name = "{0}: {1} → 400 (A-090, A-091)")
    @CsvSource({
      "client_uri, javascript:alert(1)",
      "logo_uri, JavaScript:alert(1)",
      "tos_uri, data:text/html;x",
      "policy_uri, vbscript:x",
      "client_uri, http://planner.example/",
      "logo_uri, https://169.254.169.254/x"
    })
    void hasNoOtherAddresses(String member, String uri) {
      invalid(tried(Map.of(member, uri)));
    }

    @ParameterizedTest(name = "jwks_uri {0} → 400 (A-090)")
    @ValueSource(
        strings = {
          "http://keys.example/jwks",
          "file:///etc/passwd",
          "https://10.0.0.1/jwks",
          "https://[::ffff:10.0.0.1]/jwks",
          "https://[64:ff9b::a00:1]/jwks",
          "https://167772161/jwks",
          "https://user@keys.example/jwks",
          "https://keys.example/jwks#x"
        })
    void cannotHaveUsConnectAnywhere(String uri) {
      Map<String, Object> metadata = Registrant.metadata(TestClient.newKey());
      metadata.remove("jwks");
      metadata.put("jwks_uri", uri);
      invalid(
          Registrant.with(Registrant.made().getString("token")).body(metadata).post("/register"));
    }

    @Test
    @DisplayName("its keys at an address → 201, and by those it is let in")
    void hasItsKeysElsewhere() {
      try (OutsideIssuer site = OutsideIssuer.start()) {
        Map<String, Object> metadata = Registrant.metadata(TestClient.newKey());
        metadata.remove("jwks");
        metadata.put("jwks_uri", site.jwksUri());
        String id =
            Registrant.with(Registrant.made().getString("token"))
                .body(metadata)
                .post("/register")
                .then()
                .statusCode(201)
                .body("jwks_uri", equalTo(site.jwksUri()))
                .extract()
                .path("client_id");

        new TestClient(id, site.key()).token("read", Api.ORDERS);
      }
    }

    @Test
    @DisplayName("by the name of a certificate, tls_client_auth → 201")
    void hasACertificate() {
      Map<String, Object> metadata = Registrant.metadata(TestClient.newKey());
      metadata.remove("jwks");
      metadata.put("token_endpoint_auth_method", "tls_client_auth");
      metadata.put("tls_client_auth_san_dns", "planner.example");
      metadata.put("tls_client_certificate_bound_access_tokens", true);
      Registrant.with(Registrant.made().getString("token"))
          .body(metadata)
          .post("/register")
          .then()
          .statusCode(201)
          .body("tls_client_auth_san_dns", equalTo("planner.example"));
      metadata.put("tls_client_auth_san_uri", "spiffe://a/b");
      invalid(
          Registrant.with(Registrant.made().getString("token")).body(metadata).post("/register"));
    }

    @Test
    @DisplayName("dpop_bound_access_tokens: a token only with a proof, RFC 9449 §5.2")
    void wantsItsTokensBound() {
      TestClient client = Registrant.registered(Map.of("dpop_bound_access_tokens", true)).client();

      Expect.oauthError(400, "invalid_dpop_proof", client.clientCredentials(READ));
      client
          .clientCredentials(READ, TestProof.ofTokenRequest(TestClient.newKey()).sign())
          .then()
          .statusCode(200);
    }

    @Test
    @DisplayName("a private key, a key twice, RS256, no key, no name → 400")
    void hasNoOtherKeys() {
      ECKey key = TestClient.newKey();
      Map<String, Object> given = key.toPublicJWK().toJSONObject();
      for (List<Map<String, Object>> keys :
          List.of(
              List.of(key.toJSONObject()),
              List.of(given, given),
              List.<Map<String, Object>>of(),
              List.of(
                  new RSAKey.Builder(OutsideIssuer.rsaKey())
                      .algorithm(JWSAlgorithm.RS256)
                      .build()
                      .toPublicJWK()
                      .toJSONObject()))) {
        invalid(tried(Map.of("jwks", Map.of("keys", keys))));
      }
      Map<String, Object> nameless = Registrant.metadata(key);
      nameless.remove("client_name");
      invalid(
          Registrant.with(Registrant.made().getString("token")).body(nameless).post("/register"));
      invalid(tried(Map.of("client_name", "plan\u202Ener")));
    }

    @Test
    @DisplayName("no JSON object, a member twice → 400 invalid_request")
    void saysNothing() {
      for (String body : List.of("[]", "x", "{\"client_name\":\"a\",\"client_name\":\"b\"}")) {
        Expect.oauthError(
            400,
            "invalid_request",
            Registrant.with(Registrant.made().getString("token")).body(body).post("/register"));
      }
    }

    @Test
    @DisplayName("no token, an unknown, an ended one, an agent's, a sponsor who is not live → 401")
    void isNotLetIn() {
      unknown(
          RestAssured.given()
              .contentType("application/json")
              .body(Registrant.metadata(TestClient.newKey()))
              .post("/register"));
      unknown(Registrant.tried("avow_it_" + "0".repeat(49), TestClient.newKey(), Map.of()));
      unknown(
          Registrant.tried(
              Api.agent(Api.sponsor()).register().ownToken("read"), TestClient.newKey(), Map.of()));
      JsonPath ended = Registrant.made();
      Api.admin()
          .delete("/v1/registration-tokens/{id}", ended.getString("id"))
          .then()
          .statusCode(204);
      unknown(Registrant.tried(ended.getString("token"), TestClient.newKey(), Map.of()));
      JsonPath orphan = Registrant.made();
      Api.order("suspend", "sponsor", orphan.getString("sponsor")).then().statusCode(200);
      unknown(Registrant.tried(orphan.getString("token"), TestClient.newKey(), Map.of()));
    }

    @Test
    @DisplayName("after the token's end → 401, however young it was when it was made (A-077)")
    void comesLate() throws Exception {
      Map<String, Object> body = Registrant.token();
      body.put("expires_at", Instant.now().plusSeconds(2).toString());
      JsonPath made = Registrant.made(body);

      Eventually.within(
          Duration.ofSeconds(20),
          "it has expired",
          () ->
              !Api.admin()
                  .get("/v1/registration-tokens/{id}", made.getString("id"))
                  .<Boolean>path("open"));
      unknown(Registrant.tried(made.getString("token"), TestClient.newKey(), Map.of()));
    }

    private Response tried(Map<String, ?> more) {
      return Registrant.tried(Registrant.made().getString("token"), TestClient.newKey(), more);
    }

    private void unknown(Response answer) {
      Expect.oauthError(401, "invalid_token", answer);
      assertTrue(answer.header("WWW-Authenticate").startsWith("Bearer realm="));
      assertFalse(answer.header("WWW-Authenticate").contains("DPoP"));
    }
  }

  @Nested
  class AClient {
    @Test
    @DisplayName("GET /register/{id} → 200 as it was registered; no other token, no other client")
    void readsItself() {
      Registrant client = Registrant.registered();
      Registrant other = Registrant.registered();

      client
          .read()
          .then()
          .statusCode(200)
          .body("client_id", equalTo(client.id()))
          .body("registration_access_token", equalTo(client.access()));
      for (String token : List.of(other.access(), "x", client.client().token("read", Api.ORDERS))) {
        dead(Registrant.with(token).get("/register/{client}", client.id()));
        dead(Registrant.with(token).delete("/register/{client}", client.id()));
        dead(Registrant.with(token).body(Map.of()).put("/register/{client}", client.id()));
      }
      dead(Registrant.with(client.access()).get("/register/AAAAAAAAAAA"));
      dead(Registrant.with(client.access()).get("/register/nobody"));
    }

    @Test
    @DisplayName(
        "PUT another key → 200; the old one is let in no more, its tokens are dead (A-026)")
    void replacesItsKey() {
      Registrant client = Registrant.registered();
      String token = client.client().token("read", Api.ORDERS);
      TestClient renewed = new TestClient(client.id(), TestClient.newKey());
      Map<String, Object> body = Registrant.metadata(renewed.key());
      body.put("client_id", client.id());

      client.replace(body).then().statusCode(200);

      renewed.token("read", Api.ORDERS);
      Expect.oauthError(401, "invalid_client", client.client().clientCredentials(READ));
      assertEquals(false, renewed.introspect(token).path("active"));
      // what was revoked never comes back.
      invalid(client.replace(client.update(Map.of())));
    }

    @Test
    @DisplayName("PUT fewer scopes → 200, older tokens are dead; more again → 400 (A-050, A-092)")
    void becomesLess() {
      Registrant client = Registrant.registered();
      String token = client.client().token("write", Api.ORDERS);

      client
          .replace(client.update(Map.of("scope", "read")))
          .then()
          .statusCode(200)
          .body("scope", equalTo("read"));

      assertEquals(false, client.client().introspect(token).path("active"));
      Expect.oauthError(
          400,
          "invalid_scope",
          client.client().clientCredentials(Map.of("scope", "write", "resource", Api.ORDERS)));
      invalid(client.replace(client.update(Map.of("scope", "read write"))));
      client.replace(client.update(Map.of())).then().body("scope", equalTo("read"));
    }

    @Test
    @DisplayName("PUT replaces all that was said, and is idempotent")
    void saysSomethingElse() {
      Registrant client = Registrant.registered(Map.of("software_id", "one"));

      for (int i = 0; i < 2; i++) {
        client
            .replace(client.update(Map.of("software_version", "2")))
            .then()
            .statusCode(200)
            .body("software_id", nullValue())
            .body("software_version", equalTo("2"));
      }
      client.client().token("read", Api.ORDERS);
    }

    @TestFactory
    @DisplayName("PUT what is not its own → 400 by name, and nothing changes (A-076, A-092, A-113)")
    Stream<DynamicTest> cannotBecomeMore() {
      Map<String, Object> members = new HashMap<>();
      for (String member :
          List.of(
              "sponsor",
              "parent",
              "state",
              "scopes",
              "resources",
              "max_ttl",
              "kind",
              "client_secret",
              "registration_access_token",
              "registration_client_uri",
              "client_id_issued_at",
              "client_secret_expires_at")) {
        members.put(member, "x");
      }
      members.put("client_id", "AAAAAAAAAAA");
      members.put("client_name", "somebody else");
      members.put("scope", "read write admin");
      members.put("jwks_uri", "https://keys.example/jwks");
      members.put("token_endpoint_auth_method", "client_secret_basic");
      return members.entrySet().stream()
          .map(
              each ->
                  DynamicTest.dynamicTest(
                      each.getKey(),
                      () -> {
                        Registrant client = Registrant.registered();
                        String before = client.read().asString();
                        invalid(
                            client.replace(client.update(Map.of(each.getKey(), each.getValue()))));
                        assertEquals(before, client.read().asString());
                        client.client().token("read", Api.ORDERS);
                      }));
    }

    @Test
    @DisplayName("PUT without dpop_bound_access_tokens that it had → 400")
    void staysBound() {
      Registrant client = Registrant.registered(Map.of("dpop_bound_access_tokens", true));

      invalid(client.replace(client.update(Map.of())));
    }

    @Test
    @DisplayName("DELETE → 204; then 401 for itself, its key and its tokens")
    void leaves() {
      Registrant client = Registrant.registered();
      String token = client.client().token("read", Api.ORDERS);

      Registrant.with(client.access())
          .delete("/register/{client}", client.id())
          .then()
          .statusCode(204);

      dead(client.read());
      dead(Registrant.with(client.access()).delete("/register/{client}", client.id()));
      dead(client.replace(client.update(Map.of())));
      Expect.oauthError(401, "invalid_client", client.client().clientCredentials(READ));
      TestClient reader = Api.agent(Api.sponsor()).register();
      assertEquals(false, reader.introspect(token).path("active"));
      Api.admin().get("/v1/agents/{id}", client.id()).then().body("state", equalTo("revoked"));
    }

    @ParameterizedTest(
        name = "{1} of its {0} → 401, and nothing lives again by asking (A-076, A-078)")
    @CsvSource({"agent, suspend", "agent, revoke", "sponsor, suspend", "sponsor, revoke"})
    void isDeadWithItsAgent(String target, String mode) {
      Registrant client = Registrant.registered();
      String id = target.equals("agent") ? client.id() : client.sponsor();
      Api.order(mode, target, id).then().statusCode(200);

      dead(client.read());
      dead(client.replace(client.update(Map.of())));
      dead(Registrant.with(client.access()).delete("/register/{client}", client.id()));
      Expect.oauthError(401, "invalid_client", client.client().clientCredentials(READ));

      if (mode.equals("suspend")) {
        Api.order("resume", target, id).then().statusCode(200);
        client.read().then().statusCode(200);
      }
    }

    @Test
    @DisplayName("a credential that was suspended stays so, whatever it says of its keys (A-076)")
    void revivesNoKey() {
      Registrant client = Registrant.registered();
      String credential = Api.admin().get("/v1/agents/{id}", client.id()).path("credentials[0].id");
      Api.order("suspend", "credential", credential).then().statusCode(200);

      client.replace(client.update(Map.of())).then().statusCode(200);

      Expect.oauthError(401, "invalid_client", client.client().clientCredentials(READ));
      Api.order("revoke", "credential", credential).then().statusCode(200);
      invalid(client.replace(client.update(Map.of())));
    }

    @Test
    @DisplayName("10 updates at once, each with a key of its own → one key is left")
    void replacesAtOnce() throws Exception {
      Registrant client = Registrant.registered();

      List<Integer> answers =
          AtOnce.run(
              10,
              () -> {
                Map<String, Object> body = Registrant.metadata(TestClient.newKey());
                body.put("client_id", client.id());
                return client.replace(body).statusCode();
              });

      assertTrue(answers.stream().allMatch(status -> status == 200), answers::toString);
      List<String> states =
          Api.admin().get("/v1/agents/{id}", client.id()).path("credentials.state");
      assertEquals(1, states.stream().filter("live"::equals).count(), states::toString);
    }

    private void dead(Response answer) {
      Expect.oauthError(401, "invalid_token", answer);
    }
  }

  @Nested
  class AnAdministrator {
    @Test
    @DisplayName(
        "POST /v1/registration-tokens → 201 with the token, which is never shown again (A-114)")
    void makesOne() throws Exception {
      JsonPath made = Registrant.made();
      String token = made.getString("token");

      for (String path :
          List.of(
              "/v1/registration-tokens?limit=500", "/v1/registration-tokens/" + made.get("id"))) {
        String body = Api.admin().get(path).then().statusCode(200).extract().asString();
        assertFalse(body.contains(token));
      }
      Eventually.within(
          Duration.ofSeconds(10), "in the tree", () -> rows().contains(made.getString("id")));
      assertFalse(rows().contains(token));
    }

    @Test
    @DisplayName("no live sponsor → 422; uses, expires_at, scopes out of bounds → 400")
    void makesNoOther() {
      Expect.problem(
          422, "sponsor-not-live", tried("sponsor", Api.agent(Api.sponsor()).register().id()));
      Expect.problem(400, "invalid-request", tried("uses", 0));
      Expect.problem(400, "invalid-request", tried("uses", 10_001));
      Expect.problem(400, "invalid-request", tried("expires_at", "2020-01-01T00:00:00Z"));
      Expect.problem(400, "invalid-request", tried("expires_at", "2999-01-01T00:00:00Z"));
      Expect.problem(400, "invalid-request", tried("kind", "x"));
      Expect.problem(400, "invalid-request", tried("ceiling", Map.of("scopes", List.of("a b"))));
      Expect.problem(400, "invalid-request", tried("state", "live"));
    }

    @Test
    @DisplayName("DELETE twice → 204 and 204; one that there is not → 404")
    void endsOne() {
      String id = Registrant.made().getString("id");
      for (int i = 0; i < 2; i++) {
        Api.admin().delete("/v1/registration-tokens/{id}", id).then().statusCode(204);
      }
      Expect.problem(404, "not-found", Api.admin().delete("/v1/registration-tokens/AAAAAAAAAAA"));
    }

    private static String rows() {
      return Api.admin()
          .get("/v1/audit/events?type=registration_token_made&limit=500")
          .then()
          .statusCode(200)
          .extract()
          .asString();
    }

    private Response tried(String member, Object value) {
      Map<String, Object> body = Registrant.token();
      body.put(member, value);
      return Api.admin().body(body).post("/v1/registration-tokens");
    }
  }

  @Nested
  class AnAgent {
    @Test
    @DisplayName("/v1/registration-tokens → 403")
    void makesNone() {
      String token = Api.agent(Api.sponsor()).register().ownToken("read");

      Expect.problem(
          403,
          "insufficient-scope",
          Api.as(token).body(Registrant.token()).post("/v1/registration-tokens"));
      Expect.problem(403, "insufficient-scope", Api.as(token).get("/v1/registration-tokens"));
    }
  }

  private static void invalid(Response answer) {
    Expect.oauthError(400, "invalid_client_metadata", answer);
  }
}

package dev.avowry.authn;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.Expect;
import dev.avowry.testing.OutsideIssuer;
import dev.avowry.testing.TestClient;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents whose keys are at an address, {@code jwks_uri}. */
@AvowryTest
class KeysAtTest {
  private OutsideIssuer site;
  private TestClient agent;

  @BeforeEach
  void register() {
    site = OutsideIssuer.start();
    agent =
        new TestClient(
            registered(site.jwksUri()).then().statusCode(201).extract().path("id"), site.key());
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Nested
  class AnAgent {
    @Test
    @DisplayName("POST /token by a key at its address → 200, and the credential is on the path")
    void isLetIn() {
      String token = agent.ownToken("read");

      Map<String, Object> credential =
          Api.admin().get("/v1/agents/{id}", agent.id()).path("credentials[0]");
      assertEquals("jwks_uri", credential.get("type"));
      assertEquals(site.jwksUri(), credential.get("jwks_uri"));
      List<String> path = Api.claims(token).getList("status.lineage.path");
      assertEquals(credential.get("id"), path.getLast());
    }

    @Test
    @DisplayName("20 requests → its address is asked once")
    void isAskedOnce() {
      IntStream.range(0, 20).forEach(any -> agent.ownToken("read"));

      assertEquals(1, site.fetched());
    }

    @Test
    @DisplayName("another key is there → 200 by that one, 401 by the one that was removed (A-026)")
    void rotates() throws Exception {
      agent.ownToken("read");
      site.rotate();
      TestClient rotated = new TestClient(agent.id(), site.key());

      Eventually.within(
          Duration.ofSeconds(10),
          "the new key is known",
          () -> rotated.clientCredentials(Map.of("scope", "read")).statusCode() == 200);
      refused(agent);
    }

    @Test
    @DisplayName("its address as one more credential; the given key asks no address")
    void hasBoth() {
      TestClient both = Api.agent(Api.sponsor()).register();
      Api.admin()
          .body(Map.of("jwks_uri", site.jwksUri()))
          .post("/v1/agents/{id}/credentials", both.id())
          .then()
          .statusCode(201)
          .body("type", equalTo("jwks_uri"));

      both.ownToken("read");
      assertEquals(0, site.fetched());
      new TestClient(both.id(), site.key()).ownToken("read");
      assertEquals(1, site.fetched());
      site.answer(500, "down");
      both.ownToken("read");
    }

    @Test
    @DisplayName("credential revoked → 401, whatever is at the address")
    void losesIt() {
      String credential = Api.admin().get("/v1/agents/{id}", agent.id()).path("credentials[0].id");
      agent.ownToken("read");
      Api.order("revoke", "credential", credential).then().statusCode(200);

      refused(agent);
    }
  }

  @Nested
  class SomebodyElse {
    @Test
    @DisplayName("invents names of keys → the address is asked once in a pause (A-128)")
    void cannotHaveTheAddressAskedAllTheTime() {
      agent.ownToken("read");
      long began = System.nanoTime();
      for (int i = 0; i < 15; i++) {
        refused(new TestClient(agent.id(), TestClient.newKey()));
      }
      long pauses = Duration.ofNanos(System.nanoTime() - began).toMillis() / 200;

      assertTrue(site.fetched() <= 2 + pauses, () -> "fetched " + site.fetched());
    }

    @ParameterizedTest(name = "POST /v1/agents with jwks_uri={0} → 400 (A-090)")
    @ValueSource(
        strings = {
          "http://keys.example/jwks",
          "ftp://keys.example/jwks",
          "file:///etc/passwd",
          "gopher://keys.example/",
          "jar:https://keys.example!/jwks",
          "https://user@keys.example/jwks",
          "https://keys.example/jwks#x",
          "https:///jwks",
          "https://10.0.0.1/jwks",
          "https://169.254.169.254/latest",
          "https://192.168.1.1/jwks",
          "https://100.64.0.1/jwks",
          "https://0.0.0.0/jwks",
          "https://[::ffff:10.0.0.1]/jwks",
          "https://[fd00::1]/jwks",
          "https://[64:ff9b::a00:1]/jwks",
          "https://0x7f.1/jwks",
          "https://167772161/jwks",
          "https://keys.example:0/jwks",
          "https://keys.example/a b",
          ""
        })
    void cannotHaveUsConnectAnywhere(String uri) {
      Expect.problem(400, "invalid-request", registered(uri));
      Expect.problem(
          400,
          "invalid-request",
          Api.admin()
              .body(Map.of("jwks_uri", uri))
              .post("/v1/agents/{id}/credentials", agent.id()));
    }

    @Test
    @DisplayName("jwks and jwks_uri at once, or neither → 400")
    void cannotSayBoth() {
      Expect.problem(
          400,
          "invalid-request",
          Api.agent(Api.sponsor()).with("jwks_uri", site.jwksUri()).tryRegister(Api.adminToken()));
      Expect.problem(
          400,
          "invalid-request",
          Api.agent(Api.sponsor()).without("jwks").tryRegister(Api.adminToken()));
    }
  }

  @Nested
  class TheAddress {
    @Test
    @DisplayName("leads elsewhere → 503, and nobody goes there (A-090)")
    void redirects() {
      try (OutsideIssuer other = OutsideIssuer.start()) {
        site.redirect(other.jwksUri());

        undecided();
        assertEquals(0, other.fetched());
      }
    }

    @Test
    @DisplayName(
        "answers no JWK Set, an error, 70 KB, 101 keys, one name twice → 503 (A-023, A-090)")
    void answersNothingUsable() throws Exception {
      ECKey key = site.key();
      Map<String, Object> published = key.toPublicJWK().toJSONObject();
      String[] answers = {
        "",
        "[]",
        "{}",
        "{\"keys\": []}",
        "{\"keys\": 1}",
        set(List.of(published)) + " ".repeat(70_000),
        set(Collections.nCopies(101, published)),
        set(List.of(published, published))
      };
      for (String answer : answers) {
        TestClient fresh = freshly(200, answer);
        undecided(fresh);
      }
      undecided(freshly(500, set(List.of(published))));
    }

    @Test
    @DisplayName("publishes a private, a symmetric, a weak, an RS256 key → 503 (A-023, A-047)")
    void publishesKeysThatAreNone() throws Exception {
      Map<String, Object> symmetric = Map.of("kty", "oct", "k", "AAAAAAAAAAAAAAAAAAAAAA");
      Map<String, Object> legacy =
          new RSAKeyGenerator(2048)
              .algorithm(JWSAlgorithm.RS256)
              .generate()
              .toPublicJWK()
              .toJSONObject();
      Map<String, Object> weak =
          new RSAKeyGenerator(1024, true).generate().toPublicJWK().toJSONObject();
      for (Map<String, Object> bad : List.of(site.key().toJSONObject(), symmetric, legacy, weak)) {
        undecided(freshly(200, set(List.of(bad))));
      }
    }

    /** Of an address of its own, so that nothing is remembered. */
    private TestClient freshly(int status, String body) {
      site.answer(status, body);
      String uri = site.jwksUri() + "?" + UUID.randomUUID();
      String id = registered(uri).then().statusCode(201).extract().path("id");
      return new TestClient(id, site.key());
    }

    private void undecided() {
      undecided(agent);
    }

    private void undecided(TestClient client) {
      Expect.oauthError(
          503, "temporarily_unavailable", client.clientCredentials(Map.of("scope", "read")));
    }

    private static String set(List<Map<String, Object>> keys) {
      return JSONObjectUtils.toJSONString(Map.of("keys", keys));
    }
  }

  private static void refused(TestClient client) {
    Expect.oauthError(401, "invalid_client", client.clientCredentials(Map.of("scope", "read")));
  }

  private static Response registered(String jwksUri) {
    return Api.agent(Api.sponsor())
        .without("jwks")
        .with("jwks_uri", jwksUri)
        .tryRegister(Api.adminToken());
  }
}

package dev.avowry.revocation.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.TestClient;
import dev.avowry.verifier.Expectation;
import dev.avowry.verifier.Result;
import dev.avowry.verifier.Verifier;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who acknowledges what, and what a receipt says of it. */
@AvowryTest
class ReceiptsTest {
  private static final String ACK = "revocations:ack";

  /** Of this test alone, so that no other verifier serves it. */
  private final String resource = "https://" + UUID.randomUUID() + ".example";

  @Nested
  class AnAdministrator {
    @Test
    @DisplayName("POST /v1/verifiers → 201; again → 409; DELETE → 204; again → 404")
    void registersAndRemoves() {
      TestClient server = server();
      Response made = register(server);

      assertEquals(201, made.statusCode());
      assertEquals("/v1/verifiers/" + server.id(), URI.create(made.header("Location")).getPath());
      assertEquals(List.of(resource), made.jsonPath().getList("resources"));
      assertEquals(409, register(server).statusCode());
      assertEquals(204, remove(server.id()).statusCode());
      assertEquals(404, remove(server.id()).statusCode());
      assertEquals(201, register(server).statusCode());
    }

    @Test
    @DisplayName("POST /v1/verifiers for an agent that is none → 404; with nonsense → 400")
    void isRefusedNonsense() {
      Map<String, Object> good =
          Map.of("agent", server().id(), "name", "orders", "resources", List.of(resource));
      for (Map<String, Object> bad :
          List.<Map<String, Object>>of(
              Map.of("agent", "x"),
              Map.of("name", " "),
              Map.of("name", "a\u200bb"),
              Map.of("resources", List.of()),
              Map.of("resources", List.of("orders")),
              Map.of("resources", List.of("https://a.example#b")),
              Map.of("probe", "http://orders.example/probe"),
              Map.of("probe", "https://u:p@orders.example/probe"),
              Map.of("probe", "orders"),
              Map.of("probe", "https://10.0.0.1/probe"),
              Map.of("probe", "https://169.254.169.254/latest"),
              Map.of("probe", "http://10.0.0.1/probe"),
              Map.of("probe", "https://[fd00::1]/probe"),
              Map.of("probe", "https://orders.example/probe#here"),
              Map.of("probe", "https://orders.example/" + "x".repeat(500)),
              Map.of("more", 1))) {
        Map<String, Object> body = new HashMap<>(good);
        body.putAll(bad);
        assertEquals(
            400, Api.admin().body(body).post("/v1/verifiers").statusCode(), body::toString);
      }
      Map<String, Object> nobody = new HashMap<>(good);
      nobody.put("agent", "AAAAAAAAAAA");
      assertEquals(404, Api.admin().body(nobody).post("/v1/verifiers").statusCode());
    }

    @Test
    @DisplayName("GET /v1/verifiers → page by page, each once")
    void listsByPage() {
      List<String> mine = List.of(verifier().id(), verifier().id(), verifier().id());
      List<String> seen = new ArrayList<>();
      String next = "";
      do {
        JsonPath page = Api.admin().get("/v1/verifiers?limit=2" + next).jsonPath();
        seen.addAll(page.getList("items.id"));
        String after = page.getString("next");
        next = after == null ? "" : "&after=" + after;
      } while (!next.isEmpty());

      assertTrue(seen.containsAll(mine));
      assertEquals(seen.size(), new HashSet<>(seen).size());
    }

    @Test
    @DisplayName("silent verifier → EXPIRES_AT; nobody → UNKNOWN; acknowledged → CLOSED, and when")
    void readsWhereAnEntryHasArrived() {
      TestClient one = verifier();
      TestClient other = verifier();
      String elsewhere = "https://" + UUID.randomUUID() + ".example";
      long seq = revoke(resource, elsewhere);
      acknowledge(one, seq - 1);
      JsonPath before = receipt(seq);
      Instant asked = Instant.now();
      acknowledge(one, seq);
      JsonPath after = receipt(seq);

      assertEquals("EXPIRES_AT", line(before, one).get("status"));
      assertEquals("CLOSED", line(after, one).get("status"));
      Instant closed = Instant.parse((String) line(after, one).get("acknowledged_at"));
      assertFalse(closed.isBefore(asked.minusSeconds(1)));
      assertEquals("EXPIRES_AT", line(after, other).get("status"));
      Instant at = Instant.parse(after.getString("at"));
      assertEquals(
          at.plus(Duration.ofMinutes(16)).toString(), line(after, other).get("expires_at"));
      assertEquals(at.plus(Duration.ofMinutes(16)).toString(), after.getString("dead_by"));
      List<Map<String, Object>> unknown = lines(after, "UNKNOWN");
      assertEquals(List.of(elsewhere), unknown.stream().map(each -> each.get("resource")).toList());
      assertNull(unknown.getFirst().get("verifier"));
    }

    @Test
    @DisplayName("a later acknowledgement closes earlier entries, and not the other way round")
    void closesWhatCameBefore() {
      TestClient verifier = verifier();
      long first = revoke(resource);
      long second = revoke(resource);
      acknowledge(verifier, first);
      assertEquals("CLOSED", line(receipt(first), verifier).get("status"));
      assertEquals("EXPIRES_AT", line(receipt(second), verifier).get("status"));

      acknowledge(verifier, second);
      assertEquals("CLOSED", line(receipt(second), verifier).get("status"));
      Object closed = line(receipt(first), verifier).get("acknowledged_at");
      acknowledge(verifier, second);
      assertEquals(closed, line(receipt(first), verifier).get("acknowledged_at"));
    }

    @Test
    @DisplayName("what a verifier acknowledges after its first word is timed, once")
    void timesAcknowledgements() {
      TestClient verifier = verifier();
      long before = timed();
      acknowledge(verifier, revoke(resource));
      assertEquals(before, timed());
      long seq = revoke(resource);
      acknowledge(verifier, seq);
      acknowledge(verifier, seq);

      assertEquals(before + 1, timed());
    }

    private static long timed() {
      String name = "avowry_revocation_acknowledgement_seconds_count ";
      return RestAssured.get("/q/metrics")
          .asString()
          .lines()
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length())))
          .sum();
    }

    @Test
    @DisplayName("a verifier that was registered after the entry → counts from its first word")
    void countsALateVerifierFromItsFirstWord() {
      long seq = revoke(resource);
      assertEquals(1, lines(receipt(seq), "UNKNOWN").size());
      TestClient verifier = verifier();
      assertEquals("EXPIRES_AT", line(receipt(seq), verifier).get("status"));

      acknowledge(verifier, seq);
      assertEquals("CLOSED", line(receipt(seq), verifier).get("status"));
    }

    @Test
    @DisplayName("a target without limits, or a token → whoever is registered, and * UNKNOWN")
    void admitsWhatCannotBeKnown() {
      TestClient verifier = verifier();
      String sponsor = Api.sponsor();
      long seq = Api.order("revoke", "sponsor", sponsor).jsonPath().getLong("seq");

      assertEquals("EXPIRES_AT", line(receipt(seq), verifier).get("status"));
      assertEquals("*", lines(receipt(seq), "UNKNOWN").getFirst().get("resource"));
    }

    @Test
    @DisplayName("Accept: application/jwt → the same, signed, with a typ of its own")
    void readsItSigned() throws Exception {
      TestClient verifier = verifier();
      long seq = revoke(resource);
      acknowledge(verifier, seq);
      Response answer = Api.admin().accept("application/jwt").get(path(seq));

      assertEquals("application/jwt", answer.contentType());
      assertEquals(406, Api.admin().accept("text/plain").get(path(seq)).statusCode());
      SignedJWT jwt = SignedJWT.parse(answer.asString());
      assertEquals("revocation-receipt+jwt", jwt.getHeader().getType().getType());
      JWKSet keys = JWKSet.parse(RestAssured.get("/jwks").asString());
      assertTrue(
          jwt.verify(new ECDSAVerifier(keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toECKey())));
      JsonPath claims = Api.claims(answer.asString());
      assertEquals(Api.ISSUER, claims.getString("iss"));
      assertEquals(seq, claims.getLong("seq"));
      assertEquals("CLOSED", claims.getString("verifiers[0].status"));
    }

    @Test
    @DisplayName("POST /v1/revocations → names its receipt; a dry run and a resume do not")
    void isToldWhereTheReceiptIs() {
      TestClient agent = Api.agent(Api.sponsor()).register();
      JsonPath made = Api.order("suspend", "agent", agent.id()).jsonPath();

      assertEquals(path(made.getLong("seq")), made.getString("receipt"));
      assertEquals(200, Api.admin().get(made.getString("receipt")).statusCode());
      assertNull(Api.order("resume", "agent", agent.id()).jsonPath().getString("receipt"));
      assertNull(
          Api.admin()
              .body(Api.order("revoke", "agent", agent.id(), true))
              .post("/v1/revocations")
              .jsonPath()
              .getString("receipt"));
    }

    @ParameterizedTest(name = "GET /v1/revocations/{0}/receipt → 404")
    @ValueSource(strings = {"0", "x", "-1", "999999999999", "99999999999999999999"})
    void findsNoReceiptForWhatIsNoEntry(String seq) {
      assertEquals(404, Api.admin().get("/v1/revocations/" + seq + "/receipt").statusCode());
    }

    @Test
    @DisplayName("POST /revocations/acks as an administrator → 403")
    void doesNotAcknowledgeForOthers() {
      assertEquals(403, Api.admin().body(Map.of("seq", 0)).post("/revocations/acks").statusCode());
    }
  }

  @Nested
  class AVerifier {
    @Test
    @DisplayName("POST /revocations/acks above the head → 400, and nothing is closed by it")
    void cannotAcknowledgeTheFuture() {
      TestClient verifier = verifier();
      long head = revoke(resource);

      assertEquals(400, tryAcknowledge(verifier, head + 100_000).statusCode());
      assertEquals(400, tryAcknowledge(verifier, -1).statusCode());
      long next = revoke(resource);
      assertEquals("EXPIRES_AT", line(receipt(next), verifier).get("status"));
    }

    @ParameterizedTest(name = "POST /revocations/acks {0} → 400")
    @ValueSource(strings = {"{}", "{\"seq\":\"1\"}", "{\"seq\":1.5}", "{\"seq\":null}", "[]", ""})
    void isRefusedNonsense(String body) {
      TestClient verifier = verifier();
      assertEquals(
          400, Api.as(verifier.ownToken(ACK)).body(body).post("/revocations/acks").statusCode());
    }

    @Test
    @DisplayName("POST /revocations/acks lower, or again → the highest, as it was")
    void canOnlyGoForward() {
      TestClient verifier = verifier();
      long seq = revoke(resource);
      JsonPath first = acknowledge(verifier, seq);

      for (long lower : List.of(seq, seq - 1, 0L)) {
        JsonPath again = acknowledge(verifier, lower);
        assertEquals(seq, again.getLong("seq"));
        assertEquals(
            Instant.parse(first.getString("at")).toEpochMilli(),
            Instant.parse(again.getString("at")).toEpochMilli());
      }
    }

    @Test
    @DisplayName(
        "POST /revocations/acks unregistered, removed, or without the scope → 403; dead → 401")
    void mustBeOne() {
      TestClient server = server();
      assertEquals(403, tryAcknowledge(server, 0).statusCode());
      register(server);
      assertEquals(200, tryAcknowledge(server, 0).statusCode());
      String other = server.ownToken("read");
      assertEquals(
          403, Api.as(other).body(Map.of("seq", 0)).post("/revocations/acks").statusCode());
      remove(server.id());
      assertEquals(403, tryAcknowledge(server, 0).statusCode());
      String token = server.ownToken(ACK);
      Api.order("revoke", "agent", server.id());
      assertEquals(
          401, Api.as(token).body(Map.of("seq", 0)).post("/revocations/acks").statusCode());
    }

    @Test
    @DisplayName("by the library: follows the stream, refuses, and then acknowledges by itself")
    void acknowledgesByTheLibrary() throws Exception {
      TestClient server = verifier();
      TestClient agent = Api.agent(Api.sponsor()).register();
      String token = agent.token("read", Api.ORDERS);
      try (Verifier library = library(server)) {
        library.start();
        Expectation read = Expectation.of(Api.ORDERS, "read");
        Eventually.within(
            Duration.ofSeconds(10),
            "lets in",
            () -> library.verify(token, read) instanceof Result.Live);
        long seq = Api.order("revoke", "agent", agent.id()).jsonPath().getLong("seq");
        Eventually.within(
            Duration.ofSeconds(10), "acknowledges", () -> acknowledged(server) >= seq);
        assertTrue(library.verify(token, read) instanceof Result.Dead);
      }
    }

    private Verifier library(TestClient server) {
      String base = "http://localhost:" + RestAssured.port;
      return Verifier.of(Api.ISSUER)
          .jwksUri(URI.create(base + "/jwks"))
          .revocationsUri(URI.create(base + "/revocations"))
          .pollEvery(Duration.ofHours(1))
          .acknowledge(() -> server.ownToken(ACK))
          .build();
    }
  }

  @Nested
  class AnAgent {
    @Test
    @DisplayName("GET a receipt: for what is below itself → 200; for another → 404")
    void readsItsOwnReceiptsOnly() {
      TestClient parent = Api.agent(Api.sponsor()).register();
      TestClient child = NewTestAgent.subAgent().register(parent.ownToken("agents:spawn"));
      long own = Api.order("revoke", "agent", child.id()).jsonPath().getLong("seq");
      long foreign = revoke(resource);
      String token = parent.ownToken("read");

      assertEquals(200, Api.as(token).get(path(own)).statusCode());
      assertEquals(404, Api.as(token).get(path(foreign)).statusCode());
    }

    @Test
    @DisplayName("/v1/verifiers → 403")
    void hasNothingToDoWithVerifiers() {
      String token = server().ownToken("read");
      assertEquals(403, Api.as(token).get("/v1/verifiers").statusCode());
      assertEquals(403, Api.as(token).delete("/v1/verifiers/AAAAAAAAAAA").statusCode());
    }
  }

  private static TestClient server() {
    return Api.agent(Api.sponsor()).with("scopes", List.of("read", ACK)).register();
  }

  private TestClient verifier() {
    TestClient server = server();
    register(server).then().statusCode(201);
    return server;
  }

  private Response register(TestClient server) {
    return Api.admin()
        .body(Map.of("agent", server.id(), "name", "orders", "resources", List.of(resource)))
        .post("/v1/verifiers");
  }

  private static Response remove(String id) {
    return Api.admin().delete("/v1/verifiers/{id}", id);
  }

  private static Response tryAcknowledge(TestClient server, long seq) {
    return Api.as(server.ownToken(ACK)).body(Map.of("seq", seq)).post("/revocations/acks");
  }

  private static JsonPath acknowledge(TestClient server, long seq) {
    return tryAcknowledge(server, seq).then().statusCode(200).extract().jsonPath();
  }

  private static long acknowledged(TestClient server) {
    String seq = "items.find { it.id == '%s' }?.acknowledged?.seq".formatted(server.id());
    String after = "";
    while (true) {
      JsonPath page = Api.admin().get("/v1/verifiers?limit=500" + after).jsonPath();
      if (page.get(seq) != null) {
        return page.getLong(seq);
      }
      if (page.get("next") == null) {
        return 0;
      }
      after = "&after=" + page.getString("next");
    }
  }

  /** Revokes an agent whose tokens may be for these. */
  private static long revoke(String... resources) {
    TestClient agent = Api.agent(Api.sponsor()).with("resources", List.of(resources)).register();
    return Api.order("revoke", "agent", agent.id()).jsonPath().getLong("seq");
  }

  private static String path(long seq) {
    return "/v1/revocations/" + seq + "/receipt";
  }

  private static JsonPath receipt(long seq) {
    return Api.admin().get(path(seq)).then().statusCode(200).extract().jsonPath();
  }

  private static Map<String, Object> line(JsonPath receipt, TestClient verifier) {
    List<Map<String, Object>> all = receipt.getList("verifiers");
    return all.stream()
        .filter(each -> verifier.id().equals(each.get("verifier")))
        .findFirst()
        .orElseThrow();
  }

  private static List<Map<String, Object>> lines(JsonPath receipt, String status) {
    List<Map<String, Object>> all = receipt.getList("verifiers");
    return all.stream().filter(each -> status.equals(each.get("status"))).toList();
  }
}

package dev.avowry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestProof;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The replicas start at the same moment, on an empty database: the hardest first start. */
@DisplayName("Two replicas on one database")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplicasIT {
  private static final String ISSUER = "https://id.example.org";
  private static final String BOOTSTRAP = "a-token-that-automation-has-chosen-1";
  private static final int REDEMPTIONS = 20;
  private static final int COPIES = 100;

  private static ExternalDatabase database;
  private static AvowryProcess one;
  private static AvowryProcess other;
  private static Administrator administrator;

  @BeforeAll
  static void start() throws Exception {
    Path folder = Folders.fresh("replicas");
    database = ExternalDatabase.in(folder);
    one = replica(folder.resolve("one"));
    other = replica(folder.resolve("other"));
    one.awaitReady();
    other.awaitReady();
    administrator = new Administrator(one);
  }

  private static AvowryProcess replica(Path folder) throws Exception {
    return AvowryProcess.in(folder)
        .on(database)
        .with("AVOWRY_KEK_FILE", database.kek().toString())
        .with("AVOWRY_ISSUER", ISSUER)
        .with("AVOWRY_BOOTSTRAP_TOKEN", BOOTSTRAP)
        .launch();
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable each : new AutoCloseable[] {one, other, database}) {
      if (each != null) {
        each.close();
      }
    }
  }

  @Test
  @Order(1)
  @DisplayName("sign with the same keys, one active a duty")
  void shareKeys() throws Exception {
    Within.within(
        Duration.ofSeconds(10),
        "the same keys at both",
        () -> keyIds(one).equals(keyIds(other)) && !keyIds(one).isEmpty());
    assertEquals(
        "1",
        database.ask(
            """
            select max(n) from
              (select count(*) as n from signing_key where state = 'active' group by algorithm, purpose) x
            """));
  }

  @Test
  @Order(2)
  @DisplayName("let one of twenty in by the bootstrap token")
  void redeemOnce() throws Exception {
    List<HttpResponse<String>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<HttpResponse<String>>> calls = new ArrayList<>();
      for (int i = 0; i < REDEMPTIONS; i++) {
        Administrator candidate = new Administrator(i % 2 == 0 ? one : other);
        calls.add(() -> candidate.redeem(BOOTSTRAP));
      }
      for (Future<HttpResponse<String>> each : threads.invokeAll(calls)) {
        answers.add(each.get());
      }
    }
    List<HttpResponse<String>> let =
        answers.stream().filter(answer -> answer.statusCode() == 200).toList();
    assertEquals(1, let.size(), () -> answers.stream().map(HttpResponse::statusCode).toList() + "");
    assertEquals(
        REDEMPTIONS - 1, answers.stream().filter(answer -> answer.statusCode() == 401).count());
    administrator.comeInWith(
        Administrator.JSON.readTree(let.getFirst().body()).get("access_token").asText());
  }

  @Test
  @Order(3)
  @DisplayName("know of each other's revocations within a second")
  void shareRevocations() throws Exception {
    AgentClient agent = AgentClient.registeredBy(administrator, ISSUER);
    assertEquals(200, agent.askForToken(other).statusCode());

    long seq =
        administrator
            .make(
                "/v1/revocations",
                """
                {"target": {"agent": "%s"}, "mode": "revoke", "reason": "test"}
                """
                    .formatted(agent.id()))
            .get("seq")
            .asLong();

    Within.within(
        Duration.ofSeconds(1),
        "entry " + seq + " at the other",
        () -> entries(other).contains(seq));
    assertEquals(401, agent.askForToken(other).statusCode());
  }

  @Test
  @Order(4)
  @DisplayName("take a proof of possession once, whichever gets it (A-043)")
  void takeProofsOnce() throws Exception {
    AgentClient agent = AgentClient.registeredBy(administrator, ISSUER);
    String copy = proof().sign();
    List<HttpResponse<String>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<HttpResponse<String>>> calls = new ArrayList<>();
      for (int i = 0; i < COPIES; i++) {
        AvowryProcess replica = i % 2 == 0 ? one : other;
        calls.add(() -> agent.askForToken(replica, copy));
      }
      for (Future<HttpResponse<String>> each : threads.invokeAll(calls)) {
        answers.add(each.get());
      }
    }

    assertEquals(1, answers.stream().filter(each -> each.statusCode() == 200).count());
    assertEquals(
        COPIES - 1,
        answers.stream().filter(each -> each.body().contains("invalid_dpop_proof")).count());
  }

  @Test
  @Order(5)
  @DisplayName("know each other's nonces for proofs of possession (A-043)")
  void shareNonces() throws Exception {
    AgentClient agent = AgentClient.registeredBy(administrator, ISSUER);
    String nonce =
        agent.askForToken(one, proof().sign()).headers().firstValue("DPoP-Nonce").orElseThrow();

    assertEquals(200, agent.askForToken(other, proof().claim("nonce", nonce).sign()).statusCode());
    assertEquals(400, agent.askForToken(other, proof().claim("nonce", "x").sign()).statusCode());
  }

  private static TestProof proof() {
    return TestProof.ofTokenRequest(TestClient.newKey()).claim("htu", ISSUER + "/token");
  }

  private static Set<String> keyIds(AvowryProcess replica) throws Exception {
    Set<String> ids = new TreeSet<>();
    for (JsonNode key : Administrator.JSON.readTree(replica.get("/jwks").body()).get("keys")) {
      ids.add(key.get("kid").asText());
    }
    return ids;
  }

  private static List<Long> entries(AvowryProcess replica) throws Exception {
    String jwt = replica.get("/revocations").body();
    List<Long> seqs = new ArrayList<>();
    JsonNode claims = Administrator.JSON.readTree(SignedJWT.parse(jwt).getPayload().toString());
    claims.get("entries").forEach(entry -> seqs.add(entry.get("seq").asLong()));
    return seqs;
  }
}

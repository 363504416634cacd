package dev.avowry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avowry.testing.EventReader;
import dev.avowry.testing.TestClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The examples, built and run as they are, refuse what Avowry has ended. */
@DisplayName("Each resource server of src/examples")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExamplesIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String MAX_STALE_SECONDS = "3";

  private static final Map<Example, ExampleServer> servers = new EnumMap<>(Example.class);
  private static final Map<Example, EventReader> streams = new EnumMap<>(Example.class);
  private static final Map<Example, TestClient> verifiers = new EnumMap<>(Example.class);
  private static AvowryProcess avowry;
  private static Administrator administrator;
  private static TestClient planner;
  private static String live;
  private static String delegated;
  private static String withoutScope;

  @BeforeAll
  static void start() throws Exception {
    Path folder = Folders.fresh("examples");
    Path examples = ExampleBuild.in(folder.resolve("build"));
    avowry = AvowryProcess.in(folder.resolve("avowry")).asItsOwnIssuer().start();
    administrator = new Administrator(avowry);
    administrator.comeInBy(avowry.bootstrapToken());
    OrdersAgents agents = OrdersAgents.at(avowry, administrator);
    for (Example example : Example.values()) {
      launch(example, examples, folder, agents);
    }
    for (ExampleServer server : servers.values()) {
      server.awaitReady();
    }
    planner = agents.caller("planner", "orders:read", "orders:write");
    TestClient worker = agents.caller("worker", "orders:read");
    live = agents.token(worker, "orders:read");
    delegated = agents.delegated(planner, worker, "orders:read");
    withoutScope = agents.token(planner, "orders:write");
  }

  private static void launch(Example example, Path examples, Path folder, OrdersAgents agents)
      throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("ISSUER", agents.issuer());
    environment.put("AUDIENCE", OrdersAgents.AUDIENCE);
    environment.put("MAX_STALE", MAX_STALE_SECONDS);
    if (example.isWhole()) {
      TestClient verifier = agents.server(example.folder());
      Path key = folder.resolve(example.folder() + ".jwk");
      Files.writeString(key, verifier.key().toJSONString());
      environment.put("CLIENT_ID", verifier.id());
      environment.put("CLIENT_KEY", key.toString());
      verifiers.put(example, verifier);
    }
    servers.put(example, ExampleServer.launch(example, examples, environment));
  }

  @AfterAll
  static void stop() {
    streams.values().forEach(EventReader::close);
    servers.values().forEach(ExampleServer::close);
    if (avowry != null) {
      avowry.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  @Order(1)
  @DisplayName("no token → 401, and nothing is said but the scheme (RFC 6750 §3.1)")
  void refusesNobody(Example example) throws Exception {
    HttpResponse<String> answer = servers.get(example).get();

    assertEquals(401, answer.statusCode());
    assertTrue(challenge(answer).startsWith("Bearer"), () -> challenge(answer));
    assertFalse(challenge(answer).contains("error"), () -> challenge(answer));
  }

  @ParameterizedTest
  @EnumSource
  @Order(1)
  @DisplayName("a token with another payload → 401 invalid_token")
  void refusesWhatIsForged(Example example) throws Exception {
    String[] real = live.split("\\.", -1);
    String forged = real[0] + "." + withoutScope.split("\\.", -1)[1] + "." + real[2];
    HttpResponse<String> answer = servers.get(example).get(forged);

    assertEquals(401, answer.statusCode());
    assertTrue(challenge(answer).contains("error=\"invalid_token\""), () -> challenge(answer));
  }

  @ParameterizedTest
  @EnumSource
  @Order(1)
  @DisplayName("a live token without the scope → 403 insufficient_scope")
  void refusesWithoutScope(Example example) throws Exception {
    HttpResponse<String> answer = servers.get(example).get(withoutScope);

    assertEquals(403, answer.statusCode());
    assertTrue(challenge(answer).contains("error=\"insufficient_scope\""), () -> challenge(answer));
  }

  @ParameterizedTest
  @EnumSource
  @Order(1)
  @DisplayName("a live token, also one by exchange → 200")
  void serves(Example example) throws Exception {
    for (String token : List.of(live, delegated)) {
      HttpResponse<String> answer = servers.get(example).get(token);

      assertEquals(200, answer.statusCode());
      assertTrue(answer.body().contains("bread"), answer::body);
    }
  }

  @Test
  @Order(2)
  @DisplayName("the root of a chain is revoked → 401, and what lived by the chain ends")
  void refusesWhatWasRevokedAbove() throws Exception {
    for (Example example : verifiers.keySet()) {
      streams.put(example, servers.get(example).stream(delegated));
      assertEquals(200, streams.get(example).status());
    }
    long seq = revokePlanner();

    for (Example example : Example.values()) {
      awaitStatus(example, delegated, 401);
      assertEquals(200, servers.get(example).get(live).statusCode());
    }
    for (EventReader stream : streams.values()) {
      stream.next("end", SOON);
    }
    for (Example example : verifiers.keySet()) {
      awaitClosed(example, seq);
    }
  }

  @Test
  @Order(3)
  @DisplayName("the issuer is out of reach for longer than maxStale → 503; the dead stay 401")
  void admitsThatItCannotKnow() throws Exception {
    avowry.terminate();

    for (Example example : Example.values()) {
      awaitStatus(example, live, 503);
      assertEquals(401, servers.get(example).get(delegated).statusCode());
    }
  }

  private static long revokePlanner() throws Exception {
    String order =
        "{\"target\": {\"agent\": \"%s\"}, \"mode\": \"revoke\", \"reason\": \"test\"}"
            .formatted(planner.id());
    return administrator.make("/v1/revocations", order).get("seq").asLong();
  }

  private static void awaitStatus(Example example, String token, int status) throws Exception {
    Within.within(
        SOON,
        example + " answers " + status,
        () -> servers.get(example).get(token).statusCode() == status);
  }

  private static void awaitClosed(Example example, long seq) throws Exception {
    String verifier = verifiers.get(example).id();
    Within.within(
        SOON,
        example + " has acknowledged " + seq,
        () -> {
          String receipt = administrator.get("/v1/revocations/" + seq + "/receipt").body();
          JsonNode lines = Administrator.JSON.readTree(receipt).get("verifiers");
          for (JsonNode line : lines) {
            if (line.path("verifier").asText().equals(verifier)) {
              return line.get("status").asText().equals("CLOSED");
            }
          }
          throw new AssertionError("the receipt does not name the verifier: " + receipt);
        });
  }

  private static String challenge(HttpResponse<String> answer) {
    return answer.headers().firstValue("WWW-Authenticate").orElse("");
  }
}

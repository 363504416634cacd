package dev.avowry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.EventReader;
import dev.avowry.verifier.Expectation;
import dev.avowry.verifier.Result;
import dev.avowry.verifier.Verifier;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("While the database is away")
class DatabaseOutageIT {
  private static final Duration REFUSED = Duration.ofSeconds(5);

  private static final Duration BACK = Duration.ofSeconds(30);

  private static ExternalDatabase database;
  private static AvowryProcess avowry;
  private static Administrator administrator;
  private static AgentClient agent;

  @BeforeAll
  static void start() throws Exception {
    Path folder = Folders.fresh("outage");
    database = ExternalDatabase.in(folder);
    avowry =
        AvowryProcess.in(folder)
            .on(database)
            .with("AVOWRY_KEK_FILE", database.kek().toString())
            .with("AVOWRY_ISSUER", "https://id.example.org")
            .with("AVOWRY_HTTP_DEADLINE", "4s")
            .start();
    administrator = new Administrator(avowry);
    administrator.comeInBy(avowry.bootstrapToken());
    agent = AgentClient.registeredBy(administrator, "https://id.example.org");
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable each : new AutoCloseable[] {avowry, database}) {
      if (each != null) {
        each.close();
      }
    }
  }

  @Test
  @DisplayName("everything that needs it answers 503, until it is back (A-070)")
  void refusesWhileStopped() throws Exception {
    assertEquals(200, agent.askForToken(avowry).statusCode());
    String minted = minted();

    database.stop();
    try {
      refusesAll(REFUSED);
      refusesAll(REFUSED);
      assertEquals(503, avowry.status("/q/health/ready"));
      assertEquals(200, avowry.status("/q/health/live"));
    } finally {
      database.start();
    }
    recovers();
    assertEquals(Integer.parseInt(minted) + 1, Integer.parseInt(minted()));
  }

  @Test
  @DisplayName("a request that meets a silent database is refused in time, and mints nothing")
  void refusesWhileSilent() throws Exception {
    assertEquals(200, agent.askForToken(avowry).statusCode());
    String minted = minted();

    database.fallSilent();
    HttpResponse<String> answer = agent.askForToken(avowry);
    database.speakAgain();

    assertEquals(503, answer.statusCode(), answer::body);
    assertTrue(answer.headers().firstValue("Retry-After").isPresent());
    assertTrue(answer.body().contains("in time"), answer.body());
    Within.within(BACK, "mints again", () -> agent.askForToken(avowry).statusCode() == 200);
    assertTrue(Integer.parseInt(minted()) > Integer.parseInt(minted));
  }

  @Test
  @DisplayName("heartbeats stop, new readers are refused, and verifiers go stale, until it is back")
  void fallsSilentToReaders() throws Exception {
    URI stream = avowry.uri("/revocations/stream");
    Within.within(BACK, "accepts readers", () -> status(stream) == 200);
    try (EventReader reader = EventReader.open(stream, Map.of());
        Verifier verifier = verifier()) {
      reader.next("heartbeat", REFUSED);
      String token = token();
      Within.within(BACK, "lets in", () -> verify(verifier, token) instanceof Result.Live);

      database.stop();
      try {
        Within.within(BACK, "silence", () -> !reader.comes("heartbeat", Duration.ofMillis(2_500)));
        Within.within(BACK, "stale", () -> verify(verifier, token) instanceof Result.Stale);
        Within.within(BACK, "refuses readers", () -> status(stream) == 503);
      } finally {
        database.start();
      }
      reader.next("heartbeat", BACK);
      Within.within(BACK, "lets in again", () -> verify(verifier, token) instanceof Result.Live);
    }
    recovers();
  }

  private static Verifier verifier() {
    return Verifier.of("https://id.example.org")
        .jwksUri(avowry.uri("/jwks"))
        .revocationsUri(avowry.uri("/revocations"))
        .maxStale(Duration.ofSeconds(6))
        .build()
        .start();
  }

  private static Result verify(Verifier verifier, String token) {
    return verifier.verify(token, Expectation.of("https://api.example.org", "read"));
  }

  private static String token() throws Exception {
    String body = agent.askForToken(avowry).body();
    return Administrator.JSON.readTree(body).get("access_token").asText();
  }

  private static int status(URI stream) throws Exception {
    try (EventReader reader = EventReader.open(stream, Map.of())) {
      return reader.status();
    }
  }

  private static void refusesAll(Duration longest) throws Exception {
    List<Callable<HttpResponse<String>>> calls =
        List.of(
            () -> agent.askForToken(avowry),
            () -> administrator.get("/v1/agents"),
            () -> administrator.post("/v1/sponsors", "{\"name\": \"B\", \"email\": \"b@b.org\"}"),
            () ->
                administrator.post(
                    "/v1/revocations",
                    """
                    {"target": {"agent": "%s"}, "mode": "revoke", "reason": "test"}
                    """
                        .formatted(agent.id())),
            () -> new Administrator(avowry).redeem("avb_0123456789012345678901234567890123"));
    for (Callable<HttpResponse<String>> call : calls) {
      long start = System.nanoTime();
      HttpResponse<String> answer = call.call();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      String what = answer.request().uri().getPath();
      assertEquals(503, answer.statusCode(), () -> what + ": " + answer.body());
      assertTrue(answer.headers().firstValue("Retry-After").isPresent(), what);
      assertTrue(answer.body().contains("the database cannot be reached"), answer.body());
      assertTrue(took.compareTo(longest) < 0, what + " took " + took);
    }
  }

  private static void recovers() throws Exception {
    Within.within(BACK, "ready again", () -> avowry.status("/q/health/ready") == 200);
    assertEquals(200, agent.askForToken(avowry).statusCode());
    assertEquals(200, administrator.get("/v1/agents").statusCode());
    // Listening again shows only in the database: the list is read each second anyway.
    Within.within(
        BACK,
        "listens again",
        () ->
            database
                .ask("select count(*) from pg_stat_activity where query ilike 'listen%'")
                .equals("1"));
  }

  private static String minted() throws Exception {
    return database.ask("select count(*) from ledger_event where type = 'token_issued'");
  }
}

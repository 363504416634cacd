package dev.avowry.vault.http;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestHuman;
import dev.avowry.testing.TestSecret;
import dev.avowry.testing.VaultRows;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What others have exported: kept whole or not at all, and not twice. */
@AvowryTest
class ImportTest {
  private TestHuman sponsor;
  private String value;

  @BeforeEach
  void begin() {
    sponsor = TestHuman.sponsor();
    value = "sk-" + UUID.randomUUID();
  }

  private Response run(String format, String content, Map<String, Object> more) {
    Map<String, Object> body = new HashMap<>(Map.of("format", format, "content", content));
    body.putAll(more);
    return sponsor.as().body(body).post("/v1/vault/import");
  }

  private Response run(String content) {
    return run("env", content, Map.of());
  }

  private int kept() {
    return sponsor.as().get("/v1/vault").<Integer>path("total");
  }

  @Test
  @DisplayName("POST /v1/vault/import → kept, and read by whom it is granted")
  void keeps() {
    TestClient agent = Api.agent(sponsor.id()).with("scopes", List.of("vault:read")).register();

    Response done = run("A_KEY=" + value + "\nB_KEY='another'\nC_KEY=\n");

    done.then()
        .statusCode(200)
        .body("dry_run", equalTo(false))
        .body("kept", equalTo(2))
        .body("total", equalTo(3))
        .body("items.state", equalTo(List.of("new", "new", "empty")))
        .body("items[0].type", equalTo("api_key"))
        .body("items[0].place", equalTo("line 1"))
        .body("items[2].secret", nullValue());
    Expect.notStored(done);
    assertFalse(done.asString().contains(value), done.asString());
    TestSecret secret = new TestSecret(done.path("items[0].secret"));
    secret.grant(sponsor.as(), agent.id());
    assertEquals(value, secret.value(agent.ownToken("vault:read")));
    assertEquals(List.of(), VaultRows.tablesWith(value));
  }

  @Test
  @DisplayName("dry_run → the same answer, and nothing is kept")
  void saysWhatWouldBecomeOfIt() {
    run("env", "A_KEY=" + value, Map.of("dry_run", true))
        .then()
        .statusCode(200)
        .body("dry_run", equalTo(true))
        .body("kept", equalTo(1))
        .body("items[0].state", equalTo("new"))
        .body("items[0].secret", nullValue());

    assertEquals(0, kept());
  }

  @Test
  @DisplayName("one of them is wrong → 400 by its place, without its words, and nothing is kept")
  void keepsAllOrNothing() {
    Response answer =
        Expect.problem(400, "invalid-request", run("A_KEY=fine\nB_KEY=" + value + " and more"));

    assertEquals("line 2", answer.<String>path("detail").substring(0, 6));
    assertFalse(answer.asString().contains(value), answer.asString());
    assertEquals(0, kept());
  }

  @Test
  @DisplayName("sent again, with one more → that one alone; what is there stays as it is")
  void keepsNothingTwice() {
    run("A_KEY=first").then().statusCode(200).body("kept", equalTo(1));

    run("A_KEY=second\nB_KEY=third")
        .then()
        .statusCode(200)
        .body("kept", equalTo(1))
        .body("items.state", equalTo(List.of("exists", "new")));

    assertEquals(2, kept());
  }

  @Test
  @DisplayName("8 at once → kept once")
  void keepsNothingTwiceAtOnce() throws Exception {
    List<Integer> kept = AtOnce.run(8, () -> run("A_KEY=v\nB_KEY=w").path("kept"));

    assertEquals(2, kept.stream().mapToInt(Integer::intValue).sum(), kept::toString);
    assertEquals(2, kept());
  }

  @Test
  @DisplayName("the same twice → duplicate; the same value in two → reused, by a fingerprint")
  void showsWhatIsReused() {
    String csv =
        """
        Title,Username,Password
        One,me,%s
        Two,you,%s
        One,me,%s
        Three,they,other
        """
            .formatted(value, value, value);

    Response done = run("1password_csv", csv, Map.of());

    done.then()
        .statusCode(200)
        .body("items.state", equalTo(List.of("new", "new", "duplicate", "new")))
        .body("items[0].fields.name", equalTo(List.of("password", "username")))
        .body("items[1].fields.reused", equalTo(List.of(true, false)))
        .body("items[3].fields.reused", equalTo(List.of(false, false)));
    String one = done.path("items[0].fields[0].fingerprint");
    assertEquals(one, done.path("items[1].fields[0].fingerprint"));
    assertNotEquals(one, done.path("items[3].fields[0].fingerprint"));
    assertEquals(
        one, run("env", "K=" + value, Map.of()).<String>path("items[0].fields[0].fingerprint"));
    String others =
        TestHuman.sponsor()
            .as()
            .body(Map.of("format", "env", "content", "K=" + value))
            .post("/v1/vault/import")
            .path("items[0].fields[0].fingerprint");
    assertNotEquals(one, others, "the same to another owner");
    assertEquals(List.of(), VaultRows.tablesWith(one));
  }

  @Test
  @DisplayName("200 → kept; 201, none, another format → 400; into a folder of somebody else → 404")
  void isBounded() {
    run(lines(200)).then().statusCode(200).body("kept", equalTo(200));
    Expect.problem(400, "invalid-request", run(lines(201)));
    Expect.problem(400, "invalid-request", run("# nothing"));
    Expect.problem(400, "invalid-request", run("keepass", "A=b", Map.of()));
    String folder =
        TestHuman.sponsor()
            .as()
            .body(Map.of("name", "theirs"))
            .post("/v1/vault/folders")
            .path("id");
    Expect.problem(404, "not-found", run("env", "NEW=b", Map.of("folder", folder)));
    Expect.problem(
        400, "invalid-request", run("env", "NEW=b", Map.of("owner", TestHuman.sponsor().id())));
    assertEquals(200, kept());
  }

  private static String lines(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "KEY_%d=value-%d".formatted(i, i))
        .collect(Collectors.joining("\n"));
  }
}

package dev.avowry.revocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.BulkTree;
import dev.avowry.testing.TestClient;
import dev.avowry.verifier.Expectation;
import dev.avowry.verifier.Result;
import dev.avowry.verifier.Verifier;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Taking authority away costs the same however much hangs on it. */
@AvowryTest
class LargeTreeTest {
  private static final int BRANCHES = 100;
  private static final int LEAVES = 999;
  private static final int SAMPLES = 20;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Inject Pool pool;

  @Test
  @DisplayName("a node with 100,000 below it dies by one entry, in the time of a leaf")
  void oneEntryHoweverLarge() {
    TestClient root = Api.agent(Api.sponsor()).register();
    BulkTree tree = BulkTree.below(root.id(), BRANCHES, LEAVES, pool);
    TestClient deepLeaf = tree.leafWithKey();
    String token = deepLeaf.token("read", Api.ORDERS);

    List<Duration> leaves = new ArrayList<>();
    for (String leaf : tree.leaves(SAMPLES)) {
      long before = head();
      leaves.add(revoke(leaf, 1));
      assertEquals(before + 1, head());
    }
    long before = head();
    Duration whole = revoke(root.id(), BRANCHES * (LEAVES + 1) - SAMPLES + 1);

    assertEquals(before + 1, head(), "one entry");
    leaves.sort(Duration::compareTo);
    System.out.printf(
        "revoke a leaf: median %.1f ms, slowest %.1f ms of %d; revoke a node with %,d below: %.1f ms%n",
        millis(leaves.get(SAMPLES / 2)),
        millis(leaves.getLast()),
        SAMPLES,
        BRANCHES * (LEAVES + 1),
        millis(whole));
    Verifier verifier =
        Verifier.of(Api.ISSUER)
            .jwks(RestAssured.get("/jwks").asString())
            .revocationsByHand()
            .build();
    verifier.applyRevocations(RestAssured.get("/revocations").asString());
    assertInstanceOf(Result.Dead.class, verifier.verify(token, Expectation.of(Api.ORDERS, "read")));
    deepLeaf.clientCredentials(Map.of()).then().statusCode(401);
  }

  /** By a bare client: what REST Assured does with an answer is no part of the time. */
  private static Duration revoke(String node, int agents) {
    String order = new JsonObject(Api.order("revoke", "node", node, false)).encode();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/v1/revocations"))
            .header("Authorization", "Bearer " + Api.adminToken())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(order))
            .build();
    try {
      long start = System.nanoTime();
      HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      Duration taken = Duration.ofNanos(System.nanoTime() - start);
      assertEquals(200, answer.statusCode(), answer::body);
      assertEquals(agents, JsonPath.from(answer.body()).getInt("affected.agents"));
      return taken;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static long head() {
    return RestAssured.given()
        .header("Accept", "application/json")
        .get("/revocations")
        .jsonPath()
        .getLong("seq");
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}

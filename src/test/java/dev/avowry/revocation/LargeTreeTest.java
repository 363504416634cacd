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

    List<Duration> leaves = new ArrayList<>();
    List<Duration> roots = new ArrayList<>();
    for (String leaf : tree.leaves(SAMPLES)) {
      long before = head();
      leaves.add(order("revoke", leaf, 1));
      roots.add(order("suspend", root.id(), BRANCHES * (LEAVES + 1) - leaves.size() + 1));
      assertEquals(before + 2, head(), "one entry each");
      Api.order("resume", "node", root.id()).then().statusCode(200);
    }
    String token = deepLeaf.token("read", Api.ORDERS);
    long before = head();
    Duration whole = order("revoke", root.id(), BRANCHES * (LEAVES + 1) - SAMPLES + 1);

    assertEquals(before + 1, head(), "one entry");
    leaves.sort(Duration::compareTo);
    roots.sort(Duration::compareTo);
    System.out.printf(
        "take a leaf: median %.1f ms; take a node with %,d below: median %.1f ms, of %d by turns;"
            + " revoke that node: %.1f ms%n",
        millis(leaves.get(SAMPLES / 2)),
        BRANCHES * (LEAVES + 1),
        millis(roots.get(SAMPLES / 2)),
        SAMPLES,
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
  private static Duration order(String mode, String node, int agents) {
    String order = new JsonObject(Api.order(mode, "node", node, false)).encode();
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

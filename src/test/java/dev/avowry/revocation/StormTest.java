package dev.avowry.revocation;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.TestClient;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Many orders at the same moment: each has its own entry, and the tallies stay right. */
@AvowryTest
class StormTest {
  private static final int AGENTS = 30;

  @Test
  @DisplayName(
      "parents and children revoked all at once: no gap in the order, no agent counted twice")
  void aStormOfOrders() throws Exception {
    String sponsor = Api.sponsor();
    TestClient parent = Api.agent(sponsor).register();
    String spawn = parent.ownToken("agents:spawn");
    List<String> targets = new ArrayList<>(List.of(parent.id()));
    for (int i = 1; i < AGENTS; i++) {
      targets.add(NewTestAgent.subAgent().register(spawn).id());
    }
    String admin = Api.adminToken();
    long before = head();

    List<Long> seqs = new ArrayList<>();
    List<Integer> ended = new ArrayList<>();
    try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Response>> answers = new ArrayList<>();
      for (String target : targets) {
        answers.add(
            people.submit(
                () ->
                    Api.as(admin)
                        .body(Api.order("revoke", "agent", target, false))
                        .post("/v1/revocations")));
      }
      for (var answer : answers) {
        var body = answer.get().then().statusCode(200).extract().jsonPath();
        seqs.add(body.getLong("seq"));
        ended.add(body.getInt("affected.agents"));
      }
    }

    assertEquals(
        LongStream.rangeClosed(before + 1, before + AGENTS).boxed().toList(),
        seqs.stream().sorted().toList());
    assertEquals(AGENTS, ended.stream().mapToInt(Integer::intValue).sum());
    Api.admin()
        .get("/v1/nodes/" + sponsor + "/tree")
        .then()
        .body("items[0].live_agents", equalTo(0));
  }

  private static long head() {
    return RestAssured.given()
        .header("Accept", "application/json")
        .get("/revocations")
        .jsonPath()
        .getLong("seq");
  }
}

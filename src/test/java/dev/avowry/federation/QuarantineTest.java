package dev.avowry.federation;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.Expect;
import dev.avowry.testing.OutsideIssuer;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Workloads that no rule names, and what becomes of them. */
@AvowryTest
class QuarantineTest extends FederationSetting {
  private String sponsor = "";
  private String trust = "";
  private String quarantine = "";

  @BeforeEach
  void quarantine() {
    sponsor = Api.sponsor();
    trust = platform.trusted("kubernetes");
    quarantine = ruled(trust, Map.of(), OutsideIssuer.quarantine(sponsor, 4));
  }

  @Nested
  class AnUnknownWorkload {
    @Test
    @DisplayName("is a small agent at once, listed, with the quarantine on its path; 30 make one")
    void isTakenIn() throws Exception {
      String proof = proof("uid-1");

      List<Response> answers = AtOnce.run(30, () -> OutsideIssuer.asGrant(proof, READ));

      Set<String> made = new TreeSet<>();
      answers.forEach(answer -> made.add(Api.claims(token(answer)).getString("sub")));
      assertEquals(1, made.size(), made::toString);
      String id = made.iterator().next();
      List<String> path =
          Api.claims(token(answers.getFirst())).getList("status.lineage.path", String.class);
      assertEquals(List.of(sponsor, id, trust, quarantine), path);
      listed("quarantined").body("total", equalTo(1)).body("items.id", contains(id));
      Api.admin()
          .get("/v1/workloads/{id}", id)
          .then()
          .body("subject", equalTo("system:serviceaccount:jobs:batch"))
          .body("identity", equalTo("uid-1"))
          .body("rule", equalTo(quarantine));
      Api.admin()
          .get("/v1/agents/{id}", id)
          .then()
          .body("sponsor", equalTo(sponsor))
          .body("max_children", equalTo(0));
    }

    @Test
    @DisplayName("gets nothing beyond the ceiling of the quarantine → 400")
    void isSmall() {
      Expect.oauthError(
          400,
          "invalid_scope",
          OutsideIssuer.asGrant(proof("uid-1"), Map.of("scope", "write", "resource", Api.ORDERS)));
      Expect.oauthError(
          400,
          "invalid_target",
          OutsideIssuer.asGrant(
              proof("uid-1"), Map.of("scope", "read", "resource", "https://other.example")));
    }

    @Test
    @DisplayName("that a rule names is what the rule says, also when it names another client")
    void isNamedByARule() {
      ruled(trust, Map.of("serviceaccount_uid", "uid-1"), isAgent());

      assertEquals(agent.id(), taken("uid-1"));
      refused(
          OutsideIssuer.asClient(
              proof("uid-1"), Map.of("client_id", taken("uid-2"), "scope", "read")));
    }

    @Test
    @DisplayName("the fifth of four → 400, until one is decided (A-061)")
    void findsNoRoom() {
      String first = taken("uid-1");
      for (String uid : List.of("uid-2", "uid-3", "uid-4")) {
        taken(uid);
      }

      Response full = OutsideIssuer.asGrant(proof("uid-5"), READ);
      refusedGrant(full);
      full.then().body("error_description", containsString("the quarantine is full"));
      assertEquals(first, taken("uid-1"));
      assertEquals(204, Api.admin().delete("/v1/workloads/{id}", first).statusCode());
      taken("uid-5");
      listed("quarantined").body("total", equalTo(4));
    }

    @Test
    @DisplayName("too many within a minute → 503, and no agent is made (A-061)")
    void comesTooFast() {
      try (OutsideIssuer other = OutsideIssuer.start()) {
        ruled(other.trusted("kubernetes"), Map.of(), OutsideIssuer.quarantine(sponsor, 100));
        int let = 0;
        Response answer;
        do {
          String uid = UUID.randomUUID().toString();
          answer = OutsideIssuer.asGrant(other.token(other.kubernetes("jobs", "batch", uid)), READ);
          let++;
        } while (answer.statusCode() == 200 && let < 100);

        assertEquals(9, let);
        Expect.oauthError(503, "temporarily_unavailable", answer);
      }
    }

    @Test
    @DisplayName(
        "is not taken in at /introspect, nor when it names a client, nor by a star (A-095)")
    void isNotTakenIn() {
      refused(
          OutsideIssuer.asClient(proof("uid-9"), Map.of("client_id", agent.id(), "scope", "read")));
      try (OutsideIssuer other = OutsideIssuer.start()) {
        ruled(other.trusted("oidc"), Map.of(), OutsideIssuer.quarantine(sponsor, 9));
        for (String sub : List.of("*", "a:*", "a*")) {
          refusedGrant(OutsideIssuer.asGrant(other.token(other.claims(Map.of("sub", sub))), READ));
        }
      }
      listed("quarantined").body("total", equalTo(0));
    }

    @Test
    @DisplayName("its quarantine removed: its tokens are dead, and it is refused")
    void losesItsQuarantine() {
      String minted = token(OutsideIssuer.asGrant(proof("uid-1"), READ));

      assertEquals(
          204,
          Api.admin()
              .delete("/v1/trusted-issuers/{id}/rules/{rule}", trust, quarantine)
              .statusCode());

      assertFalse(isAlive(minted));
      refusedGrant(OutsideIssuer.asGrant(proof("uid-1"), READ));
    }
  }

  @Nested
  class AnAdministrator {
    @Test
    @DisplayName("POST adoption → another agent under its sponsor; the one before is dead")
    void adopts() {
      String old = token(OutsideIssuer.asGrant(proof("uid-1"), READ));
      String workload = Api.claims(old).getString("sub");
      String answering = Api.sponsor();

      JsonPath adopted =
          adopt(workload, Map.of("sponsor", answering, "scopes", List.of("read", "write")))
              .then()
              .statusCode(201)
              .body("revoked", equalTo(workload))
              .body("sponsor", equalTo(answering))
              .body("rule.conditions.serviceaccount_uid", equalTo("uid-1"))
              .body("workload.state", equalTo("adopted"))
              .extract()
              .jsonPath();

      String now = adopted.getString("agent");
      assertNotEquals(workload, now);
      assertFalse(isAlive(old));
      assertTrue(isListed(workload));
      String minted =
          token(
              OutsideIssuer.asGrant(
                  proof("uid-1"), Map.of("scope", "write", "resource", Api.ORDERS)));
      assertEquals(
          List.of(answering, now, trust, adopted.getString("rule.id")),
          Api.claims(minted).getList("status.lineage.path"));
      listed("quarantined").body("total", equalTo(0));
      listed("adopted").body("items.adopted_as", contains(now));
    }

    @Test
    @DisplayName("POST adoption without sponsor → whoever answers for the administrator")
    void answersForItself() {
      String me = Api.admin().get("/v1/me").path("sponsor");
      adopt(taken("uid-1"), Map.of()).then().statusCode(201).body("sponsor", equalTo(me));
    }

    @Test
    @DisplayName("POST adoption by conditions: other jobs of the same workload are refused")
    void adoptsInPart() {
      adopt(taken("uid-1"), Map.of("scopes", List.of("read"), "conditions", Map.of("node", "a")))
          .then()
          .statusCode(201);
      refusedGrant(OutsideIssuer.asGrant(proof("uid-1"), READ));
    }

    @Test
    @DisplayName("20 adoptions at once → one agent, one rule; later ones 409")
    void adoptsOnce() throws Exception {
      String workload = taken("uid-1");

      List<Integer> statuses =
          AtOnce.run(20, () -> adopt(workload, Map.of("sponsor", sponsor)).statusCode());

      assertEquals(1, statuses.stream().filter(it -> it == 201).count(), statuses::toString);
      assertEquals(19, statuses.stream().filter(it -> it == 409).count(), statuses::toString);
      Api.admin().get("/v1/trusted-issuers/{id}/rules", trust).then().body("items", hasSize(2));
      Expect.problem(409, "conflict", Api.admin().delete("/v1/workloads/{id}", workload));
    }

    @Test
    @DisplayName("DELETE → refused for good, also by a quarantine made anew (A-078)")
    void rejects() {
      String old = token(OutsideIssuer.asGrant(proof("uid-1"), READ));
      String workload = Api.claims(old).getString("sub");

      assertEquals(204, Api.admin().delete("/v1/workloads/{id}", workload).statusCode());
      assertEquals(204, Api.admin().delete("/v1/workloads/{id}", workload).statusCode());

      assertFalse(isAlive(old));
      refusedGrant(OutsideIssuer.asGrant(proof("uid-1"), READ));
      Expect.problem(409, "conflict", adopt(workload, Map.of()));
      Api.admin().delete("/v1/trusted-issuers/{id}/rules/{rule}", trust, quarantine);
      ruled(trust, Map.of(), OutsideIssuer.quarantine(sponsor, 4));
      refusedGrant(OutsideIssuer.asGrant(proof("uid-1"), READ));
      taken("uid-2");
    }

    @Test
    @DisplayName("the rule of an adopted workload removed: it does not fall back into quarantine")
    void takesBack() {
      JsonPath adopted = adopt(taken("uid-1"), Map.of("scopes", List.of("read"))).jsonPath();
      taken("uid-2");

      Api.admin()
          .delete("/v1/trusted-issuers/{id}/rules/{rule}", trust, adopted.getString("rule.id"));

      refusedGrant(OutsideIssuer.asGrant(proof("uid-1"), READ));
    }

    @Test
    @DisplayName("GET → pages, filters, total; nonsense → 400, nothing → 404")
    void lists() {
      for (String uid : List.of("uid-1", "uid-2", "uid-3")) {
        taken(uid);
      }
      JsonPath first =
          Api.admin().get("/v1/workloads?trusted_issuer={t}&limit=2", trust).jsonPath();
      assertEquals(List.of("uid-1", "uid-2"), first.getList("items.identity"));
      assertEquals(3, first.getInt("total"));
      Api.admin()
          .get("/v1/workloads?trusted_issuer={t}&after={a}", trust, first.getString("next"))
          .then()
          .body("items.identity", contains("uid-3"));
      Api.admin()
          .get("/v1/workloads?trusted_issuer={t}&subject=%25", trust)
          .then()
          .body("total", equalTo(0));
      for (String nonsense : List.of("state=live", "trusted_issuer=x", "limit=0", "after=x")) {
        Expect.problem(400, "invalid-request", Api.admin().get("/v1/workloads?" + nonsense));
      }
      for (String none : List.of("AAAAAAAAAAA", "x")) {
        Expect.problem(404, "not-found", Api.admin().get("/v1/workloads/" + none));
        Expect.problem(404, "not-found", Api.admin().delete("/v1/workloads/" + none));
        Expect.problem(404, "not-found", adopt(none, Map.of()));
      }
    }

    @Test
    @DisplayName("POST adoption beyond the sponsor, of no sponsor, with the identity → 400, 422")
    void cannotAdopt() {
      String workload = taken("uid-1");
      Expect.problem(422, "sponsor-not-live", adopt(workload, Map.of("sponsor", "AAAAAAAAAAA")));
      Expect.problem(400, "invalid-request", adopt(workload, Map.of("kind", "human")));
      for (Map<String, String> conditions :
          List.of(Map.of("serviceaccount_uid", "uid-2"), Map.of("color", "red"))) {
        Expect.problem(400, "invalid-request", adopt(workload, Map.of("conditions", conditions)));
      }
      assertEquals(workload, taken("uid-1"));
    }

    @Test
    @DisplayName("a row each in the ledger: quarantined, adopted, rejected")
    void isRecorded() throws Exception {
      String adopted = taken("uid-1");
      String rejected = taken("uid-2");
      adopt(adopted, Map.of("sponsor", sponsor)).then().statusCode(201);
      Api.admin().delete("/v1/workloads/{id}", rejected);

      recorded("agent", adopted, "workload_quarantined");
      recorded("agent", adopted, "workload_adopted");
      recorded("agent", rejected, "workload_rejected");
      recorded("node", rejected, "authority_revoked");
    }

    @Test
    @DisplayName(
        "POST a quarantine: one an issuer, of everybody's platform by its owner → 400, 409")
    void mayHaveOne() {
      Expect.problem(
          409,
          "conflict",
          OutsideIssuer.rule(trust, Map.of(), OutsideIssuer.quarantine(sponsor, 1)));
      try (OutsideIssuer other = OutsideIssuer.start()) {
        String github = other.trusted("github");
        for (Map<String, String> conditions :
            List.<Map<String, String>>of(
                Map.of(), Map.of("ref", "refs/heads/main"), Map.of("repository_owner_id", "*"))) {
          Expect.problem(
              400,
              "invalid-request",
              OutsideIssuer.rule(github, conditions, OutsideIssuer.quarantine(sponsor, 1)));
        }
        ruled(
            github, Map.of("repository_owner_id", "123456"), OutsideIssuer.quarantine(sponsor, 1));
        refusedGrant(
            OutsideIssuer.asGrant(other.token(other.github("7", "8", "refs/heads/main")), READ));
        token(
            OutsideIssuer.asGrant(
                other.token(other.github("123456", "8", "refs/heads/main")), READ));
      }
      Expect.problem(
          422,
          "sponsor-not-live",
          OutsideIssuer.rule(trust, Map.of(), OutsideIssuer.quarantine("AAAAAAAAAAA", 1)));
      Expect.problem(
          400,
          "invalid-request",
          OutsideIssuer.rule(trust, Map.of(), OutsideIssuer.quarantine(sponsor, 0)));
    }
  }

  @Nested
  class AnAgent {
    @Test
    @DisplayName("every operation → 403")
    void mayNot() {
      String workload = taken("uid-1");
      String token = agent.ownToken("read");
      for (Response answer :
          List.of(
              Api.as(token).get("/v1/workloads"),
              Api.as(token).get("/v1/workloads/{id}", workload),
              Api.as(token).delete("/v1/workloads/{id}", workload),
              Api.as(token)
                  .body(Map.of("name", "a", "kind", "workload", "purpose", "b"))
                  .post("/v1/workloads/{id}/adoption", workload))) {
        Expect.problem(403, "insufficient-scope", answer);
      }
      listed("quarantined").body("items.id", hasItem(workload));
    }
  }

  private static Response adopt(String workload, Map<String, ?> more) {
    Map<String, Object> body = new HashMap<>();
    body.put("name", "batch");
    body.put("kind", "workload");
    body.put("purpose", "does what it did");
    body.put("resources", List.of(Api.ORDERS));
    body.putAll(more);
    return Api.admin().body(body).post("/v1/workloads/{id}/adoption", workload);
  }

  private io.restassured.response.ValidatableResponse listed(String state) {
    return Api.admin()
        .get("/v1/workloads?state={s}&trusted_issuer={t}", state, trust)
        .then()
        .statusCode(200);
  }

  private static void recorded(String by, String id, String type) throws Exception {
    Eventually.within(
        Duration.ofSeconds(20),
        type + " is in the ledger",
        () ->
            Api.admin()
                    .queryParam(by, id)
                    .queryParam("type", type)
                    .get("/v1/audit/events")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath()
                    .getList("events")
                    .size()
                == 1);
  }

  private String proof(String uid) {
    return platform.token(platform.kubernetes("jobs", "batch", uid));
  }

  private String taken(String uid) {
    return Api.claims(token(OutsideIssuer.asGrant(proof(uid), READ))).getString("sub");
  }
}

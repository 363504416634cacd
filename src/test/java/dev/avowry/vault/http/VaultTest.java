package dev.avowry.vault.http;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestHuman;
import dev.avowry.testing.TestSecret;
import dev.avowry.testing.VaultRows;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets: kept by those whose they are, read by whom they let, on record before they are. */
@AvowryTest
class VaultTest {
  private static final List<String> SCOPES =
      List.of("read", "vault:read", "vault:write", "agents:spawn");

  private TestHuman sponsor;
  private TestClient agent;
  private String value;
  private TestSecret secret;

  @BeforeEach
  void keep() {
    sponsor = TestHuman.sponsor();
    agent = agent();
    value = "sk-" + UUID.randomUUID();
    secret = TestSecret.keep(sponsor.as(), value);
  }

  private TestClient agent() {
    return Api.agent(sponsor.id()).with("scopes", SCOPES).register();
  }

  private String token(TestClient reader) {
    return reader.ownToken("vault:read");
  }

  private static TestClient child(TestClient parent) {
    return NewTestAgent.subAgent()
        .with("scopes", List.of("vault:read"))
        .register(parent.ownToken("agents:spawn"));
  }

  private static void isUnknown(Response answer) {
    Expect.problem(404, "not-found", answer);
  }

  @Nested
  class AnAgentWithAGrant {
    @Test
    @DisplayName("POST /v1/vault/{id}/read → the fields, until when, not stored anywhere")
    void reads() {
      secret.grant(sponsor.as(), agent.id(), Map.of("lease", 60));

      Response answer = secret.read(token(agent));

      answer.then().statusCode(200).body("fields.key", equalTo(value)).body("version", equalTo(1));
      Expect.notStored(answer);
      Instant until = Instant.parse(answer.path("expires_at"));
      assertTrue(until.isBefore(Instant.now().plusSeconds(61)), until::toString);
    }

    @Test
    @DisplayName("POST …/read with a token without the scope → 403, whatever was granted")
    void needsTheScope() {
      secret.grant(sponsor.as(), agent.id());

      Expect.problem(403, "insufficient-scope", secret.read(agent.ownToken("read")));
    }

    @Test
    @DisplayName("POST …/read by a grant to use → 404: neither includes the other")
    void doesNotReadWhatItMayUse() {
      secret.grant(sponsor.as(), agent.id(), Map.of("uses", List.of("use")));

      isUnknown(secret.read(token(agent)));
    }

    @Test
    @DisplayName("GET /v1/vault → what it may have, and nothing secret of it")
    void listsWhatItMayHave() {
      secret.grant(sponsor.as(), agent.id());
      TestSecret.keep(sponsor.as(), "another");

      Response list = Api.as(token(agent)).get("/v1/vault");

      list.then().statusCode(200).body("items.id", equalTo(List.of(secret.id())));
      assertTrue(!list.asString().contains(value), list.asString());
    }

    @Test
    @DisplayName("POST …/read of another version → that one; of none → 404")
    void readsAnotherVersion() {
      secret.grant(sponsor.as(), agent.id());
      secret.replace(sponsor.as(), "the next").then().statusCode(201);

      assertEquals("the next", secret.value(token(agent)));
      secret.read(token(agent), 1).then().statusCode(200).body("fields.key", equalTo(value));
      isUnknown(secret.read(token(agent), 3));
    }

    @Test
    @DisplayName("the grant is withdrawn → 404 at once")
    void losesIt() {
      String grant = secret.grant(sponsor.as(), agent.id());
      String token = token(agent);
      secret.read(token).then().statusCode(200);

      secret.withdraw(sponsor.as(), grant).then().statusCode(204);

      isUnknown(secret.read(token));
      secret.withdraw(sponsor.as(), grant).then().statusCode(204);
    }

    @Test
    @DisplayName(
        "POST /v1/revocations on the grant or on the secret, by an administrator → the same")
    void losesItByTheDoor() {
      String grant = secret.grant(sponsor.as(), agent.id());
      String token = token(agent);

      Api.order("suspend", "node", secret.id()).then().statusCode(200);
      isUnknown(secret.read(token));
      Api.order("resume", "node", secret.id()).then().statusCode(200);
      secret.read(token).then().statusCode(200);
      Api.order("revoke", "node", grant).then().statusCode(200);
      isUnknown(secret.read(token));
    }

    @Test
    @DisplayName("the agent is stopped → 401 with the token that it had")
    void losesItWithItsToken() {
      secret.grant(sponsor.as(), agent.id());
      String token = token(agent);

      Api.order("suspend", "agent", agent.id()).then().statusCode(200);

      Expect.problem(401, "invalid-token", secret.read(token));
    }

    @Test
    @DisplayName("16 reads at once by a grant of three → three are given, and no more ever")
    void readsAsOftenAsItMay() throws Exception {
      secret.grant(sponsor.as(), agent.id(), Map.of("count", 3));
      String token = token(agent);

      List<Integer> statuses = AtOnce.run(16, () -> secret.read(token).statusCode());

      assertEquals(
          3, statuses.stream().filter(status -> status == 200).count(), statuses::toString);
      Expect.problem(409, "conflict", secret.read(token));
      secret.grant(sponsor.as(), agent.id(), Map.of("count", 1));
      secret.read(token).then().statusCode(200);
      Expect.problem(409, "conflict", secret.read(token));
    }

    @Test
    @DisplayName("before not_before, after expires_at → 404; the secret's own end → 409")
    void readsInItsTime() {
      String token = token(agent);
      secret.grant(
          sponsor.as(),
          agent.id(),
          Map.of("not_before", Instant.now().plus(Duration.ofHours(1)).toString()));
      isUnknown(secret.read(token));

      secret.grant(sponsor.as(), agent.id());
      sponsor
          .as()
          .body(Map.of("name", "over", "expires_at", Instant.now().minusSeconds(1).toString()))
          .put("/v1/vault/{id}", secret.id())
          .then()
          .statusCode(200);
      Expect.problem(409, "conflict", secret.read(token));
    }

    @Test
    @DisplayName("POST …/report → seen by who looks after it, gone with the next version")
    void reportsThatItDoesNotWork() {
      secret.grant(sponsor.as(), agent.id());

      Api.as(token(agent))
          .body(Map.of("version", 1, "fault", "rejected"))
          .post("/v1/vault/{id}/report", secret.id())
          .then()
          .statusCode(200);

      sponsor
          .as()
          .get("/v1/vault/{id}", secret.id())
          .then()
          .body("report.fault", equalTo("rejected"))
          .body("report.agent", equalTo(agent.id()));
      secret.replace(sponsor.as(), "next").then().statusCode(201).body("report", equalTo(null));
      Expect.problem(
          409,
          "conflict",
          Api.as(token(agent))
              .body(Map.of("version", 1, "fault", "rejected"))
              .post("/v1/vault/{id}/report", secret.id()));
    }
  }

  @Nested
  class AnAgentWithout {
    @Test
    @DisplayName("read, show, versions, replace, describe, remove, grant, report → one 404")
    void knowsOfNothing() {
      String token = agent.ownToken("vault:read vault:write");
      String none = "AAAAAAAAAAA";
      String body = secret.read(token).then().statusCode(404).extract().path("detail");
      for (String id : List.of(secret.id(), none)) {
        assertEquals(
            body, new TestSecret(id).read(token).then().statusCode(404).extract().path("detail"));
        isUnknown(Api.as(token).get("/v1/vault/{id}", id));
        isUnknown(Api.as(token).get("/v1/vault/{id}/versions", id));
        isUnknown(new TestSecret(id).replace(Api.as(token), "mine"));
        isUnknown(Api.as(token).body(Map.of("name", "mine")).put("/v1/vault/{id}", id));
        isUnknown(Api.as(token).delete("/v1/vault/{id}", id));
        isUnknown(Api.as(token).get("/v1/vault/{id}/grants", id));
        isUnknown(
            Api.as(token)
                .body(Map.of("version", 1, "fault", "other"))
                .post("/v1/vault/{id}/report", id));
      }
      assertEquals(value, valueFor(agent), "nothing has changed");
    }

    private String valueFor(TestClient reader) {
      secret.grant(sponsor.as(), reader.id());
      return secret.value(token(reader));
    }

    @Test
    @DisplayName("it wrote it itself → it may not read it, nor let anybody")
    void doesNotReadWhatItWrites() {
      String token = agent.ownToken("vault:read vault:write");
      TestSecret own = TestSecret.keep(Api.as(token), "its own");

      isUnknown(own.read(token));
      Expect.problem(403, "insufficient-scope", own.tryGrant(Api.as(token), agent.id(), Map.of()));
      Api.as(token).get("/v1/vault/{id}", own.id()).then().body("owner", equalTo(agent.id()));
      own.replace(Api.as(token), "another of its own").then().statusCode(201);
      own.grant(sponsor.as(), agent.id());
      assertEquals("another of its own", own.value(token));
    }
  }

  @Nested
  class ASubAgent {
    @Test
    @DisplayName("the grant is to the agent above alone → 404; to all below it → read")
    void readsWhatItsTreeMay() {
      TestClient child = child(agent);
      secret.grant(sponsor.as(), agent.id());
      isUnknown(secret.read(token(child)));

      secret.grant(sponsor.as(), agent.id(), Map.of("subtree", true));

      assertEquals(value, secret.value(token(child)));
    }

    @Test
    @DisplayName("the grant is to the sponsor's whole tree → read; to the sponsor alone → 400")
    void readsWhatItsSponsorsMay() {
      Expect.problem(400, "invalid-request", secret.tryGrant(sponsor.as(), sponsor.id(), Map.of()));

      secret.grant(sponsor.as(), sponsor.id(), Map.of("subtree", true));

      assertEquals(value, secret.value(token(child(agent))));
    }

    @Test
    @DisplayName("the agent above is stopped → 401 below as well")
    void losesItWithWhoIsAbove() {
      TestClient child = child(agent);
      secret.grant(sponsor.as(), agent.id(), Map.of("subtree", true));
      String token = token(child);

      Api.order("revoke", "agent", agent.id()).then().statusCode(200);

      Expect.problem(401, "invalid-token", secret.read(token));
    }
  }

  @Nested
  class AFolder {
    @Test
    @DisplayName("who may have the folder may have what is in it, and what comes into it")
    void givesWhatIsInIt() {
      TestSecret folder = new TestSecret(folder());
      folder.grant(sponsor.as(), agent.id());
      TestSecret inside = TestSecret.keep(sponsor.as(), "inside", Map.of("folder", folder.id()));

      assertEquals("inside", inside.value(token(agent)));
      isUnknown(secret.read(token(agent)));
      sponsor
          .as()
          .get("/v1/vault?folder=" + folder.id())
          .then()
          .body("items.id", equalTo(List.of(inside.id())));
    }

    @Test
    @DisplayName("DELETE of the folder → nothing in it is given, nor comes into it")
    void closes() {
      TestSecret folder = new TestSecret(folder());
      TestSecret inside = TestSecret.keep(sponsor.as(), "inside", Map.of("folder", folder.id()));
      inside.grant(sponsor.as(), agent.id());

      sponsor.as().delete("/v1/vault/{id}", folder.id()).then().statusCode(204);

      isUnknown(inside.read(token(agent)));
      Expect.problem(
          409, "conflict", TestSecret.tryKeep(sponsor.as(), "late", Map.of("folder", folder.id())));
      sponsor.as().get("/v1/vault/folders").then().body("items", empty());
    }

    private String folder() {
      return sponsor
          .as()
          .body(Map.of("name", "production"))
          .post("/v1/vault/folders")
          .then()
          .statusCode(201)
          .extract()
          .path("id");
    }
  }

  @Nested
  class WhoLooksAfterIt {
    @Test
    @DisplayName("POST /v1/vault → sealed: the value is nowhere in the database")
    void isSealed() {
      assertEquals(List.of(), VaultRows.tablesWith(value));
    }

    @Test
    @DisplayName("POST …/versions with a version that is replaced already → 409")
    void replacesWhatTheyBelieve() {
      Map<String, Object> body = Map.of("fields", Map.of("key", "b"), "replaces", 1);
      sponsor.as().body(body).post("/v1/vault/{id}/versions", secret.id()).then().statusCode(201);

      Expect.problem(
          409, "conflict", sponsor.as().body(body).post("/v1/vault/{id}/versions", secret.id()));
      sponsor
          .as()
          .get("/v1/vault/{id}/versions", secret.id())
          .then()
          .body("items.version", equalTo(List.of(2, 1)));
    }

    @Test
    @DisplayName(
        "DELETE /v1/vault/{id} → read by nobody, destroyed, off the list; again → the same")
    void removes() {
      secret.grant(sponsor.as(), agent.id());

      sponsor.as().delete("/v1/vault/{id}", secret.id()).then().statusCode(204);
      sponsor.as().delete("/v1/vault/{id}", secret.id()).then().statusCode(204);

      isUnknown(secret.read(token(agent)));
      sponsor.as().get("/v1/vault").then().body("items.id", not(hasItem(secret.id())));
      sponsor.as().get("/v1/vault/{id}", secret.id()).then().body("state", equalTo("revoked"));
      Expect.problem(409, "conflict", secret.replace(sponsor.as(), "again"));
      assertEquals(0, VaultRows.sealedOf(secret.id()));
    }

    @Test
    @DisplayName("another sponsor → 404; an administrator → everything but the plaintext")
    void isTheirs() {
      TestHuman other = TestHuman.sponsor();
      isUnknown(other.as().get("/v1/vault/{id}", secret.id()));
      isUnknown(secret.tryGrant(other.as(), agent.id(), Map.of()));
      isUnknown(other.as().delete("/v1/vault/{id}", secret.id()));

      Api.admin().get("/v1/vault/{id}", secret.id()).then().statusCode(200);
      Expect.problem(403, "insufficient-scope", secret.read(Api.adminToken()));
    }

    @Test
    @DisplayName("a grant to another sponsor's agent → 400: who answers for it does not know")
    void grantsTheirOwn() {
      TestClient stranger = TestHuman.sponsor().agent();

      Expect.problem(
          400, "invalid-request", secret.tryGrant(sponsor.as(), stranger.id(), Map.of()));
      secret.grant(Api.admin(), stranger.id());
    }

    @Test
    @DisplayName("GET …/grants → who may have it; ?after= → the next page")
    void listsGrants() {
      String first = secret.grant(sponsor.as(), agent.id(), Map.of("count", 2, "lease", 30));
      String second = secret.grant(sponsor.as(), sponsor.id(), Map.of("subtree", true));

      Response page = sponsor.as().get("/v1/vault/{id}/grants?limit=1", secret.id());
      page.then()
          .body("total", equalTo(2))
          .body("items[0].id", equalTo(first))
          .body("items[0].count", equalTo(2))
          .body("next", equalTo(first));
      sponsor
          .as()
          .get("/v1/vault/{id}/grants?limit=1&after=" + first, secret.id())
          .then()
          .body("items.id", equalTo(List.of(second)));
    }

    @Test
    @DisplayName("GET /v1/vault?type=&tag=&name= → those alone")
    void filters() {
      TestSecret tagged =
          TestSecret.keep(
              sponsor.as(), "v", Map.of("tags", List.of("prod"), "name", "The Mail Server"));

      for (String query : List.of("tag=prod", "name=mail", "name=MAIL&type=api_key")) {
        sponsor
            .as()
            .get("/v1/vault?" + query)
            .then()
            .body("items.id", equalTo(List.of(tagged.id())))
            .body("total", equalTo(1));
      }
      sponsor.as().get("/v1/vault?type=card").then().body("items", hasSize(0));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"name\":\"x\",\"type\":\"login\",\"fields\":{\"username\":\"u\"}}",
          "{\"name\":\"x\",\"type\":\"nothing\",\"fields\":{\"key\":\"k\"}}",
          "{\"name\":\"x\",\"type\":\"api_key\",\"fields\":{}}",
          "{\"name\":\"x\",\"type\":\"api_key\",\"fields\":{\"key\":\"\"}}",
          "{\"name\":\"x\",\"type\":\"custom\",\"fields\":{\"A b\":\"v\"}}",
          "{\"name\":\"\",\"type\":\"api_key\",\"fields\":{\"key\":\"k\"}}",
          "{\"name\":\"x\",\"type\":\"api_key\",\"fields\":{\"key\":\"k\"},\"tags\":[\"A B\"]}",
          "{\"name\":\"x\",\"type\":\"api_key\",\"fields\":{\"key\":7}}",
          "{\"name\":\"x\",\"type\":\"api_key\",\"fields\":{\"key\":\"k\"},\"owner\":\"me\"}"
        })
    @DisplayName("POST /v1/vault with what is no secret → 400, of which nothing is repeated")
    void refusesWhatIsNoSecret(String body) {
      Response answer =
          Expect.problem(400, "invalid-request", sponsor.as().body(body).post("/v1/vault"));

      assertNotEquals("", answer.path("detail"));
    }

    @Test
    @DisplayName("fields longer than 48 KiB → 400")
    void bounds() {
      Expect.problem(
          400, "invalid-request", TestSecret.tryKeep(sponsor.as(), "k".repeat(49_152), Map.of()));
    }
  }

  @Nested
  class SomebodyAtTheDatabase {
    @Test
    @DisplayName("rows swapped → not opened (A-140)")
    void cannotSwap() {
      TestSecret other = TestSecret.keep(sponsor.as(), "another");
      secret.grant(sponsor.as(), agent.id());

      VaultRows.swap(secret.id(), other.id());

      secret.read(token(agent)).then().statusCode(500).body("detail", not(containsString("seal")));
    }

    @Test
    @DisplayName("an old version put back as the present one → not opened (A-140)")
    void cannotPutBack() {
      secret.grant(sponsor.as(), agent.id());
      secret.replace(sponsor.as(), "the next").then().statusCode(201);

      VaultRows.putBack(secret.id());

      secret.read(token(agent)).then().statusCode(500);
    }
  }

  @Nested
  class TheWorklist {
    @Test
    @DisplayName("what the tree below a node was given in plaintext, and nothing else")
    void tellsWhatWasGiven() {
      TestClient child = child(agent);
      TestClient bystander = agent();
      TestSecret unread = TestSecret.keep(sponsor.as(), "unread");
      TestSecret elsewhere = TestSecret.keep(sponsor.as(), "elsewhere");
      secret.grant(sponsor.as(), agent.id(), Map.of("subtree", true));
      unread.grant(sponsor.as(), agent.id());
      elsewhere.grant(sponsor.as(), bystander.id());
      secret.value(token(child));
      secret.value(token(agent));
      elsewhere.value(token(bystander));

      int seq = Api.order("revoke", "agent", agent.id()).then().extract().path("seq");

      Response list = sponsor.as().get("/v1/vault/worklist?revocation=" + seq);
      list.then()
          .statusCode(200)
          .body("total", equalTo(1))
          .body("items[0].secret", equalTo(secret.id()))
          .body("items[0].state", equalTo("to_rotate"))
          .body("items[0].times", equalTo(2))
          .body("items[0].agents", hasSize(2));
      secret.replace(sponsor.as(), "rotated").then().statusCode(201);
      sponsor
          .as()
          .get("/v1/vault/worklist?revocation=" + seq)
          .then()
          .body("items[0].state", equalTo("rotated"));
      sponsor
          .as()
          .get("/v1/vault/worklist?open=true&revocation=" + seq)
          .then()
          .body("items", empty())
          .body("total", equalTo(0));
    }

    @Test
    @DisplayName("of a sponsor who leaves → all that their agents were given")
    void tellsWhatALeaverKnows() {
      secret.grant(sponsor.as(), agent.id());
      secret.value(token(agent));

      Api.admin().put("/v1/sponsors/{id}/departure", sponsor.id()).then().statusCode(200);

      Api.admin()
          .get("/v1/vault/worklist?node=" + sponsor.id())
          .then()
          .body("items.secret", equalTo(List.of(secret.id())));
    }

    @Test
    @DisplayName("without a parameter → 400; of another's node → 404; by an agent → 403")
    void isForThoseWhoMay() {
      Expect.problem(400, "invalid-request", sponsor.as().get("/v1/vault/worklist"));
      Expect.problem(
          404, "not-found", TestHuman.sponsor().as().get("/v1/vault/worklist?node=" + agent.id()));
      Expect.problem(
          403,
          "insufficient-scope",
          Api.as(token(agent)).get("/v1/vault/worklist?node=" + agent.id()));
    }
  }
}

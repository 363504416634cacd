package dev.avowry.console.http;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.people.Role;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.OutsideIssuer;
import dev.avowry.testing.Rows;
import dev.avowry.testing.SignedInHuman;
import dev.avowry.testing.TestBrowser;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestHuman;
import dev.avowry.testing.TestLoan;
import dev.avowry.testing.TestSecret;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Who sees what in the console, and may do it. */
@AvowryTest
class ConsoleTest {
  @Nested
  @DisplayName("somebody who has not signed in")
  class Nobody {
    @Test
    @DisplayName("GET /console → 303 to the sign-in, with an access token as well")
    void isLedToTheSignIn() {
      RestAssured.given().redirects().follow(false).get("/console").then().statusCode(303);
      Api.admin().redirects().follow(false).get("/console").then().statusCode(303);
    }
  }

  @Nested
  @DisplayName("a human without a role")
  class Sponsor {
    private SignedInHuman human;
    private TestClient own;
    private SignedInHuman other;
    private TestClient foreign;

    @BeforeEach
    void haveAgents() {
      human = SignedInHuman.sponsor("Mary Jackson");
      own = human.agent("own agent");
      other = SignedInHuman.sponsor("Somebody Else");
      foreign = other.agent("not yours");
    }

    @Test
    @DisplayName("GET /console → 200 with the places that are theirs, and no others")
    void seesTheirPlaces() {
      page("/console")
          .statusCode(200)
          .body(containsString("href=\"/console/mine\""))
          .body(not(containsString("/console/keys")))
          .body(not(containsString("/console/settings")))
          .body(not(containsString("/console/audit")));
    }

    @Test
    @DisplayName("GET /console/{sponsors, audit, verifiers, keys, settings} → 403")
    void isKeptOut() {
      for (String place :
          List.of(
              "sponsors",
              "sponsors/new",
              "audit",
              "audit/rows/0",
              "audit/rows/0/proof",
              "verifiers",
              "keys",
              "settings")) {
        page("/console/" + place).statusCode(403).contentType("text/html");
      }
    }

    @Test
    @DisplayName("GET /console/agents → 200 with their own, whatever is asked for (A-112)")
    void listsTheirOwn() {
      for (String query : List.of("", "?sponsor=" + other.id(), "?name=yours", "?sort=name")) {
        page("/console/agents" + query).statusCode(200).body(not(containsString("not yours")));
      }
      page("/console/agents").body(containsString("own agent"));
      page("/console/agents/export/agents.csv?sponsor=" + other.id())
          .statusCode(200)
          .body(not(containsString("not yours")));
    }

    @Test
    @DisplayName("GET of what belongs to somebody else → 404, as for what does not exist (A-112)")
    void findsNothingOfOthers() {
      for (String id : List.of(foreign.id(), other.id(), "AAAAAAAAAAA", "no-id")) {
        String node = "/console/nodes/" + id;
        for (String path :
            List.of(
                "/console/agents/" + id,
                "/console/sponsors/" + id,
                node,
                node + "/facts",
                node + "/branch",
                node + "/piece",
                node + "/stop?mode=revoke")) {
          page(path)
              .statusCode(404)
              .body(containsString("there is no such thing, or it is not yours to know of"));
        }
      }
    }

    @Test
    @DisplayName("GET of a branch or a piece after somebody else's node → 200 with nothing of it")
    void aForeignCursorLeadsNowhere() {
      page("/console/nodes/" + own.id() + "/branch?after=" + foreign.id())
          .statusCode(200)
          .body(not(containsString("not yours")));
    }

    @Test
    @DisplayName("POST …/stop of their own agent → 303 to the receipt; of another's → 404")
    void stopsTheirOwn() {
      stop(human.browser(), foreign.id(), "revoke").statusCode(404);
      stop(human.browser(), own.id(), "revoke")
          .statusCode(303)
          .header("Location", containsString("/console/revocations/"));
      own.clientCredentials(Map.of("scope", "read", "resource", Api.ORDERS)).then().statusCode(401);
      foreign
          .clientCredentials(Map.of("scope", "read", "resource", Api.ORDERS))
          .then()
          .statusCode(200);
    }

    @Test
    @DisplayName("POST …/resume → 403")
    void givesNothingBack() {
      stop(human.browser(), own.id(), "suspend").statusCode(303);
      human
          .browser()
          .form()
          .formParam("cause", "incident")
          .post("/console/nodes/" + own.id() + "/resume")
          .then()
          .statusCode(403);
      stop(human.browser(), own.id(), "resume").statusCode(400);
      own.clientCredentials(Map.of("scope", "read", "resource", Api.ORDERS)).then().statusCode(401);
    }

    @Test
    @DisplayName("POST …/stop without a reason → 422, and nothing is stopped")
    void needsAReason() {
      human
          .browser()
          .form()
          .formParam("mode", "revoke")
          .post("/console/nodes/" + own.id() + "/stop")
          .then()
          .statusCode(422)
          .body(containsString("Choose a reason"));
      own.clientCredentials(Map.of("scope", "read", "resource", Api.ORDERS)).then().statusCode(200);
    }

    @Test
    @DisplayName("GET /console/revocations/{seq} of somebody else's → 404")
    void seesNoReceiptOfOthers() {
      String receipt = stop(other.browser(), foreign.id(), "revoke").extract().header("Location");
      String path = receipt.replaceFirst(".*/console", "/console");
      page(path).statusCode(404);
      page(path + "/lines").statusCode(404);
      other.browser().get().get(path).then().statusCode(200);
    }

    @Test
    @DisplayName("GET of an agent that was somebody else's → 200 without what it did there")
    void readsNothingOfBefore() throws Exception {
      foreign.token("read", Api.ORDERS);
      String receipt = stop(other.browser(), foreign.id(), "suspend").extract().header("Location");
      String path = receipt.replaceFirst(".*/console", "/console");
      Eventually.within(
          Duration.ofSeconds(10),
          "the order has its row",
          () -> other.browser().get().get(path).asString().contains("Ordered by"));
      other
          .browser()
          .get()
          .get("/console/agents/" + foreign.id())
          .then()
          .body(containsString("token issued"));

      handOver();

      page("/console/agents/" + foreign.id())
          .statusCode(200)
          .body(not(containsString("token issued")));
      page(path).statusCode(404);
    }

    private void handOver() {
      String id =
          new TestHuman(other.id())
              .as()
              .body(Map.of("agent", foreign.id(), "to", human.id()))
              .post("/v1/hand-overs")
              .then()
              .statusCode(201)
              .extract()
              .path("id");
      new TestHuman(human.id())
          .as()
          .post("/v1/hand-overs/{id}/acknowledgement", id)
          .then()
          .statusCode(200);
    }

    @Test
    @DisplayName(
        "GET /console/mine → what they have lent; taken back, nothing comes of it any more")
    void takesBackWhatIsLent() {
      TestClient client = TestLoan.asking(other.id()).with("name", "borrower").register();
      TestLoan loan = TestLoan.of(human.id(), client);
      String refresh =
          loan.redeem(loan.code()).then().statusCode(200).extract().path("refresh_token");
      String take = "/console/nodes/" + loan.grant() + "/stop?mode=revoke";
      page("/console/mine").body(containsString("borrower")).body(containsString(take));
      page(take).statusCode(200);
      other.browser().get().get(take).then().statusCode(404);

      stop(human.browser(), loan.grant(), "revoke").statusCode(303);

      page("/console/mine").body(not(containsString("borrower")));
      loan.refresh(refresh).then().statusCode(400);
    }

    @Test
    @DisplayName("a form that lacks what it needs → 400 or 403 as a page, and never 500")
    void answersEmptyForms() {
      for (String form : List.of("/console/agents/new", "/console/agents/views")) {
        human.browser().form().post(form).then().statusCode(400).contentType("text/html");
      }
    }

    @Test
    @DisplayName("views are each human's own")
    void keepsViews() {
      keep("mine only", "kind=ci").statusCode(303);
      page("/console/agents")
          .body(containsString("mine only"))
          .body(containsString("/console/agents?kind=ci"));
      other.browser().get().get("/console/agents").then().body(not(containsString("mine only")));
      other
          .browser()
          .form()
          .formParam("name", "mine only")
          .post("/console/agents/views/forget")
          .then()
          .statusCode(303);
      page("/console/agents").body(containsString("mine only"));
      keep(" ", "").statusCode(400);
      keep("broken", "name=%zz").statusCode(400);
      keep("broken", "name=a b").statusCode(400);
      human.browser().form().post("/console/agents/views").then().statusCode(400);
    }

    @Test
    @DisplayName("GET of an export with a filter that is none → 400 as a page")
    void refusesAnExportInWords() {
      page("/console/agents/export/agents.csv?kind=robot")
          .statusCode(400)
          .contentType(containsString("text/html"))
          .header("Content-Disposition", nullValue());
    }

    private ValidatableResponse keep(String name, String query) {
      return human
          .browser()
          .form()
          .formParam("name", name)
          .formParam("query", query)
          .post("/console/agents/views")
          .then();
    }

    private ValidatableResponse page(String path) {
      return human.browser().get().accept("*/*").get(path).then();
    }
  }

  @Nested
  @DisplayName("an administrator")
  class Administrator {
    private SignedInHuman admin;

    @BeforeEach
    void signIn() {
      admin = SignedInHuman.with(Role.ADMIN, "Grace Hopper");
    }

    @Test
    @DisplayName("GET /console/agents/export/agents.csv → formulas are text (A-126)")
    void exportsNoFormula() {
      admin.agent("=HYPERLINK(\"https://evil.example\")");
      admin
          .browser()
          .get()
          .accept("*/*")
          .get("/console/agents/export/agents.csv?sponsor=" + admin.id())
          .then()
          .statusCode(200)
          .contentType("text/csv;charset=UTF-8")
          .header("Content-Disposition", "attachment")
          .body(containsString("\"'=HYPERLINK(\"\"https://evil.example\"\")\""));
    }

    @Test
    @DisplayName("GET /console/agents/export/agents.jsonl → all of them, page after page")
    void exportsLines() {
      for (int i = 0; i < 3; i++) {
        admin.agent("line " + i);
      }
      String lines =
          admin
              .browser()
              .get()
              .accept("*/*")
              .get("/console/agents/export/agents.jsonl?sort=name&sponsor=" + admin.id())
              .then()
              .statusCode(200)
              .extract()
              .asString();
      assertEquals(3, lines.lines().count());
      assertEquals(
          "line 0", new JsonObject(lines.lines().findFirst().orElseThrow()).getString("name"));
    }

    @Test
    @DisplayName("GET /console/nodes/{id}/piece → the node and its children")
    void drawsAPiece() {
      admin.agent("one");
      admin.agent("two");
      admin
          .browser()
          .get()
          .accept("application/json")
          .get("/console/nodes/" + admin.id() + "/piece")
          .then()
          .statusCode(200)
          .body("nodes", hasSize(3))
          .body("nodes[0].kind", equalTo("sponsor"))
          .body("nodes[0].branches", equalTo(true))
          .body("cut", hasSize(0));
    }

    @Test
    @DisplayName("GET /console/audit/rows/{index}/proof → the parts of a proof")
    void givesWhatProves() {
      Rows.checkpointOver(2);
      admin
          .browser()
          .get()
          .accept("application/json")
          .get("/console/audit/rows/1/proof")
          .then()
          .statusCode(200)
          .body("index", equalTo(1))
          .body("line", containsString("key"))
          .body("keys", not(empty()));
    }

    @Test
    @DisplayName("GET /console/settings → what is in effect, and no secret")
    void showsSettings() {
      admin
          .browser()
          .get()
          .get("/console/settings")
          .then()
          .statusCode(200)
          .body(containsString("AVOWRY_TOKEN_TTL"))
          .body(containsString(Api.ISSUER))
          .body(not(containsString(Api.BOOTSTRAP_TOKEN)))
          .body(not(containsString("AVOWRY_DB_PASSWORD")));
    }

    @Test
    @DisplayName("POST /console/keys/rotations → 303, and there is one more")
    void rotatesAKey() {
      int before = keys();
      admin
          .browser()
          .form()
          .formParam("duty", "tokens_ps256")
          .post("/console/keys/rotations")
          .then()
          .statusCode(303);
      assertEquals(before + 1, keys());
    }

    @Test
    @DisplayName("GET with a filter that makes no sense → 400 as a page")
    void refusesNonsense() {
      for (String path :
          List.of(
              "/console/agents?kind=human",
              "/console/agents?state=asleep",
              "/console/agents?sort=price",
              "/console/agents?after=x",
              "/console/audit?jti=x",
              "/console/audit?since=yesterday",
              "/console/audit?before=-1",
              "/console/nodes/" + admin.id() + "/stop?mode=tighten")) {
        admin.browser().get().get(path).then().statusCode(400).contentType("text/html");
      }
      admin.browser().get().get("/console/audit/rows/999999999").then().statusCode(404);
      admin.browser().get().get("/console/audit/tokens/unknown").then().statusCode(404);
      admin.browser().get().get("/console/revocations/x").then().statusCode(404);
    }

    private int keys() {
      return Api.admin().get("/v1/keys").jsonPath().getList("items").size();
    }
  }

  @Nested
  @DisplayName("secrets that somebody was told")
  class SecretsTold {
    @Test
    @DisplayName("GET …/secrets → what is to replace, for who reaches it; 404 for others")
    void areListed() {
      SignedInHuman human = SignedInHuman.sponsor("Grace Hopper");
      TestClient agent = Api.agent(human.id()).with("scopes", List.of("vault:read")).register();
      TestSecret told = TestSecret.keep(Api.admin(), "v", Map.of("name", "mail <b>server"));
      told.grant(Api.admin(), agent.id());
      told.value(agent.ownToken("vault:read"));
      long seq = Api.order("revoke", "agent", agent.id()).jsonPath().getLong("seq");

      for (String of :
          List.of("nodes/" + human.id(), "nodes/" + agent.id(), "revocations/" + seq)) {
        String place = "/console/%s/secrets".formatted(of);
        human
            .browser()
            .get()
            .get(place + "?open=true")
            .then()
            .statusCode(200)
            .body(containsString("mail &lt;b&gt;server"))
            .body(containsString("to rotate"));
        SignedInHuman.sponsor("Nobody").browser().get().get(place).then().statusCode(404);
      }
      told.replace(Api.admin(), "w").then().statusCode(201);
      human
          .browser()
          .get()
          .get("/console/nodes/" + human.id() + "/secrets?open=true")
          .then()
          .statusCode(200)
          .body(containsString("Nothing is left to replace"));
    }
  }

  @Nested
  @DisplayName("a workload that no rule names")
  class Quarantined {
    private String workload;
    private String place;
    private SignedInHuman admin;

    @BeforeEach
    void comes() {
      workload = OutsideIssuer.quarantined();
      place = "/console/workloads/" + workload;
      admin = SignedInHuman.with(Role.ADMIN, "Katherine Johnson");
    }

    @Test
    @DisplayName(
        "GET /console/workloads → 200 with who vouches for it; decided by nobody but admins")
    void isListed() {
      SignedInHuman auditor = SignedInHuman.with(Role.AUDITOR, "Ruth Bader");
      String all = "/console/workloads?after=";
      admin
          .browser()
          .get()
          .get("/console/workloads")
          .then()
          .statusCode(200)
          .body(containsString(place + "/adopt"))
          .body(containsString("http"));
      auditor
          .browser()
          .get()
          .get("/console/workloads")
          .then()
          .statusCode(200)
          .body(containsString(workload))
          .body(not(containsString("/adopt")));
      auditor.browser().get().get(place + "/adopt").then().statusCode(403);
      auditor.browser().form().post(place + "/reject").then().statusCode(403);
      SignedInHuman.sponsor("Nobody")
          .browser()
          .get()
          .get("/console/workloads")
          .then()
          .statusCode(403);
      admin.browser().get().get(all + "x").then().statusCode(400);
    }

    @Test
    @DisplayName("POST …/adopt → 303 to the agent that it is; without a name → 400, and it waits")
    void isAdopted() {
      admin.browser().get().get(place + "/adopt").then().statusCode(200);
      adopt("").statusCode(400).body(containsString("role=\"alert\""));
      adopt("batch").statusCode(303).header("Location", containsString("/console/agents/"));
      adopt("batch").statusCode(409);
      Api.admin().get("/v1/workloads/{id}", workload).then().body("state", equalTo("adopted"));
    }

    @Test
    @DisplayName("POST …/reject → 303, and it is refused from now on")
    void isRejected() {
      admin.browser().form().post(place + "/reject").then().statusCode(303);
      Api.admin().get("/v1/workloads/{id}", workload).then().body("state", equalTo("rejected"));
      admin
          .browser()
          .get()
          .get("/console/workloads")
          .then()
          .body(not(containsString(place + "/adopt")));
    }

    private ValidatableResponse adopt(String name) {
      return admin
          .browser()
          .form()
          .formParam("name", name)
          .formParam("kind", "workload")
          .formParam("purpose", "computes at night")
          .formParam("sponsor", admin.id())
          .formParam("scopes", "read")
          .formParam("resources", Api.ORDERS)
          .formParam("maxDepth", "0")
          .formParam("maxChildren", "0")
          .post(place + "/adopt")
          .then();
    }
  }

  @Nested
  @DisplayName("an auditor, on what somebody else answers for")
  class Auditor {
    @Test
    @DisplayName("GET of an agent, a tree, a sponsor → 200 without a button that would be refused")
    void isOfferedNothing() {
      SignedInHuman auditor = SignedInHuman.with(Role.AUDITOR, "Ruth Bader");
      SignedInHuman security = SignedInHuman.with(Role.SECURITY, "Grace Hopper");
      SignedInHuman other = SignedInHuman.sponsor("Somebody Else");
      TestClient agent = other.agent("watched");
      for (String path :
          List.of(
              "/console/agents/" + agent.id(),
              "/console/nodes/" + agent.id(),
              "/console/sponsors/" + other.id())) {
        auditor.browser().get().get(path).then().statusCode(200).body(not(containsString("/stop")));
        security.browser().get().get(path).then().statusCode(200).body(containsString("/stop"));
      }
      auditor.browser().get().get("/console/mine").then().body(containsString("/stop?mode=revoke"));
    }
  }

  private static ValidatableResponse stop(TestBrowser browser, String node, String mode) {
    return browser
        .form()
        .formParam("mode", mode)
        .formParam("cause", "incident")
        .post("/console/nodes/" + node + "/stop")
        .then();
  }
}

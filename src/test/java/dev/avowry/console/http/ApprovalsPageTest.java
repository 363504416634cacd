package dev.avowry.console.http;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.avowry.people.Role;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.SignedInHuman;
import dev.avowry.testing.TestApprovalRule;
import dev.avowry.testing.TestClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What waits for a human's word, and who has which role. */
@AvowryTest
class ApprovalsPageTest {
  private static final String PAGE = "/console/approvals";

  @Nested
  @DisplayName("a sponsor who is offered an agent")
  class Receiver {
    private SignedInHuman giver;
    private SignedInHuman receiver;
    private TestClient agent;
    private String offer;

    @BeforeEach
    void isOffered() {
      giver = SignedInHuman.sponsor("Giver");
      receiver = SignedInHuman.sponsor("Receiver");
      agent = giver.agent("offered <b>agent</b>");
      offer =
          Api.admin()
              .body(Map.of("agent", agent.id(), "to", receiver.id()))
              .post("/v1/hand-overs")
              .then()
              .statusCode(201)
              .extract()
              .path("id");
    }

    @Test
    @DisplayName("GET /console/approvals → it is there by its name, and for nobody else")
    void seesIt() {
      receiver
          .browser()
          .get()
          .get(PAGE)
          .then()
          .statusCode(200)
          .body(containsString("offered &lt;b&gt;agent"))
          .body(containsString(offer));
      giver.browser().get().get(PAGE).then().statusCode(200).body(not(containsString(offer)));
    }

    @Test
    @DisplayName("POST …/acknowledge → 303, and the agent is theirs")
    void takesItOver() {
      answer(receiver, "acknowledge", 303);
      Api.admin().get("/v1/agents/{id}", agent.id()).then().body("sponsor", equalTo(receiver.id()));
      receiver.browser().get().get(PAGE).then().body(not(containsString(offer)));
    }

    @Test
    @DisplayName("POST …/decline → 303, and it stays where it is")
    void declines() {
      answer(receiver, "decline", 303);
      Api.admin().get("/v1/agents/{id}", agent.id()).then().body("sponsor", equalTo(giver.id()));
    }

    @Test
    @DisplayName("POST …/acknowledge by somebody else → 404 (A-112, A-171)")
    void isNobodyElses() {
      answer(SignedInHuman.sponsor("Somebody else"), "acknowledge", 404);
    }

    private void answer(SignedInHuman human, String answer, int status) {
      human
          .browser()
          .form()
          .post(PAGE + "/hand-overs/{id}/{answer}", offer, answer)
          .then()
          .statusCode(status);
    }
  }

  @Nested
  @DisplayName("an order that takes a second person")
  class SecondPerson {
    @Test
    @DisplayName("is agreed to by another administrator, and not by who ordered it (A-170)")
    void agrees() {
      String scope = "approvals:" + System.nanoTime();
      SignedInHuman first = SignedInHuman.with(Role.ADMIN, "First");
      SignedInHuman second = SignedInHuman.with(Role.SECURITY, "Second");
      TestClient administers = Api.agent(first.id()).with("scopes", List.of("admin")).register();
      String id =
          Api.as(administers.ownToken("admin"))
              .body(
                  Map.of("target", Map.of("scope", scope), "mode", "revoke", "reason", "incident"))
              .post("/v1/revocations")
              .then()
              .statusCode(202)
              .extract()
              .path("id");
      first.browser().get().get(PAGE).then().body(containsString("another person has to agree"));
      first.browser().form().post(PAGE + "/orders/{id}", id).then().statusCode(403);
      SignedInHuman.sponsor("None")
          .browser()
          .form()
          .post(PAGE + "/orders/{id}", id)
          .then()
          .statusCode(403);
      second.browser().get().get(PAGE).then().body(containsString(scope));
      second.browser().form().post(PAGE + "/orders/{id}", id).then().statusCode(303);
      second.browser().get().get(PAGE).then().body(not(containsString(scope)));
    }
  }

  @Nested
  @DisplayName("rules of approval")
  class Rules {
    private static final String RULES = PAGE + "/rules";

    @Test
    @DisplayName("are made, changed and removed by an administrator, and seen by who looks")
    void comeAndGo() {
      String scope = TestApprovalRule.ofSomeScope().scope();
      SignedInHuman admin = SignedInHuman.with(Role.ADMIN, "Admin");
      SignedInHuman auditor = SignedInHuman.with(Role.AUDITOR, "Auditor");
      put(auditor, scope, "two", 403);
      put(admin, scope, "three", 400);
      put(admin, scope, "two", 303);
      auditor
          .browser()
          .get()
          .get(RULES)
          .then()
          .statusCode(200)
          .body(containsString(scope))
          .body(containsString(admin.id()))
          .body(not(containsString("Put it in force")));
      SignedInHuman.sponsor("None").browser().get().get(RULES).then().statusCode(403);
      admin
          .browser()
          .form()
          .formParam("scope", scope)
          .post(RULES + "/remove")
          .then()
          .statusCode(303);
      admin.browser().get().get(RULES).then().body(not(containsString(scope)));
    }

    private static void put(SignedInHuman by, String scope, String approval, int status) {
      by.browser()
          .form()
          .formParam("scope", scope)
          .formParam("approval", approval)
          .formParam("sensitive", "yes")
          .formParam("timeout", "60")
          .formParam("approvers", by.id())
          .post(RULES + "/put")
          .then()
          .statusCode(status);
    }
  }

  @Nested
  @DisplayName("roles")
  class Roles {
    @Test
    @DisplayName("are given and taken by an administrator, never their own")
    void comeAndGo() {
      SignedInHuman admin = SignedInHuman.with(Role.ADMIN, "Admin");
      SignedInHuman human = SignedInHuman.sponsor("Becomes an auditor");
      human.browser().get().get("/console/roles").then().statusCode(403);
      change(admin, "grant", human.id(), "auditor", 303);
      human.browser().get().get("/console/roles").then().statusCode(200);
      change(human, "grant", human.id(), "admin", 403);
      change(admin, "grant", admin.id(), "security", 403);
      change(admin, "grant", "nobody", "security", 400);
      change(admin, "remove", human.id(), "auditor", 303);
      human.browser().get().get("/console/roles").then().statusCode(403);
    }

    private static void change(
        SignedInHuman by, String what, String human, String role, int status) {
      by.browser()
          .form()
          .formParam("sponsor", human)
          .formParam("role", role)
          .post("/console/roles/" + what)
          .then()
          .statusCode(status);
    }
  }
}

package dev.avowry.console.http;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.people.Role;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.SignedInHuman;
import dev.avowry.testing.TestClient;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The pages of agents' roles. */
@AvowryTest
@NullUnmarked
class AgentRolesPageTest {
  private static final String ALL = "/console/agent-roles";

  private SignedInHuman admin;
  private String name;
  private String place;
  private TestClient client;

  @BeforeEach
  void make() {
    admin = SignedInHuman.with(Role.ADMIN, "Katherine Johnson");
    name = "role " + UUID.randomUUID();
    place = typed("read write", "3").formParam("name", name).post(ALL).header("Location");
    place = place.substring(place.indexOf(ALL));
    client = Api.agent(Api.sponsor()).with("by_roles", true).with("name", "has a role").register();
  }

  private RequestSpecification typed(String scopes, String depth) {
    return admin
        .browser()
        .form()
        .formParam("description", "for the tests")
        .formParam("scopes", scopes)
        .formParam("resources", Api.ORDERS)
        .formParam("maxTtl", "600")
        .formParam("maxDepth", depth);
  }

  private String id() {
    return place.substring(ALL.length() + 1);
  }

  private ValidatableResponse see(String path) {
    return admin.browser().get().get(path).then();
  }

  private void give() {
    admin
        .browser()
        .form()
        .formParam("role", id())
        .post("/console/agents/" + client.id() + "/roles")
        .then()
        .statusCode(303);
  }

  private Response asking(String scope) {
    return client.clientCredentials(Map.of("scope", scope, "resource", Api.ORDERS));
  }

  private String token(String scope) {
    return asking(scope).then().statusCode(200).extract().path("access_token");
  }

  private boolean lives(String token) {
    return client.introspect(token).path("active");
  }

  @Nested
  class AnAdministrator {
    @Test
    @DisplayName("POST /console/agent-roles → 303 to the role, which the API knows as well")
    void makes() {
      see(ALL).statusCode(200).body(containsString(name)).body(containsString("read, write"));
      see(place)
          .statusCode(200)
          .body(containsString("No agent has it."))
          .body(containsString("600 s"));
      Api.admin()
          .get("/v1/agent-roles")
          .then()
          .body("items.find { it.id == '" + id() + "' }.ceiling.max_depth", equalTo(3));
    }

    @Test
    @DisplayName("POST /console/agent-roles with the name of another → 409, and what was typed")
    void isToldWhatIsWrong() {
      typed("read", "0")
          .formParam("name", name)
          .post(ALL)
          .then()
          .statusCode(409)
          .body(containsString("role=\"alert\""))
          .body(containsString("value=\"" + name + "\""));
      typed("read", "deep").formParam("name", "x").post(ALL).then().statusCode(400);
    }

    @Test
    @DisplayName("gives and takes it, from the agent's page and from its own")
    void givesAndTakes() {
      see("/console/agents/" + client.id()).body(containsString("Give it a role"));
      give();
      String token = token("read");
      see("/console/agents/" + client.id()).body(containsString(place + "/holders/"));
      String take =
          see(place)
              .body(containsString("has a role"))
              .extract()
              .htmlPath()
              .getString("**.find { it.@href.text().endsWith('/take') }.@href");
      see(take).statusCode(200).body(containsString("<b>1</b> live tokens"));
      assertEquals(true, lives(token), "asked, and not yet taken");

      admin.browser().form().post(take).then().statusCode(303);

      assertEquals(false, lives(token));
      asking("read").then().statusCode(400);
      see(place).body(containsString("No agent has it."));
      admin
          .browser()
          .form()
          .formParam("agent", client.id())
          .post(place + "/holders")
          .then()
          .statusCode(303);
      token("read");
    }

    @Test
    @DisplayName("tightens it: first how many tokens that ends, then 303 to the receipt")
    void tightens() {
      give();
      String token = token("write");
      typed("read", "3")
          .post(place + "/preview")
          .then()
          .statusCode(200)
          .body(containsString("Tighten it"))
          .body(containsString("<b>1</b> live tokens"));
      assertEquals(true, lives(token), "asked, and not yet ordered");

      typed("read", "3")
          .formParam("direction", "tightens")
          .post(place + "/change")
          .then()
          .statusCode(303)
          .header("Location", containsString("/console/revocations/"));

      assertEquals(false, lives(token));
      asking("write").then().statusCode(400);
      token("read");
    }

    @Test
    @DisplayName("widens it: nothing ends; and not otherwise than it was shown")
    void widens() {
      give();
      String token = token("read");
      typed("delete read write", "3")
          .post(place + "/preview")
          .then()
          .body(containsString("Widen it"))
          .body(not(containsString("What will die")));
      typed("delete read write", "3")
          .formParam("direction", "tightens")
          .post(place + "/change")
          .then()
          .statusCode(409);

      typed("delete read write", "3")
          .formParam("direction", "widens")
          .post(place + "/change")
          .then()
          .statusCode(303);

      assertEquals(true, lives(token));
      see(place).body(containsString("delete, read, write"));
    }

    @Test
    @DisplayName("up and down at once, or nothing at all → 400")
    void doesOneThingAtATime() {
      typed("read delete", "3").post(place + "/preview").then().statusCode(400);
      typed("read write", "3").post(place + "/preview").then().statusCode(400);
      typed("read", "3").post(ALL + "/AAAAAAAAAAA/preview").then().statusCode(404);
      see(place + "/holders/" + id() + "/take").statusCode(404);
    }
  }

  @Nested
  class AnybodyElse {
    @Test
    @DisplayName("an auditor sees them and changes nothing; a sponsor sees none → 403")
    void changesNothing() {
      SignedInHuman auditor = SignedInHuman.with(Role.AUDITOR, "Ruth Bader");
      auditor
          .browser()
          .get()
          .get(place)
          .then()
          .statusCode(200)
          .body(not(containsString("/preview")));
      for (String path : new String[] {"/preview", "/change", "/holders"}) {
        auditor.browser().form().post(place + path).then().statusCode(403);
      }
      auditor.browser().form().post(ALL).then().statusCode(403);
      SignedInHuman.sponsor("Nobody").browser().get().get(ALL).then().statusCode(403);
    }
  }
}

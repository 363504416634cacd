package dev.avowry.console.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.avowry.people.Role;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Chromium;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.SignedInHuman;
import dev.avowry.testing.Tab;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.WhereChromiumIs;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Names that want to be more than names, on every page, in a browser that would run them. */
@AvowryTest
@ExtendWith(WhereChromiumIs.class)
class CorpusInChromiumTest {
  private static final List<String> CORPUS =
      List.of(
          "<script>alert(1)</script>",
          "<script src=https://evil.example/x.js></script>",
          "\"><img src=https://evil.example/x onerror=alert(1)>",
          "' autofocus onfocus=alert(1) x='",
          "javascript:alert(1)",
          "</title></textarea></select><svg onload=alert(1)>",
          "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
          "<iframe srcdoc='<script>parent.alert(1)</script>'>",
          "<a href=javascript:alert(1)>click</a>",
          "<form action=https://evil.example><button>go",
          "<base href=https://evil.example/>",
          "<meta http-equiv=refresh content='0;url=https://evil.example'>",
          "<link rel=stylesheet href=https://evil.example/x.css>",
          "<div hx-get=https://evil.example hx-trigger=load>",
          "<div hx-on:load=alert(1) hx-vals='js:{x:alert(1)}'>",
          "{#include base}{/include}{alert(1)}{{7*7}}${7*7}#{7*7}",
          "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
          "&lt;script&gt;alert(1)&lt;/script&gt;",
          "＜script＞alert(1)＜/script＞",
          "<ſcript>alert(1)</ſcript>",
          "]]><!--<script>alert(1)</script>",
          "<template><script>alert(1)</script></template>",
          "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
          "__proto__");

  @Test
  @DisplayName("A-116: whatever something is called, it is shown and nothing else")
  void namesAreShownAndNothingElse() {
    SignedInHuman admin = SignedInHuman.with(Role.ADMIN, CORPUS.getFirst());
    TestClient root = Api.agent(admin.id()).with("name", CORPUS.get(2)).register();
    String spawner = root.ownToken("agents:spawn");
    for (String name : CORPUS) {
      NewTestAgent.subAgent()
          .with("name", name)
          .with("purpose", name)
          .with("vendor", name.substring(0, Math.min(60, name.length())).strip())
          .register(spawner);
      SignedInHuman.sponsor(name);
    }
    TestClient verifier = Api.agent(admin.id()).with("name", CORPUS.get(1)).register();
    Api.admin()
        .body(
            Map.of("agent", verifier.id(), "name", CORPUS.get(5), "resources", List.of(Api.ORDERS)))
        .post("/v1/verifiers")
        .then()
        .statusCode(201);
    String role = roles();
    try (Tab tab = Chromium.of(admin.browser())) {
      for (String path :
          List.of(
              "/console",
              "/console/mine",
              "/console/agents?sponsor=" + admin.id(),
              "/console/agents/" + root.id(),
              "/console/sponsors",
              "/console/verifiers",
              "/console/agent-roles",
              "/console/agent-roles/" + role,
              "/console/audit",
              "/console/nodes/" + root.id() + "/stop?mode=revoke",
              "/account")) {
        assertEquals(200, tab.open(path), path);
        tab.requireNoFault();
      }
      filterByEach(tab);
      drawAndOpen(tab, root);
      stop(tab, verifier);
    }
    Api.admin().delete("/v1/verifiers/" + verifier.id()).then().statusCode(204);
  }

  /** A role of each name; one of them has an agent of another. */
  private static String roles() {
    String role = "";
    for (String name : CORPUS) {
      Response made =
          Api.admin()
              .body(
                  Map.of(
                      "name",
                      name,
                      "description",
                      name,
                      "ceiling",
                      Map.of("scopes", List.of("read"), "resources", List.of(Api.ORDERS))))
              .post("/v1/agent-roles");
      role = made.then().statusCode(201).extract().path("id");
    }
    TestClient limited =
        Api.agent(Api.sponsor()).with("name", CORPUS.get(3)).with("by_roles", true).register();
    Api.admin().put("/v1/agents/{id}/roles/{role}", limited.id(), role).then().statusCode(200);
    return role;
  }

  private static void filterByEach(Tab tab) {
    Page page = tab.page();
    for (String name : CORPUS) {
      tab.open("/console/agents");
      page.getByLabel("Name has").fill(name);
      page.waitForResponse(
          answer -> answer.url().contains("/console/agents?"),
          () -> page.getByLabel("Name has").press("Enter"));
      assertThat(page.locator("#list tbody th").first()).containsText(name);
      tab.requireNoFault();
    }
    page.getByLabel("Keep this list as").fill(CORPUS.get(2));
    page.getByText("Keep", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator(".views")).containsText(CORPUS.get(2));
    tab.requireNoFault();
  }

  private static void drawAndOpen(Tab tab, TestClient root) {
    Page page = tab.page();
    tab.open("/console/nodes/" + root.id());
    assertThat(page.locator("#picture-says")).containsText("25 nodes are shown");
    for (String name : CORPUS) {
      page.locator(".outline a")
          .filter(new Locator.FilterOptions().setHasText(name))
          .first()
          .click();
      assertThat(page.locator("#detail h3")).containsText(name);
      tab.requireNoFault();
    }
  }

  private static void stop(Tab tab, TestClient agent) {
    Page page = tab.page();
    tab.open("/console/nodes/" + agent.id() + "/stop?mode=revoke");
    page.getByLabel("Reason").selectOption("other");
    page.getByLabel("In a sentence").fill(String.join("\n", CORPUS).substring(0, 900));
    page.locator("main form button").click();
    assertThat(page.locator("h1")).containsText(CORPUS.get(1));
    assertThat(page.locator("#receipt")).containsText(CORPUS.get(4));
    tab.requireNoFault();
  }
}

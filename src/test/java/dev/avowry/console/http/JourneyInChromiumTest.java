package dev.avowry.console.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.avowry.people.Role;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.BulkTree;
import dev.avowry.testing.Chromium;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.FarProvider;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.SignedInHuman;
import dev.avowry.testing.Tab;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.WhereChromiumIs;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What humans do in the console, click by click. */
@AvowryTest
@ExtendWith(WhereChromiumIs.class)
class JourneyInChromiumTest {
  @Inject Pool pool;

  private SignedInHuman admin;
  private Tab tab;

  @BeforeEach
  void signIn() {
    admin = SignedInHuman.with(Role.ADMIN, "Grace Hopper");
    tab = Chromium.of(admin.browser());
  }

  @AfterEach
  void wasCalm() {
    tab.requireNoFault();
    tab.close();
  }

  @Test
  void connectsAnAgentAtAThirdParty() {
    try (FarProvider far = FarProvider.start()) {
      far.register(Map.of("name", "Calendar of Example"));
      TestClient agent = admin.agent("planner");
      Page page = tab.page();
      tab.open("/console/agents/" + agent.id());
      page.getByText("Connections", new Page.GetByTextOptions().setExact(true)).click();
      page.getByText("Connect to Calendar of Example").last().click();
      assertTrue(page.content().contains(far.origin()), page.url());
      button("Go to Calendar of Example").click();
      page.waitForURL("**/console/agents/" + agent.id() + "/connections");
      assertThat(page.locator("tbody tr")).hasCount(1);
      assertThat(page.locator("tbody .state")).hasText("connected");
      button("End the connection to Calendar of Example").click();
      page.waitForURL("**/console/agents/" + agent.id() + "/connections");
      assertThat(page.locator("tbody .state.connected")).hasCount(0);
      tab.forgiveRequestsTo(far.origin());
    }
  }

  @Test
  void registersASponsorAndAnAgentBelowThem() {
    Page page = tab.page();
    tab.open("/console/sponsors/new");
    page.getByLabel("Name").fill("Katherine Johnson");
    page.getByLabel("E-mail").fill("katherine@example.com");
    button("Register").click();
    assertThat(page.locator("h1")).containsText("Katherine Johnson");

    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Register an agent")).click();
    page.getByLabel("Name").fill("trajectory");
    page.getByLabel("Purpose").fill("computes orbits");
    page.getByLabel("Scopes").fill("read write");
    page.getByLabel("Resources").fill(Api.ORDERS);
    page.getByLabel("Public keys").fill(TestClient.newKey().toPublicJWK().toJSONString());
    button("Register").click();
    assertThat(page.locator("h1")).containsText("trajectory");
    assertThat(page.locator("h1 .state")).hasText("live");
  }

  @Test
  void aFormThatIsRefusedKeepsWhatWasTyped() {
    Page page = tab.page();
    tab.open("/console/agents/new?sponsor=" + admin.id());
    page.getByLabel("Name").fill("no keys");
    page.getByLabel("Purpose").fill("is refused");
    button("Register").click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("public keys are needed");
    assertThat(page.getByLabel("Name")).hasValue("no keys");
  }

  /** Those that other tests have left would have to acknowledge too. */
  private static void removeVerifiers() {
    List<String> all = Api.admin().get("/v1/verifiers?limit=200").jsonPath().getList("items.id");
    all.forEach(id -> Api.admin().delete("/v1/verifiers/{id}", id).then().statusCode(204));
  }

  @Test
  void stopsATreeAndWatchesTheReceiptFillIn() {
    TestClient agent = admin.agent("chief");
    for (int i = 0; i < 11; i++) {
      admin.agent("beside " + i);
    }
    BulkTree.below(agent.id(), 3, 4, pool);
    removeVerifiers();
    TestClient verifier =
        Api.agent(admin.id()).with("scopes", List.of("revocations:ack")).register();
    Api.admin()
        .body(Map.of("agent", verifier.id(), "name", "orders", "resources", List.of(Api.ORDERS)))
        .post("/v1/verifiers")
        .then()
        .statusCode(201);
    Page page = tab.page();
    tab.open("/console/nodes/" + agent.id());
    page.locator("#detail").getByText("Stop this and everything below").click();
    assertThat(page.locator(".figures")).containsText("16 live agents");
    page.getByLabel("Reason").selectOption("incident");
    page.getByLabel("In a sentence").fill("it does what nobody asked for");
    page.getByLabel("Type").fill("chef");
    danger().click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("exactly");
    page.getByLabel("Type").fill("chief");
    danger().click();

    assertThat(page.locator("h1")).containsText("chief was stopped");
    assertThat(page.locator(".summary")).containsText("Nobody has said yet");
    int seq = Integer.parseInt(page.url().replaceFirst(".*/", ""));
    Api.as(verifier.ownToken("revocations:ack"))
        .body(Map.of("seq", seq))
        .post("/revocations/acks")
        .then()
        .statusCode(200);
    assertThat(page.locator(".summary")).containsText("Closed");
    assertThat(page.locator("#receipt")).containsText("16 agents");
    assertThat(page.locator("#receipt")).containsText("it does what nobody asked for");
    Api.admin().delete("/v1/verifiers/" + verifier.id()).then().statusCode(204);
  }

  @Test
  void suspendsAndResumes() {
    TestClient agent = admin.agent("pauses");
    Page page = tab.page();
    tab.open("/console/nodes/" + agent.id() + "/stop?mode=suspend");
    page.getByLabel("Reason").selectOption("incident");
    danger().click();
    assertThat(page.locator("h1")).containsText("pauses was stopped");
    tab.open("/console/agents/" + agent.id());
    assertThat(page.locator("h1 .state")).hasText("suspended");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Resume")).click();
    page.getByLabel("Reason").selectOption("incident");
    button("Resume it").click();
    assertThat(page.locator("#detail .state")).hasText("live");
  }

  @Test
  void opensATreeOfThousandsPieceByPiece() throws Exception {
    TestClient agent = admin.agent("wide");
    BulkTree.below(agent.id(), 1_000, 3, pool);
    Page page = tab.page();
    tab.open("/console/nodes/" + agent.id());
    assertThat(page.locator("#picture-says")).containsText("nodes are shown");
    int shown = shown(page);
    assertTrue(shown <= 500, "so many at once: " + shown);

    tap(page, "more " + agent.id());
    nodes(page, count -> count > shown);

    assertEquals(40, page.locator(".outline > li:not(.more)").count());
    button("Show more").click();
    assertThat(page.locator(".outline > li:not(.more)")).hasCount(80);
    Locator first = page.locator(".outline > li").first();
    first.locator("button.opens").press("Enter");
    assertThat(first.locator("ul > li")).hasCount(3);
    assertThat(first.locator("button.opens").first()).hasAttribute("aria-expanded", "true");
    first.locator("ul a").first().press("Enter");
    assertThat(page.locator("#detail h3")).containsText("one of many");
  }

  @Test
  void findsAndOpensAndClosesInThePicture() throws Exception {
    TestClient agent = admin.agent("root of the picture");
    for (String name : List.of("needle", "hay", "straw")) {
      NewTestAgent.subAgent().with("name", name).register(agent.ownToken("agents:spawn"));
    }
    Page page = tab.page();
    tab.open("/console/nodes/" + agent.id());
    assertThat(page.locator("#picture-says")).containsText("4 nodes are shown");
    page.getByLabel("Find").fill("needle");
    page.getByLabel("Find").press("Enter");
    assertThat(page.locator("#picture-says")).containsText("1 found");
    tap(page, agent.id());
    assertThat(page.locator("#detail h3")).containsText("root of the picture");
    tap(page, agent.id());
    nodes(page, count -> count == 1);
    tap(page, agent.id());
    nodes(page, count -> count == 4);
  }

  @Test
  void filtersSortsAndKeepsAView() {
    admin.agent("zebra");
    admin.agent("aardvark");
    Page page = tab.page();
    tab.open("/console/agents?sponsor=" + admin.id());
    assertThat(page.locator("#list tbody tr")).hasCount(2);
    page.getByLabel("Name has").fill("zeb");
    assertThat(page.locator("#list tbody tr")).hasCount(1);
    assertThat(page).hasURL(Pattern.compile(".*name=zeb.*"));
    page.getByLabel("Keep this list as").fill("stripes");
    button("Keep").click();
    assertThat(page.locator(".views")).containsText("stripes");
    page.getByLabel("Name has").fill("nobody is called so");
    assertThat(page.locator("#list .empty")).containsText("No agent is like that");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("stripes")).click();
    assertThat(page.locator("#list tbody th")).containsText("zebra");
    page.getByLabel("Forget the view stripes").click();
    assertThat(page.locator(".views")).hasCount(0);
  }

  @Test
  void whoseSessionEndsWhileTheyLookIsLedToTheSignIn() {
    admin.agent("looked at");
    Page page = tab.page();
    tab.open("/console/agents?sponsor=" + admin.id());
    Api.order("suspend", "sponsor", admin.id()).then().statusCode(200);
    page.getByLabel("Name has").fill("look");
    page.waitForURL(Pattern.compile(".*/sign-in.*"));
    tab.forgiveTheConsole();
  }

  @Test
  void saysWhenAvowryCannotBeAsked() {
    admin.agent("still shown");
    Page page = tab.page();
    tab.open("/console/agents?sponsor=" + admin.id());
    page.context().setOffline(true);
    page.getByLabel("Name has").fill("still");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("could not be asked");
    assertThat(page.locator("#list")).containsText("still shown");
    page.context().setOffline(false);
    tab.forgiveTheConsole();
  }

  @Test
  void provesARowInTheBrowserAndSeesWhenItWasChanged() throws Exception {
    String jti = Api.claims(admin.agent("proven").ownToken("read")).getString("jti");
    int index = rowOf(jti);
    Page page = tab.page();
    tab.open("/console/audit/rows/" + index);
    Eventually.within(
        Duration.ofSeconds(20),
        "a checkpoint covers the row",
        () -> {
          button("Check it here").click();
          assertThat(page.locator(".verdict")).not().containsText("Checking");
          return !page.locator(".verdict").textContent().startsWith("No checkpoint");
        });
    assertThat(page.locator(".verdict")).containsText("It holds.");
    assertThat(page.locator(".verdict")).hasAttribute("data-verdict", "true");

    page.evaluate(
        """
        () => {
          window.realFetch = window.fetch;
          window.fetch = async (...asked) => {
            const proof = await (await realFetch(...asked)).json();
            proof.path[0] = proof.path[0].replace(/^./, (first) => (first === "A" ? "B" : "A"));
            return new Response(JSON.stringify(proof));
          };
        }
        """);
    button("Check it here").click();
    assertThat(page.locator(".verdict")).containsText("It does not hold");
    page.evaluate(
        "() => { window.fetch = window.realFetch; document.querySelector('pre').append(' '); }");
    button("Check it here").click();
    assertThat(page.locator(".verdict")).containsText("is not the row that is proven");
  }

  @Test
  void tellsWhyATokenExists() throws Exception {
    String jti = Api.claims(admin.agent("asked about").ownToken("read")).getString("jti");
    rowOf(jti);
    Page page = tab.page();
    tab.open("/console/audit/tokens/" + jti);
    assertThat(page.locator("main")).containsText("asked about");
    assertThat(page.locator("main")).containsText("Grace Hopper");
    assertThat(page.locator(".note")).containsText("not taken back");
  }

  private int rowOf(String jti) throws Exception {
    Eventually.within(
        Duration.ofSeconds(20),
        "the token's row is in the tree",
        () -> Api.admin().get("/v1/audit/why/" + jti).statusCode() == 200);
    return Api.admin().get("/v1/audit/why/" + jti).jsonPath().getInt("token.index");
  }

  private Locator button(String name) {
    return tab.page()
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private Locator danger() {
    return tab.page().locator("main form button");
  }

  private static void nodes(Page page, IntPredicate wanted) throws Exception {
    Eventually.within(Duration.ofSeconds(10), "so many nodes", () -> wanted.test(shown(page)));
  }

  private static int shown(Page page) {
    return ((Number) page.evaluate("document.getElementById('picture').graph.nodes().length"))
        .intValue();
  }

  private static void tap(Page page, String node) {
    page.evaluate(
        "id => { document.getElementById('picture').graph.getElementById(id).emit('tap'); }", node);
  }
}

package dev.avowry.console.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.avowry.people.Role;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Chromium;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.FarProvider;
import dev.avowry.testing.Look;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.OutsideIssuer;
import dev.avowry.testing.SignedInHuman;
import dev.avowry.testing.Tab;
import dev.avowry.testing.TestApproval;
import dev.avowry.testing.TestApprovalRule;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestConnection;
import dev.avowry.testing.TestLoan;
import dev.avowry.testing.TestSecret;
import dev.avowry.testing.WhereChromiumIs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every page of the console, as a real browser sees it. */
@AvowryTest
@ExtendWith(WhereChromiumIs.class)
class ConsoleInChromiumTest {
  /** Where pictures go when they are asked for; at other times they would differ by a pixel. */
  private static final Path PICTURES = Path.of("src/docs/console");

  private static final Set<String> ON_PHONES =
      Set.of("agents", "question", "receipt", "stop", "tree");

  /** One for all: a platform may bring so many in a minute. */
  private static String quarantined = "";

  private SignedInHuman admin;
  private TestClient planner;
  private TestConnection connected;
  private String token;
  private long seq;
  private String verifier;
  private String role;
  private String held;
  private String question;

  @BeforeEach
  void makeATreeWithAHistory() throws Exception {
    quarantined = quarantined.isEmpty() ? OutsideIssuer.quarantined() : quarantined;
    admin = SignedInHuman.with(Role.ADMIN, "Grace Hopper");
    TestLoan.of(admin.id(), TestLoan.asking(Api.sponsor()).with("name", "calendar").register());
    planner = admin.agent("planner");
    String spawner = planner.ownToken("agents:spawn");
    List<TestClient> below = new ArrayList<>();
    for (String name : List.of("reader", "writer", "summary", "translator", "scheduler")) {
      below.add(
          NewTestAgent.subAgent()
              .with("name", name)
              .with("purpose", "helps the planner")
              .register(spawner));
    }
    TestClient orders =
        Api.agent(admin.id())
            .with("name", "orders, as a verifier")
            .with("scopes", List.of("revocations:ack"))
            .register();
    Api.admin()
        .body(Map.of("agent", orders.id(), "name", "orders", "resources", List.of(Api.ORDERS)))
        .post("/v1/verifiers")
        .then()
        .statusCode(201);
    token = Api.claims(below.getFirst().token("read", Api.ORDERS)).getString("jti");
    Api.order("suspend", "agent", below.get(1).id()).then().statusCode(200);
    seq = Api.order("revoke", "agent", below.get(2).id()).jsonPath().getLong("seq");
    Api.as(orders.ownToken("revocations:ack"))
        .body(Map.of("seq", seq))
        .post("/revocations/acks")
        .then()
        .statusCode(200);
    Eventually.within(
        Duration.ofSeconds(20),
        "the token's row is in the tree",
        () -> Api.admin().get("/v1/audit/why/" + token).statusCode() == 200);
    verifier = orders.id();
    tellSecrets();
    connect();
    giveARole();
    TestApprovalRule.ofSomeScope().is("two", true);
    question =
        TestApproval.by(planner, admin.id())
            .with("scope", "openid read write")
            .with("binding_message", "Publish the summary of the week to all customers")
            .ask()
            .id();
  }

  private void connect() {
    try (FarProvider far = FarProvider.start()) {
      String provider = far.register(Map.of("name", "Calendar of Example"));
      connected = TestConnection.make(far, provider, admin, planner);
    }
  }

  private void tellSecrets() {
    TestClient teller =
        Api.agent(admin.id())
            .with("name", "mailer")
            .with("scopes", List.of("vault:read"))
            .register();
    for (String name : List.of("mail server", "<img src=x onerror=alert(1)>")) {
      TestSecret told = TestSecret.keep(Api.admin(), "v", Map.of("name", name));
      told.grant(Api.admin(), teller.id());
      told.value(teller.ownToken("vault:read"));
      if (name.startsWith("mail")) {
        told.replace(Api.admin(), "w").then().statusCode(201);
      }
    }
  }

  @AfterEach
  void forgetTheVerifier() {
    Api.admin().delete("/v1/verifiers/" + verifier).then().statusCode(204);
  }

  /** A role of agents, and one that has it. */
  private void giveARole() {
    role =
        Api.admin()
            .body(
                Map.of(
                    "name",
                    "reads orders " + UUID.randomUUID(),
                    "description",
                    "for whoever answers customers",
                    "ceiling",
                    Map.of("scopes", List.of("read"), "resources", List.of(Api.ORDERS))))
            .post("/v1/agent-roles")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    TestClient limited =
        Api.agent(admin.id()).with("name", "answers customers").with("by_roles", true).register();
    held =
        Api.admin()
            .put("/v1/agents/{id}/roles/{role}", limited.id(), role)
            .then()
            .statusCode(200)
            .extract()
            .path("id");
  }

  private Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("overview", "/console");
    pages.put("mine", "/console/mine");
    pages.put("agents", "/console/agents");
    pages.put("agent", "/console/agents/" + planner.id());
    pages.put("new-agent", "/console/agents/new");
    pages.put("tree", "/console/nodes/" + admin.id());
    pages.put("stop", "/console/nodes/" + planner.id() + "/stop?mode=revoke");
    pages.put("receipt", "/console/revocations/" + seq);
    pages.put("secrets", "/console/nodes/" + admin.id() + "/secrets");
    pages.put("connections", "/console/agents/" + connected.agent() + "/connections");
    pages.put(
        "connect",
        "/console/agents/%s/connections/to/%s".formatted(connected.agent(), connected.provider()));
    pages.put("sponsors", "/console/sponsors");
    pages.put("new-sponsor", "/console/sponsors/new");
    pages.put("audit", "/console/audit");
    pages.put("row", "/console/audit/rows/1");
    pages.put("why", "/console/audit/tokens/" + token);
    pages.put("verifiers", "/console/verifiers");
    pages.put("approvals", "/console/approvals");
    pages.put("rules", "/console/approvals/rules");
    pages.put("question", "/console/approvals/requests/" + question);
    pages.put("agent-roles", "/console/agent-roles");
    pages.put("agent-role", "/console/agent-roles/" + role);
    pages.put("take-role", "/console/agent-roles/" + role + "/holders/" + held + "/take");
    pages.put("roles", "/console/roles");
    pages.put("workloads", "/console/workloads");
    pages.put("adoption", "/console/workloads/" + quarantined + "/adopt");
    pages.put("setup", "/sign-in/setup");
    pages.put("keys", "/console/keys");
    pages.put("settings", "/console/settings");
    return pages;
  }

  /** Small by day and large by night: what is wrong with the other two is wrong with these. */
  @ParameterizedTest
  @EnumSource(names = {"PHONE", "DESKTOP_DARK"})
  void everyPageIsForEverybody(Look look) {
    List<String> wrong = new ArrayList<>();
    try (Tab tab = Chromium.of(admin.browser(), look)) {
      pages()
          .forEach(
              (name, path) -> {
                try {
                  show(tab, name, path);
                  tab.requireAccessible();
                  tab.requireNoSidewaysScroll();
                  tab.requireNoFault();
                } catch (AssertionError failure) {
                  tab.shoot(Path.of("target/console", name + "-" + look + ".png"));
                  wrong.add(name + ": " + failure.getMessage());
                }
              });
    }
    assertEquals(List.of(), wrong);
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE_DARK", "DESKTOP"})
  @EnabledIfSystemProperty(named = "avowry.screenshots", matches = "true")
  void everyPageHasAPicture(Look look) {
    boolean onPhone = look == Look.PHONE_DARK;
    try (Tab tab = Chromium.of(admin.browser(), look)) {
      pages()
          .forEach(
              (name, path) -> {
                show(tab, name, path);
                tab.shoot(Path.of("target/console", name + "-" + look + ".png"));
                if (!onPhone || ON_PHONES.contains(name)) {
                  tab.shootScreen(PICTURES.resolve(name + (onPhone ? "-phone" : "") + ".png"));
                }
              });
    }
  }

  private static void show(Tab tab, String name, String path) {
    assertEquals(200, tab.open(path), path);
    if (name.equals("tree")) {
      PlaywrightAssertions.assertThat(tab.page().locator("#picture-says"))
          .containsText("nodes are shown");
    }
  }
}

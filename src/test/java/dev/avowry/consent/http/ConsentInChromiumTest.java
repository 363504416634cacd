package dev.avowry.consent.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Chromium;
import dev.avowry.testing.Look;
import dev.avowry.testing.Tab;
import dev.avowry.testing.TestAccount;
import dev.avowry.testing.TestAuthorization;
import dev.avowry.testing.TestBrowser;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestDevice;
import dev.avowry.testing.TestLoan;
import dev.avowry.testing.WhereChromiumIs;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a human does who is asked for their consent, click by click, on every screen. */
@AvowryTest
@ExtendWith(WhereChromiumIs.class)
class ConsentInChromiumTest {
  private static final Path PICTURES = Path.of("src/docs/console");

  private HttpServer site;
  private String callback;

  @BeforeEach
  void startTheClientsOwnSite() throws IOException {
    site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.createContext("/", ConsentInChromiumTest::thank);
    site.start();
    callback = "http://127.0.0.1:%d/callback".formatted(site.getAddress().getPort());
  }

  @BeforeEach
  void sayWhatScopesMean() {
    Api.admin()
        .body(
            Map.of(
                "resource",
                Api.ORDERS,
                "name",
                "Orders",
                "scope_descriptions",
                Map.of("read", "See your orders:")))
        .put("/v1/resources")
        .then()
        .statusCode(200);
  }

  private static void thank(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, -1);
    }
  }

  @AfterEach
  void stopTheClientsOwnSite() {
    site.stop(0);
  }

  @ParameterizedTest(name = "a device''s code, typed and answered: {0}")
  @EnumSource(names = {"PHONE", "DESKTOP_DARK"})
  void connectsADevice(Look look) {
    String human = Api.sponsor();
    TestClient robot =
        TestDevice.agent(human)
            .with("name", "night watch")
            .with("purpose", "walks the warehouse and counts")
            .register();
    TestDevice device = TestDevice.asking(robot.form());
    try (Tab tab = Chromium.of(TestBrowser.of(human), look)) {
      Page page = tab.page();
      assertEquals(200, tab.open("/device"));
      page.getByLabel("Code").fill("bbbb bbbb");
      press(page, "Continue");
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("no device waits with this code");
      page.getByLabel("Code").fill(device.shown().toLowerCase(Locale.ROOT));
      look(tab, "device", look);
      press(page, "Continue");
      assertThat(page.locator("h1")).hasText("night watch asks for your consent");
      assertThat(page.locator("dl")).containsText(device.shown());
      look(tab, "device-consent", look);
      press(page, "Allow");
      assertThat(page.locator("h1")).hasText("It is connected");
      look(tab, "device-done", look);
      tab.forgiveTheConsole();
      tab.requireNoFault();
    }
    JsonPath token = device.poll(robot.form()).then().statusCode(200).extract().jsonPath();
    assertEquals(human, Api.claims(token.getString("access_token")).getString("sub"));
  }

  @ParameterizedTest(name = "from the client through sign-in and consent back with a code: {0}")
  @EnumSource(names = {"PHONE", "DESKTOP"})
  void comesBackWithACode(Look look) {
    TestAccount human = TestAccount.withPassword();
    TestClient client = planner(human);
    try (Tab tab = Chromium.stranger(look)) {
      Page page = tab.page();
      tab.open("/authorize?" + request(client).query());
      assertThat(page.locator("h1")).hasText("Sign in");
      look(tab, "sign-in", look);
      signIn(page, human, human.nextCode());
      assertThat(page.locator("h1")).hasText("planner asks for your consent");
      look(tab, "consent", look);
      press(page, "Allow");
      requireBack(tab);

      String code = parameter(page.url(), "code");

      JsonPath answer =
          client
              .form()
              .formParam("grant_type", "authorization_code")
              .formParam("code", code)
              .formParam("redirect_uri", callback)
              .formParam("code_verifier", TestLoan.VERIFIER)
              .post("/token")
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      assertEquals(human.id(), Api.claims(answer.getString("access_token")).getString("sub"));
      assertEquals("a state & more", parameter(page.url(), "state"));
    }
    comesBackAtOnce(human, client, look);
  }

  /** Elsewhere, where what they have consented to is remembered. */
  private void comesBackAtOnce(TestAccount human, TestClient client, Look look) {
    try (Tab tab = Chromium.stranger(look)) {
      tab.open("/authorize?" + request(client).query());
      signIn(tab.page(), human, human.recoveryCodes().getFirst());
      requireBack(tab);
      assertEquals("a state & more", parameter(tab.page().url(), "state"));
    }
  }

  @Test
  @DisplayName("prompt=login: who has signed in proves it once more, and is then asked")
  void provesItOnceMore() {
    TestAccount human = TestAccount.withPassword();
    TestClient client = planner(human);
    try (Tab tab = Chromium.of(TestBrowser.of(human.id()), Look.PHONE)) {
      Page page = tab.page();
      tab.open("/authorize?" + request(client).with("prompt", "login").query());
      assertThat(page.locator("h1")).hasText("Sign in once more");
      look(tab, "sign-in-again", Look.PHONE);
      signIn(page, human, human.nextCode());
      assertThat(page.locator("h1")).hasText("planner asks for your consent");
      press(page, "Refuse");
      requireBack(tab);
      assertEquals("access_denied", parameter(page.url(), "error"));
    }
  }

  private void requireBack(Tab tab) {
    try {
      tab.page().waitForURL(url -> url.startsWith(callback));
    } catch (TimeoutError late) {
      tab.requireNoFault();
      throw new AssertionError("still at " + tab.page().url() + tab.page().content(), late);
    }
  }

  private TestClient planner(TestAccount human) {
    return TestLoan.asking(human.id())
        .with("name", "planner")
        .with("purpose", "plans the week")
        .with("redirect_uris", List.of(callback))
        .register();
  }

  private TestAuthorization request(TestClient client) {
    return TestAuthorization.of(client.id()).with("redirect_uri", callback);
  }

  private static void signIn(Page page, TestAccount human, String code) {
    page.getByLabel("E-mail address").fill(human.email());
    page.getByLabel("Password").fill(TestAccount.PASSWORD);
    page.getByLabel("Code from your app").fill(code);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in").setExact(true))
        .click();
  }

  private static void press(Page page, String name) {
    Locator button =
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    button.click();
  }

  private static void look(Tab tab, String name, Look look) {
    if (Boolean.getBoolean("avowry.screenshots")) {
      tab.shoot(Path.of("target/console", name + "-" + look + ".png"));
      if (look == Look.PHONE) {
        tab.shootScreen(PICTURES.resolve(name + "-phone.png"));
      }
    }
    tab.requireAccessible();
    tab.requireNoSidewaysScroll();
  }

  private static String parameter(String url, String name) {
    return List.of(URI.create(url).getRawQuery().split("&")).stream()
        .filter(pair -> pair.startsWith(name + "="))
        .map(
            pair ->
                java.net.URLDecoder.decode(
                    pair.substring(name.length() + 1), java.nio.charset.StandardCharsets.UTF_8))
        .findFirst()
        .orElseThrow(() -> new AssertionError(url));
  }
}

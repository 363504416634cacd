package dev.avowry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The first human in a real browser, with an authenticator that Chromium itself plays. */
@DisplayName("With Chromium")
class PasskeyIT {
  private static final Path CHROMIUM =
      Path.of(System.getProperty("avowry.chromium", "/usr/bin/chromium"));
  private static final Pattern LINK = Pattern.compile("in a browser +(\\S+)");

  private AvowryProcess avowry;
  private Playwright playwright;
  private Browser browser;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(Files.isExecutable(CHROMIUM), "there is no Chromium");
    avowry = AvowryProcess.in(Folders.fresh("passkey")).start();
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(List.of("--no-sandbox")));
  }

  @AfterEach
  void stop() {
    if (browser != null) {
      browser.close();
    }
    if (playwright != null) {
      playwright.close();
    }
    if (avowry != null) {
      avowry.close();
    }
  }

  @Test
  @DisplayName("follows the printed link, makes a passkey, signs out, and signs in by it")
  void signsInByPasskey() {
    try (BrowserContext context = browser.newContext()) {
      Page page = context.newPage();
      List<String> complaints = new ArrayList<>();
      page.onConsoleMessage(message -> complaints.add(message.text()));
      addAuthenticator(context.newCDPSession(page));

      page.navigate(link());
      assertFalse(page.url().contains("#"), "the secret is off the address bar");
      page.getByLabel("Your name").fill("Grace Hopper");
      page.getByLabel("E-mail address").fill("grace@example.com");
      page.getByText("Sign in with a passkey from now on").click();
      page.waitForURL("**/account");
      assertTrue(page.content().contains("Grace Hopper"), page.content());

      page.getByText("Sign out everywhere").click();
      page.waitForURL("**/sign-in");
      page.getByText("Sign in with a passkey").click();
      page.waitForURL("**/account");
      assertTrue(page.content().contains("Grace Hopper"), page.content());
      assertEquals(
          List.of(),
          complaints.stream().filter(each -> each.contains("Content Security Policy")).toList(),
          "nothing was against the page's own policy");
    }
  }

  /** With a key that stays in it, and unlocked by its owner whenever it is asked. */
  private static void addAuthenticator(CDPSession session) {
    session.send("WebAuthn.enable");
    JsonObject options = new JsonObject();
    options.addProperty("protocol", "ctap2");
    options.addProperty("transport", "internal");
    options.addProperty("hasResidentKey", true);
    options.addProperty("hasUserVerification", true);
    options.addProperty("isUserVerified", true);
    options.addProperty("automaticPresenceSimulation", true);
    JsonObject asked = new JsonObject();
    asked.add("options", options);
    session.send("WebAuthn.addVirtualAuthenticator", asked);
  }

  private String link() {
    Matcher link = LINK.matcher(avowry.output());
    assertTrue(link.find(), avowry.output());
    return link.group(1);
  }
}

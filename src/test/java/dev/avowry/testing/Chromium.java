package dev.avowry.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Debian's Chromium, started once. It finds the service under test where the issuer says that it
 * is, so that origins, cookies and policies are the real ones.
 */
public final class Chromium {
  /** {@code required} where the absence of a browser is a failure and no reason to skip. */
  private static final String SETTING = "AVOWRY_BROWSER";

  private static @Nullable Browser browser;

  private Chromium() {}

  /** The program; empty where none is installed. */
  static Optional<Path> program() {
    return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  static boolean isRequired() {
    return "required".equals(System.getenv(SETTING));
  }

  /** A tab of a browser in which the human has signed in. */
  public static Tab of(TestBrowser human) {
    return of(human, Look.DESKTOP);
  }

  /** The same on a screen of that look. */
  public static Tab of(TestBrowser human, Look look) {
    Tab tab = stranger(look);
    tab.signIn(human);
    return tab;
  }

  /** A tab in which nobody has signed in. */
  public static Tab stranger(Look look) {
    return new Tab(
        running()
            .newContext(
                new Browser.NewContextOptions()
                    .setIgnoreHTTPSErrors(true)
                    .setBaseURL(Api.ISSUER)
                    .setColorScheme(look.scheme())
                    .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE)
                    .setViewportSize(look.width(), look.height())));
  }

  private static synchronized Browser running() {
    Browser started = browser == null ? start() : browser;
    browser = started;
    return started;
  }

  private static Browser start() {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    return playwright
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(program().orElseThrow())
                .setArgs(arguments()));
  }

  private static List<String> arguments() {
    return List.of(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--ignore-certificate-errors",
        "--host-resolver-rules=MAP avowry.example:443 127.0.0.1:%d, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
            .formatted(TestTls.port()));
  }
}

package dev.avowry.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import dev.avowry.people.SignedIn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One page in a browser. It remembers whatever a page of ours must never do: ask something of
 * another site, open a dialog, break its own policy, fail in a script.
 */
public final class Tab implements AutoCloseable {
  private static final Set<String> SERIOUS = Set.of("serious", "critical");

  private final BrowserContext context;
  private final Page page;
  private final List<String> faults = new ArrayList<>();

  Tab(BrowserContext context) {
    this.context = context;
    this.page = context.newPage();
    page.setDefaultTimeout(20_000);
    page.onDialog(
        dialog -> {
          faults.add("dialog: " + dialog.message());
          dialog.dismiss();
        });
    page.onPageError(error -> faults.add("script: " + error));
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && !isAnswer(message.text())) {
            faults.add("console: " + message.text());
          }
        });
    page.onRequest(
        request -> {
          if (!request.url().startsWith(Api.ISSUER + "/") && !request.url().startsWith("data:")) {
            faults.add("request: " + request.url());
          }
        });
  }

  /** The browser says of each refusal that it was one. */
  private static boolean isAnswer(String text) {
    return text.startsWith("Failed to load resource: the server responded with a status of");
  }

  void signIn(TestBrowser human) {
    context.addCookies(
        List.of(
            new Cookie(SignedIn.COOKIE, human.token())
                .setUrl(Api.ISSUER)
                .setSecure(true)
                .setHttpOnly(true)
                .setSameSite(SameSiteAttribute.LAX)));
  }

  /** Goes there; the status of the answer. */
  public int open(String path) {
    Response answer = page.navigate(path);
    return answer.status();
  }

  /** The page that is shown. */
  public Page page() {
    return page;
  }

  /** For a test in which a page has to say that something could not be had. */
  public void forgiveTheConsole() {
    faults.removeIf(fault -> fault.startsWith("console: "));
  }

  /** For a test in which a human goes to another site. */
  public void forgiveRequestsTo(String origin) {
    faults.removeIf(fault -> fault.startsWith("request: " + origin + "/"));
  }

  /** Fails if a page did since the beginning what none may. */
  public void requireNoFault() {
    assertEquals(List.of(), faults);
  }

  /** Fails if somebody who cannot see, or not well, or uses no mouse, would be kept out. */
  public void requireAccessible() {
    List<String> found =
        new AxeBuilder(page)
            .analyze().getViolations().stream()
                .filter(rule -> SERIOUS.contains(rule.getImpact()))
                .map(Tab::line)
                .toList();
    assertEquals(List.of(), found, page.url());
  }

  /** Fails if the page is wider than the screen: what is wide scrolls inside of itself. */
  public void requireNoSidewaysScroll() {
    Object over =
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertEquals(0, over, "too wide: " + page.url());
  }

  /** Keeps a picture of the whole page. */
  public void shoot(Path file) {
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
  }

  /** Keeps a small picture of what is on the screen. */
  public void shootScreen(Path file) {
    PalettePng.write(page.screenshot(), file);
  }

  private static String line(Rule rule) {
    return rule.getId() + ": " + rule.getNodes().stream().map(node -> node.getHtml()).toList();
  }

  @Override
  public void close() {
    context.close();
  }
}

package dev.avowry.web.http;

import dev.avowry.kernel.Refusal;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * What all pages have in common: where they are, what a browser may do with them, and how a refusal
 * looks there.
 */
public final class Pages {
  private static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";

  /** Below these everything is a page. */
  private static final List<String> ROOTS =
      List.of("/account", "/authorize", "/console", "/device", "/sign-in", "/sign-out");

  /**
   * Nothing runs or is loaded but what came with the page from here, and nobody shows it in a
   * frame: CSP Level 3. The slot takes where forms may lead besides.
   */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src"
          + " 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors"
          + " 'none'; require-trusted-types-for 'script'; form-action 'self'%s";

  private Pages() {}

  /** Whether what the path leads to is a page. */
  static boolean isPage(RoutingContext context) {
    String path = context.request().path();
    return path != null
        && ROOTS.stream().anyMatch(root -> path.equals(root) || path.startsWith(root + "/"));
  }

  /**
   * What every page tells the browser. The referrer is kept among pages of ours, since without any
   * a browser would send their forms with {@code Origin: null}.
   */
  static void protect(RoutingContext context) {
    MultiMap headers = context.response().headers();
    // A page whose form leads elsewhere has its own: of two policies a browser heeds both.
    context.addHeadersEndHandler(any -> setPolicyUnlessThereIsOne(headers));
    headers
        .set("X-Frame-Options", "DENY")
        .set("Referrer-Policy", "same-origin")
        .set("Cross-Origin-Opener-Policy", "same-origin")
        .set("Cross-Origin-Resource-Policy", "same-origin")
        .set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  }

  private static void setPolicyUnlessThereIsOne(MultiMap headers) {
    if (!headers.contains(CONTENT_SECURITY_POLICY)) {
      headers.set(CONTENT_SECURITY_POLICY, POLICY.formatted(""));
    }
  }

  /**
   * The policy of a page whose form ends at another site: where a client has its answer sent to.
   *
   * @param origin scheme, host and port of that site
   */
  public static String policyLeadingTo(String origin) {
    if (!origin.matches("[a-z][a-z0-9+.-]*:(//[A-Za-z0-9.:\\[\\]-]+)?")) {
      throw new IllegalArgumentException("no origin: it would say more than where a form leads");
    }
    return POLICY.formatted(" " + origin);
  }

  /** A refusal as a page. */
  static String of(Refusal refusal, String requestId) {
    return Templates.refusal(refusal.reason().title(), refusal.detail(), requestId).render();
  }

  /** Type-safe templates of this package. */
  @CheckedTemplate(basePath = "web")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance refusal(String title, String detail, String requestId);
  }
}

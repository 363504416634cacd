package dev.avowry.consent.http;

import dev.avowry.consent.ReturnAddress;
import dev.avowry.web.http.Pages;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;

/** Sends an answer to the client through the human's browser. */
final class Answers {
  private Answers() {}

  /** Type-safe templates of the answer. */
  @CheckedTemplate(basePath = "consent")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance sent(String address, Map<String, String> answer);
  }

  /**
   * By a redirect, or by a form that the browser sends. RFC 9700 §4.12: 303, so that nothing that
   * was sent here is sent on.
   */
  static Response send(ReturnAddress to, Map<String, String> answer) {
    return to.byPost()
        ? page(Templates.sent(to.redirectUri(), answer).render(), to)
        : Response.seeOther(URI.create(to.with(answer))).build();
  }

  /** A page whose form ends at the client. */
  static Response page(String html, ReturnAddress to) {
    return Response.ok(html, MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
        .header("Content-Security-Policy", Pages.policyLeadingTo(to.site()))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}

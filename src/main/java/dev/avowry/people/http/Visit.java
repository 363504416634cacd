package dev.avowry.people.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.people.SessionToken;
import dev.avowry.people.SignedIn;
import dev.avowry.web.FormText;
import dev.avowry.web.http.SameOrigin;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/**
 * A browser in which nobody has signed in yet. It gets a cookie of chance, and its forms what
 * follows from that, so that no other site has somebody's browser sign in as somebody else.
 */
@RequestScoped
public class Visit {
  private static final String COOKIE = "__Host-avowry-visit";
  private static final String BACK = "__Host-avowry-return";
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration AWAY = Duration.ofMinutes(10);

  private final RoutingContext context;
  private final SameOrigin sameOrigin;
  private final SecureRandom random;

  @Inject
  Visit(RoutingContext context, SameOrigin sameOrigin, SecureRandom random) {
    this.context = context;
    this.sameOrigin = sameOrigin;
    this.random = random;
  }

  /** What the forms of this answer have to send along; known to this browser's pages alone. */
  String csrf() {
    SessionToken token = held(COOKIE).orElseGet(() -> SessionToken.random(random));
    set(COOKIE, token.show(), LONGEST);
    return token.csrf();
  }

  /**
   * Refuses what no page of ours had this browser send.
   *
   * @return the proof itself
   */
  String require(String sent) {
    boolean proven =
        sameOrigin.holds(header("Origin"), header("Sec-Fetch-Site"))
            && held(COOKIE).filter(token -> isEqual(token.csrf(), sent)).isPresent();
    if (!proven) {
      throw Refusal.refused(
          Reason.FORBIDDEN, "the form was not sent by a page of this site, or too long ago");
    }
    return sent;
  }

  /** Somebody has signed in: the next visit begins with another cookie. */
  void end() {
    set(COOKIE, "", Duration.ZERO);
  }

  /** Where to lead who is sent elsewhere to sign in, once they are back. */
  void remember(ReturnPath back) {
    set(BACK, URLEncoder.encode(back.text(), StandardCharsets.UTF_8), AWAY);
  }

  /** Where they were to be led, which is then forgotten. */
  ReturnPath recall() {
    Optional<String> kept =
        Optional.ofNullable(context.request().getCookie(BACK)).map(Cookie::getValue);
    set(BACK, "", Duration.ZERO);
    return ReturnPath.of(kept.flatMap(FormText::decoded).orElse(""));
  }

  /** The session that the browser holds already, alive or not. */
  Optional<SessionToken> session() {
    return held(SignedIn.COOKIE);
  }

  /** What the browser calls itself. */
  String browser() {
    return header(HttpHeaders.USER_AGENT.toString()).orElse("");
  }

  private Optional<SessionToken> held(String cookie) {
    return Optional.ofNullable(context.request().getCookie(cookie))
        .map(Cookie::getValue)
        .flatMap(SessionToken::parse);
  }

  private void set(String name, String value, Duration age) {
    context
        .response()
        .addCookie(
            Cookie.cookie(name, value)
                .setPath("/")
                .setSecure(true)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.LAX)
                .setMaxAge(age.toSeconds()));
  }

  private Optional<String> header(String name) {
    return Optional.ofNullable(context.request().getHeader(name));
  }

  private static boolean isEqual(String known, String sent) {
    return MessageDigest.isEqual(
        known.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
  }
}

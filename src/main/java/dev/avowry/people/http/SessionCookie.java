package dev.avowry.people.http;

import dev.avowry.people.Opened;
import dev.avowry.people.SignedIn;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.NewCookie.SameSite;
import java.time.Duration;

/**
 * What tells a browser's session, RFC 6265bis: sent to this host alone, over TLS, never shown to a
 * script, and not sent along with what another site has the browser send, but for a link.
 */
final class SessionCookie {
  private SessionCookie() {}

  /** Begins the session in the browser that gets the answer. */
  static NewCookie of(Opened opened) {
    return cookie(opened.token().show(), opened.longest());
  }

  /** Has the browser forget. */
  static NewCookie none() {
    return cookie("", Duration.ZERO);
  }

  private static NewCookie cookie(String value, Duration age) {
    return new NewCookie.Builder(SignedIn.COOKIE)
        .value(value)
        .path("/")
        .secure(true)
        .httpOnly(true)
        .sameSite(SameSite.LAX)
        .maxAge((int) age.toSeconds())
        .build();
  }
}

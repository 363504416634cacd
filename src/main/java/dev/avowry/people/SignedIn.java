package dev.avowry.people;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import jakarta.enterprise.context.RequestScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The human whose browser sent the request under way, once access has let them in. */
@RequestScoped
public class SignedIn {
  /** The cookie that holds the token of the session, RFC 6265bis §4.1.3.2: of this host alone. */
  public static final String COOKIE = "__Host-avowry";

  private Optional<Session> session = Optional.empty();
  private String csrf = "";

  /** Called once, by the gate in package access. */
  public void admit(Session found, SessionToken token) {
    session = Optional.of(found);
    csrf = token.csrf();
  }

  /**
   * Their session; refused when nobody was let in, which a page for who has signed in never sees.
   */
  public Session get() {
    return session.orElseThrow(
        () -> Refusal.refused(Reason.INVALID_TOKEN, "this is for who has signed in"));
  }

  /**
   * Their session, when they have proven who they are within that time; else they are led through
   * the sign-in and back. Refused where their provider never says when: once more would not help.
   */
  public Session requireFresh(Duration longest, Instant now) {
    Session found = requireDated();
    if (!found.isAsFreshAs(longest, now)) {
      throw new SignInAgain();
    }
    return found;
  }

  /**
   * Their session, before they are led through the sign-in to prove who they are once more; refused
   * where their provider never says when.
   */
  public Session requireDated() {
    Session found = get();
    if (!found.isDated()) {
      throw Refusal.refused(
          Reason.FORBIDDEN,
          "your identity provider does not say when you proved who you are (auth_time)");
    }
    return found;
  }

  /** Whether a form of this very session was sent; compared in constant time, and never empty. */
  public boolean isProvenBy(String sent) {
    return !csrf.isEmpty()
        && MessageDigest.isEqual(
            csrf.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
  }

  /** What the forms of this answer have to send along: the field {@code csrf}. */
  public String csrf() {
    return csrf;
  }
}

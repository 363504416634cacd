package dev.avowry.consent;

import dev.avowry.people.Session;
import dev.avowry.token.Login;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** How a human was there, as the session tells it. */
final class Logins {
  private Logins() {}

  static Login of(Session session, Optional<String> nonce, Set<String> inIdToken) {
    return new Login(
        session.authenticatedAt().truncatedTo(ChronoUnit.SECONDS),
        new TreeSet<>(session.methods()).stream().toList(),
        nonce,
        inIdToken);
  }
}

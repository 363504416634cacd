package dev.avowry.consent;

import dev.avowry.agent.Agent;
import dev.avowry.agent.SecretHash;
import dev.avowry.authn.Binding;
import dev.avowry.authn.Thumbprint;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.token.Login;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** Codes that go through a human's browser: 256 random bits, good once and for a minute. */
@ApplicationScoped
public class Codes {
  /** FAPI 2.0 Security Profile §5.3.2.1: at most 60 seconds. */
  private static final Duration LIFE = Duration.ofSeconds(60);

  private static final int BYTES = 32;

  private final TicketStore tickets;
  private final SecureRandom random;
  private final Clock clock;

  Codes(TicketStore tickets, SecureRandom random, Clock clock) {
    this.tickets = tickets;
    this.random = random;
    this.clock = clock;
  }

  /**
   * A code for what was consented to; durable when it returns.
   *
   * @param clientId as the client calls itself
   * @param door what whoever shows it has to show besides
   * @param key that its tokens are to be bound to, RFC 9449 §10
   */
  public Uni<String> issue(
      String clientId,
      Agent agent,
      Consent consent,
      Wanted wanted,
      Ticket.Door.Browser door,
      Optional<Thumbprint> key,
      Login login) {
    byte[] secret = SecretBytes.random(random, BYTES).exposeSecret();
    String code = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    Ticket ticket =
        new Ticket(
            SecretHash.of(SecretBytes.takeCopyOf(code.getBytes(StandardCharsets.US_ASCII))),
            consent.grant(),
            clientId,
            agent.id(),
            wanted.scopes(),
            wanted.resources(),
            wanted.authorizationDetails(),
            wanted.requestedActor(),
            key.map(Binding.class::cast),
            Optional.of(door),
            login,
            agent.redirects().refreshes() || wanted.isOffline(),
            clock.instant().plus(LIFE));
    return tickets.keep(ticket).replaceWith(code);
  }
}

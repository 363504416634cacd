package dev.avowry.mail;

import dev.avowry.kernel.CannotStart;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.SecretBytes;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The server that brings what agents send to its recipients, if there is one. */
@Singleton
public class Relay {
  private static final String NONE =
      "nothing is sent here: avowry.mail.relay.host or avowry.mail.domain is not set";

  private final RelayConfig config;
  private final MailDomain domain;
  private final MailConfig mail;
  private volatile Optional<RelayTerms> terms = Optional.empty();

  Relay(RelayConfig config, MailDomain domain, MailConfig mail) {
    this.config = config;
    this.domain = domain;
    this.mail = mail;
  }

  /** Settings that cannot be stop the start. */
  void start(@Observes @Priority(2) StartupEvent event) {
    RelayLimits.check(config);
    if (config.host().isPresent()) {
      CannotStart.unless(
          domain.name().isPresent(), "avowry.mail.relay.host needs avowry.mail.domain");
      String name = domain.name().orElseThrow();
      terms = Optional.of(RelayTerms.of(config, name, mail.host().orElse(name)));
    }
  }

  /** Whether there is one. */
  boolean isThere() {
    return terms.isPresent();
  }

  /** Why nothing can be sent, in a sentence; empty where it can. */
  public Optional<String> whyNot() {
    return isThere() ? Optional.empty() : Optional.of(NONE);
  }

  /** Refused where there is none. */
  void require() {
    if (!isThere()) {
      throw Refusal.refused(Reason.CONFLICT, NONE);
    }
  }

  /** The message with the domain's signature. */
  SecretBytes signed(SecretBytes message, Instant at) {
    return terms.orElseThrow().dkim().sign(message, at);
  }

  /**
   * A conversation that is about to hand a message over to these; blocks.
   *
   * @throws IOException when the relay cannot be reached, or says no before it was told to whom
   */
  RelayConversation converse(Address from, List<Address> recipients) throws IOException {
    return RelayConversation.open(terms.orElseThrow(), from, recipients);
  }
}

package dev.avowry.mail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Settings of the mailboxes of agents; nobody has one, and nothing listens, without a domain. */
@ConfigMapping(prefix = "avowry.mail")
public interface MailConfig {
  /**
   * What stands behind the {@code @} of every address, in small letters: {@code agents.example}.
   */
  Optional<String> domain();

  /** The name by which the listener greets, as the domain's MX record has it; else the domain. */
  Optional<String> host();

  /** The address that the listener is bound to. */
  @WithDefault("0.0.0.0")
  String smtpHost();

  /** Where it listens for SMTP. From 1 to 65535; 0 for any that is free. */
  @WithDefault("2525")
  int smtpPort();

  /** A PEM file with the listener's certificate, and after it those that lead to its authority. */
  Optional<String> certificate();

  /** A PEM file with the private key, PKCS #8. STARTTLS is offered when both are given. */
  Optional<String> key();

  /** The largest message, in bytes. From 65,536 to 26,214,400. */
  @WithDefault("2097152")
  int maxMessage();

  /** How many connections one replica has at the most. From 1 to 10,000. */
  @WithDefault("100")
  int connections();

  /** How many of them from one network (IPv6: /64). From 1 to 10,000. */
  @WithDefault("10")
  int connectionsPerNetwork();

  /** How many messages, or unknown recipients, one network may try in a minute. From 1. */
  @WithDefault("120")
  int messagesPerMinute();

  /** How many messages there may be in one mailbox; then more are put off. From 1. */
  @WithDefault("100000")
  int mostMessages();

  /** For how long a message is kept. From 1 hour to 3,660 days. */
  @WithDefault("P90D")
  Duration keepFor();

  /** Whose messages codes and links are told of. */
  enum CodesFrom {
    /** Of those whose domain in {@code From} was verified (DMARC, RFC 9989). */
    ALIGNED,
    /** Of everybody who says so. */
    ANY
  }

  /** Of which messages waiting agents are told codes; callers can ask for stricter. */
  @WithDefault("aligned")
  CodesFrom codesFrom();

  /**
   * Whether a relay stands before the listener, so that who is connected is not who sends: then SPF
   * says nothing, and signatures alone count.
   */
  @WithDefault("false")
  boolean behindRelay();

  /**
   * Whether a message is refused that fails DMARC where the domain asks for that ({@code
   * p=reject}). Else it is kept with that verdict: mailing lists and forwarders break signatures.
   */
  @WithDefault("false")
  boolean refuseForged();
}

package dev.avowry.mail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Settings of what agents send; nothing is sent without a relay. */
@ConfigMapping(prefix = "avowry.mail.relay")
public interface RelayConfig {
  /** The server that takes mail from us and brings it to its recipients. */
  Optional<String> host();

  /** Its port. From 1 to 65535. */
  @WithDefault("587")
  int port();

  /** How the connection is secured; not at all only to this machine. */
  @WithDefault("starttls")
  RelayTls tls();

  /** A PEM file of the authorities that may vouch for it; else those that Java trusts. */
  Optional<String> authorities();

  /** By which name we are known to it. */
  Optional<String> user();

  /** And by which password; never shown. */
  Optional<String> password();

  /** A PEM file with the RSA key by which what is sent is signed, PKCS #8, 2048 bits or more. */
  Optional<String> dkimKey();

  /** Under which name below {@code _domainkey} of the domain its public half can be found. */
  @WithDefault("avowry")
  String dkimSelector();

  /** How long the relay may take for a reply; ten times that for the last. 1 s to 5 min. */
  @WithDefault("30s")
  Duration timeout();

  /** How long until the second attempt; twice as long each time, to an hour. 100 ms to 1 h. */
  @WithDefault("60s")
  Duration retryAfter();

  /** For how long a message is tried. From 1 s to 7 days. */
  @WithDefault("P1D")
  Duration patience();

  /** How many messages one replica hands over at the same time. From 1 to 50. */
  @WithDefault("4")
  int atOnce();
}

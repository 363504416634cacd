package dev.avowry.mail;

import dev.avowry.authn.Guessing;
import dev.avowry.authn.Tallies;
import dev.avowry.kernel.Origin;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** What every connection is told, and how much one network may ask. Each replica counts alone. */
@Singleton
class SmtpTerms {
  private final MailConfig config;
  private final Intake intake;
  private final Tallies<String> tallies;

  SmtpTerms(MailConfig config, Intake intake, Clock clock) {
    this.config = config;
    this.intake = intake;
    this.tallies = new Tallies<>(Duration.ofMinutes(1), config.messagesPerMinute(), clock);
  }

  Intake intake() {
    return intake;
  }

  /** The name that connections are greeted by. */
  String host() {
    return config.host().or(config::domain).orElseThrow();
  }

  int maxMessage() {
    return config.maxMessage();
  }

  boolean offersTls() {
    return config.certificate().isPresent();
  }

  /** The reply to {@code EHLO}: RFC 1870, 2920, 6152, 2034 and 3207, and neither 3030 nor 6531. */
  String offers(boolean secure) {
    String tls = offersTls() && !secure ? "250-STARTTLS\r\n" : "";
    return "250-%s\r\n250-PIPELINING\r\n250-SIZE %d\r\n%s250-8BITMIME\r\n250 ENHANCEDSTATUSCODES"
        .formatted(host(), maxMessage(), tls);
  }

  /** Who sends, if that is who is connected. */
  Optional<InetAddress> client(Origin origin) {
    return client(config, origin);
  }

  static Optional<InetAddress> client(MailConfig config, Origin origin) {
    String address = origin.clientAddress();
    int zone = address.indexOf('%');
    return config.behindRelay()
        ? Optional.empty()
        : Optional.of(InetAddress.ofLiteral(zone < 0 ? address : address.substring(0, zone)));
  }

  /** A network tries something once more; false when it is more than it may. */
  boolean count(Origin origin) {
    return tallies.count(Guessing.network(origin.clientAddress()));
  }
}

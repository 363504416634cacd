package dev.avowry.mail;

import dev.avowry.kernel.CannotStart;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.regex.Pattern;

/** A domain that is none, and limits that limit nothing, stop the start. */
@Singleton
final class MailLimits {
  private static final int SMALLEST_MESSAGE = 64 * 1024;
  private static final int LARGEST_MESSAGE = 25 * 1024 * 1024;
  private static final int MOST_CONNECTIONS = 10_000;
  private static final int HIGHEST_PORT = 65_535;
  private static final int MOST = 1_000_000;
  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(3_660);

  /** RFC 1035 §2.3.1, in small letters and with a dot at the least. */
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

  void start(@Observes @Priority(1) StartupEvent event, MailConfig config) {
    check(config);
  }

  static void check(MailConfig config) {
    CannotStart.unless(
        config.domain().map(MailLimits::isDomain).orElse(true)
            && config.host().map(MailLimits::isDomain).orElse(true),
        "avowry.mail.domain and avowry.mail.host must be names of domains in small letters");
    CannotStart.unless(
        config.certificate().isPresent() == config.key().isPresent(),
        "avowry.mail.certificate and avowry.mail.key must be given together");
    CannotStart.unless(
        isWithin(config.smtpPort(), 0, HIGHEST_PORT),
        "avowry.mail.smtp-port must be from 0 to 65535");
    CannotStart.unless(
        isWithin(config.maxMessage(), SMALLEST_MESSAGE, LARGEST_MESSAGE),
        "avowry.mail.max-message must be from 65536 to 26214400");
    CannotStart.unless(
        isWithin(config.connections(), 1, MOST_CONNECTIONS)
            && isWithin(config.connectionsPerNetwork(), 1, MOST_CONNECTIONS),
        "avowry.mail.connections and …-per-network must be from 1 to 10000");
    CannotStart.unless(
        isWithin(config.messagesPerMinute(), 1, MOST) && isWithin(config.mostMessages(), 1, MOST),
        "avowry.mail.messages-per-minute and …most-messages must be from 1 to 1000000");
    CannotStart.unless(
        config.keepFor().compareTo(SHORTEST) >= 0 && config.keepFor().compareTo(LONGEST) <= 0,
        "avowry.mail.keep-for must be from 1 hour to 3660 days");
  }

  static boolean isDomain(String name) {
    return DOMAIN.matcher(name).matches();
  }

  static boolean isWithin(int value, int least, int most) {
    return value >= least && value <= most;
  }
}

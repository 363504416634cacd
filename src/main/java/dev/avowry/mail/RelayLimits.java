package dev.avowry.mail;

import dev.avowry.kernel.CannotStart;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/** A relay that would be told secrets in the clear, and limits that are none, stop the start. */
final class RelayLimits {
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "::1");
  private static final Pattern SELECTOR = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final int HIGHEST_PORT = 65_535;
  private static final int MOST_AT_ONCE = 50;

  private RelayLimits() {}

  static void check(RelayConfig config) {
    CannotStart.unless(
        config.tls() != RelayTls.NONE || config.host().map(HERE::contains).orElse(true),
        "avowry.mail.relay.tls is none: only for a relay at localhost, 127.0.0.1 or ::1");
    CannotStart.unless(
        config.host().isEmpty() || config.dkimKey().isPresent(),
        "avowry.mail.relay.host needs avowry.mail.relay.dkim-key: nothing is sent unsigned");
    CannotStart.unless(
        config.user().isPresent() == config.password().isPresent(),
        "avowry.mail.relay.user and avowry.mail.relay.password must be given together");
    CannotStart.unless(
        SELECTOR.matcher(config.dkimSelector()).matches(),
        "avowry.mail.relay.dkim-selector must be one label of a domain in small letters");
    CannotStart.unless(
        MailLimits.isWithin(config.port(), 1, HIGHEST_PORT),
        "avowry.mail.relay.port must be from 1 to 65535");
    CannotStart.unless(
        MailLimits.isWithin(config.atOnce(), 1, MOST_AT_ONCE),
        "avowry.mail.relay.at-once must be from 1 to 50");
    within("timeout", config.timeout(), Duration.ofSeconds(1), Duration.ofMinutes(5));
    within("retry-after", config.retryAfter(), Duration.ofMillis(100), Duration.ofHours(1));
    within("patience", config.patience(), Duration.ofSeconds(1), Duration.ofDays(7));
  }

  private static void within(String name, Duration value, Duration least, Duration most) {
    CannotStart.unless(
        value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
        "avowry.mail.relay.%s must be from %s to %s".formatted(name, least, most));
  }
}

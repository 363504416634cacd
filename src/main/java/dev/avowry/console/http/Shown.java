package dev.avowry.console.http;

import dev.avowry.agent.AuthorizationDetails;
import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Credential;
import dev.avowry.agent.Death;
import dev.avowry.agent.DetailExtent;
import dev.avowry.agent.Extent;
import dev.avowry.console.AgentFile;
import dev.avowry.console.Outcome;
import dev.avowry.revocation.Preview;
import dev.avowry.sponsorship.Departure;
import io.quarkus.qute.TemplateExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How values look on a page: in words, and the same for everybody. */
@TemplateExtension
final class Shown {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final List<Map.Entry<Duration, String>> UNITS =
      List.of(
          Map.entry(Duration.ofDays(365), "year"),
          Map.entry(Duration.ofDays(30), "month"),
          Map.entry(Duration.ofDays(1), "day"),
          Map.entry(Duration.ofHours(1), "hour"),
          Map.entry(Duration.ofMinutes(1), "minute"));

  private Shown() {}

  /** What may be had in particular. */
  static String words(DetailExtent extent) {
    return switch (extent) {
      case DetailExtent.Any any -> "anything";
      case DetailExtent.Only(AuthorizationDetails none) when none.isEmpty() -> "nothing";
      case DetailExtent.Only(AuthorizationDetails details) -> details.text();
    };
  }

  /** To the minute. */
  static String minute(Instant at) {
    return MINUTE.format(at);
  }

  /** To the second. */
  static String second(Instant at) {
    return SECOND.format(at);
  }

  /** How far away it is, roughly: "3 days ago", "in 2 hours". */
  static String since(Instant at, Instant now) {
    Duration between = Duration.between(at, now);
    String words = words(between.abs());
    if (words.isEmpty()) {
      return "just now";
    }
    return between.isNegative() ? "in " + words : words + " ago";
  }

  private static String words(Duration duration) {
    for (Map.Entry<Duration, String> unit : UNITS) {
      long count = duration.dividedBy(unit.getKey());
      if (count > 0) {
        return count + " " + unit.getValue() + (count == 1 ? "" : "s");
      }
    }
    return "";
  }

  /** In milliseconds, with as many digits as say something. */
  static String millis(Duration took) {
    double ms = took.toNanos() / 1e6;
    return String.format(Locale.ROOT, ms < 10 ? "%.1f ms" : "%.0f ms", ms);
  }

  /** What may be had, in words. */
  static String words(Extent extent) {
    return switch (extent) {
      case Extent.Any any -> "anything";
      case Extent.Only only when only.values().isEmpty() -> "nothing";
      case Extent.Only only -> String.join(", ", only.values().stream().sorted().toList());
    };
  }

  /** The longest lifetime, in seconds. */
  static String lifetime(Ceiling ceiling) {
    return ceiling.maxTtl().toSeconds() + " s";
  }

  /** A code in small letters, spaces for its underscores. */
  static String words(Enum<?> code) {
    return code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** A code as it is in addresses, forms and style sheets. */
  static String code(Enum<?> code) {
    return code.name().toLowerCase(Locale.ROOT);
  }

  /** A number with marks between thousands. */
  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** What stands for nothing. */
  static String orDash(Optional<?> value) {
    return value.map(Object::toString).orElse("–");
  }

  /** Whether it is no limit at all. */
  static boolean isAnything(Extent extent) {
    return extent instanceof Extent.Any;
  }

  /** A code of the ledger, spaces for its underscores. */
  static String spaced(String code) {
    return code.replace('_', ' ');
  }

  /** Some of many, one after the other. */
  static String listed(Preview.Named named) {
    String shown = String.join(", ", named.names());
    return named.total() > named.names().size() ? shown + " and more" : shown;
  }

  /** Whether authority flows through an agent, in a word. */
  static String state(AgentFile.Contents file) {
    return effective(file.death());
  }

  /** Whether a credential proves something, in a word. */
  static String state(AgentFile.Contents file, Credential credential) {
    return effective(file.death(credential));
  }

  /** Where verifiers are with what was ordered. */
  static List<ReceiptLine> shown(Outcome outcome) {
    return outcome.receipt().lines().stream().map(ReceiptLine::of).toList();
  }

  /** Who ended it, and why, in a sentence. */
  static String words(Death death) {
    String what = death.kind() + " " + death.id() + " is " + death.state();
    return death.state().equals("expired")
        ? what + " since " + minute(death.since())
        : "%s since %s, by %s: %s"
            .formatted(what, minute(death.since()), death.by(), death.reason());
  }

  /** By what somebody is known to be gone, and how they come back. */
  static String said(Departure departure) {
    return switch (departure.cause()) {
      case ADMINISTRATOR -> "an administrator said so";
      case SCIM_INACTIVE -> "the directory made them inactive";
      case SCIM_DELETED -> "the directory removed them";
      case RISC_ACCOUNT -> "a signal said that their account was disabled";
      case GLOBAL_TOKEN_REVOCATION -> "their identity provider revoked all that they hold";
      case SIGN_IN_REFUSED ->
          "their identity provider does not let them in any more; they are back when they sign in"
              + " there again";
    };
  }

  /** Whether authority flows, in one word: live, suspended, revoked, expired. */
  static String effective(Optional<Death> death) {
    return death.map(Death::state).orElse("live");
  }
}

package dev.avowry.web.http;

import io.vertx.core.http.HttpHeaders;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The time as HTTP writes it, RFC 9110 §5.6.7; written anew once a second. */
@ApplicationScoped
class Dates {
  private static final DateTimeFormatter IMF_FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Clock clock;
  private volatile Written last = new Written(Long.MIN_VALUE, "");

  Dates(Clock clock) {
    this.clock = clock;
  }

  private record Written(long second, CharSequence text) {}

  /** Now, for the header {@code Date}, which an origin with a clock has to send (§6.6.1). */
  CharSequence now() {
    Instant now = clock.instant();
    Written written = last;
    if (written.second() != now.getEpochSecond()) {
      written =
          new Written(now.getEpochSecond(), HttpHeaders.createOptimized(IMF_FIXDATE.format(now)));
      last = written;
    }
    return written.text();
  }
}

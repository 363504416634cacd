package dev.avowry.rotation.http;

import dev.avowry.rotation.Method;
import dev.avowry.rotation.Rotator;
import dev.avowry.rotation.Snag;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** A rotator on the wire. */
public record RotatorView(
    String secret,
    String type,
    Optional<String> endpoint,
    Optional<Long> every,
    boolean afterRevocation,
    String state,
    int tries,
    Optional<String> fault,
    Optional<Instant> nextTryAt,
    Optional<Instant> endedAt,
    Instant setAt,
    String setBy) {
  static RotatorView of(Rotator rotator) {
    return new RotatorView(
        rotator.secret().toString(),
        rotator.plan().method().code(),
        rotator.plan().method() instanceof Method.Webhook webhook
            ? Optional.of(webhook.endpoint().toString())
            : Optional.empty(),
        rotator.plan().every().map(Duration::toSeconds),
        rotator.plan().afterRevocation(),
        rotator.state().name().toLowerCase(Locale.ROOT),
        rotator.tries(),
        rotator.snag().map(Snag::code),
        rotator.next(),
        rotator.endedAt(),
        rotator.at(),
        rotator.by());
  }
}

package dev.avowry.sign;

import dev.avowry.kernel.CannotStart;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Payloads that no ledger should vouch for, and keys without number, stop the start. */
@Singleton
final class SignLimits {
  private static final int LONGEST_PAYLOAD = 64 * 1024;
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  void start(@Observes @Priority(1) StartupEvent event, SignConfig config) {
    check(config);
  }

  static void check(SignConfig config) {
    CannotStart.unless(
        isWithin(config.maxPayload(), 1, LONGEST_PAYLOAD),
        "avowry.sign.max-payload must be from 1 to 65536 bytes");
    CannotStart.unless(
        isWithin(config.keysPerAgent(), 2, 1_000),
        "avowry.sign.keys-per-agent must be from 2 to 1000");
    CannotStart.unless(
        isWithin(config.keysInMemory(), 10, 1_000_000),
        "avowry.sign.keys-in-memory must be from 10 to 1000000");
    CannotStart.unless(
        isWithin(config.longestHttpTtl(), SHORTEST, LONGEST),
        "avowry.sign.longest-http-ttl must be from 1 second to 1 day");
    CannotStart.unless(
        isWithin(config.httpTtl(), SHORTEST, config.longestHttpTtl()),
        "avowry.sign.http-ttl must be from 1 second to avowry.sign.longest-http-ttl");
    CannotStart.unless(
        isWithin(config.directoryKeys(), 1, 10_000),
        "avowry.sign.directory-keys must be from 1 to 10000");
    CannotStart.unless(
        isWithin(config.keysMaxAge(), Duration.ZERO, LONGEST),
        "avowry.sign.keys-max-age must be from 0 seconds to 1 day");
  }

  private static <T extends Comparable<T>> boolean isWithin(T value, T least, T most) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }
}

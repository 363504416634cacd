package dev.avowry.connection;

import dev.avowry.vault.Secret;
import java.time.Duration;

/** What came of a turn with a connection. */
sealed interface Step {
  /** How long nothing is done about what may come back to life. */
  Duration WAIT = Duration.ofMinutes(1);

  /** The provider gave the next tokens. */
  record Refreshed(Secret secret, TokenSet tokens) implements Step {}

  /** It may go next time. */
  record Again(Fault fault) implements Step {}

  /** The agent is suspended: nothing is asked of the provider meanwhile. */
  record Waits() implements Step {}

  /** Nobody asks that provider any more. */
  record Rests() implements Step {}

  /** It will not go any more. */
  record Broken(Fault fault) implements Step {}

  /** The agent was revoked, or its keeper has removed the secret. */
  record Over() implements Step {}

  /** The provider has the refresh token back, or is not to be asked for that any more. */
  record GivenBack() implements Step {}

  /** From five seconds to an hour, each time twice as long. */
  static Duration pause(int tries) {
    Duration pause = Duration.ofSeconds(5).multipliedBy(1L << Math.min(tries, 10));
    return pause.compareTo(Duration.ofHours(1)) < 0 ? pause : Duration.ofHours(1);
  }
}

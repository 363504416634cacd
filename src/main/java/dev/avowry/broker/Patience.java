package dev.avowry.broker;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How long the far side has: as is set, and never so long that whoever asked is refused before
 * their answer is there.
 */
@Singleton
public class Patience {
  private final Duration longest;

  @Inject
  Patience(
      BrokerConfig config,
      @ConfigProperty(name = "avowry.http-deadline", defaultValue = "10s") Duration deadline) {
    this.longest = within(config.timeout(), deadline);
  }

  /** From looking the name up to the last byte. */
  public Duration longest() {
    return longest;
  }

  static Duration within(Duration timeout, Duration deadline) {
    Duration most = deadline.multipliedBy(4).dividedBy(5);
    return timeout.compareTo(most) < 0 ? timeout : most;
  }
}

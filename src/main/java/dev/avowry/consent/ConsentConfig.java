package dev.avowry.consent;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of what humans lend to agents. */
@ConfigMapping(prefix = "avowry.consent")
public interface ConsentConfig {
  /**
   * How long a grant lasts at the most, and so whatever refresh token comes of it. From 1 hour to
   * 366 days.
   */
  @WithDefault("30d")
  Duration longest();

  /**
   * How long a refresh token is good when it is not used. From 1 hour to {@code
   * avowry.consent.longest}.
   */
  @WithDefault("14d")
  Duration refreshIdle();

  /**
   * How many requests of one network may wait at the same time, for a browser or for their human.
   * From 1 to 1,000,000.
   */
  @WithDefault("1000")
  int waitingPerNetwork();
}

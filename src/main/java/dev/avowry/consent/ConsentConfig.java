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
}

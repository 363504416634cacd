package dev.avowry.people;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long humans stay signed in. */
@ConfigMapping(prefix = "avowry.session")
public interface SessionConfig {
  /** How long a session may lie unused. From a minute to a day. */
  @WithDefault("PT30M")
  Duration idle();

  /**
   * How long a session lasts at the most, however much it is used. From the idle limit to 7 days.
   */
  @WithDefault("PT12H")
  Duration longest();
}

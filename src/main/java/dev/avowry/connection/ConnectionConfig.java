package dev.avowry.connection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of what connects agents at third parties. */
@ConfigMapping(prefix = "avowry.connection")
public interface ConnectionConfig {
  /** How long a third party has for each answer. From 1 to 30 seconds. */
  @WithDefault("10s")
  Duration timeout();
}

package dev.avowry.agent;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of client secrets, a legacy. */
@ConfigMapping(prefix = "avowry.client-secret")
public interface SecretConfig {
  /** How long a secret lives when nothing else is asked for. From 1 minute to the longest. */
  @WithDefault("30d")
  Duration life();

  /** How long a secret may be asked for at the most. From 1 minute to 366 days. */
  @WithDefault("90d")
  Duration longestLife();
}

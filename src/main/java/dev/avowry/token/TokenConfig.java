package dev.avowry.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of access tokens. */
@ConfigMapping(prefix = "avowry.token")
public interface TokenConfig {
  /**
   * How long an access token lives where its ceiling allows it. From 30 seconds to 15 minutes; the
   * revocation list grows with it.
   */
  @WithDefault("300s")
  Duration ttl();
}

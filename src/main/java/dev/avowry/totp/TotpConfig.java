package dev.avowry.totp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of second factors. */
@ConfigMapping(prefix = "avowry.totp")
public interface TotpConfig {
  /** How often an agent may ask for codes in a minute, at one replica. From 1 to 1,000,000. */
  @WithDefault("60")
  int codesPerMinute();
}

package dev.avowry.key;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long keys stay in each state of their life. */
@ConfigMapping(prefix = "avowry.key")
interface KeyConfig {
  /**
   * How long a new key is in the JWKS before it signs. Readers cache the JWKS for half of it. At
   * least 10 s and twice {@code refresh}.
   */
  @WithDefault("PT5M")
  Duration publishBeforeUse();

  /** How long a key signs. Longer than {@code publish-before-use} and {@code overlap} together. */
  @WithDefault("P30D")
  Duration activeFor();

  /**
   * How long a retired key stays in the JWKS. At least 16 minutes: the longest token lifetime of
   * 900 s and 60 s of skew.
   */
  @WithDefault("PT20M")
  Duration overlap();

  /** How soon a replica learns what another has done with keys. From 1 s to 1 min. */
  @WithDefault("5s")
  Duration refresh();
}

package dev.avowry.federation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of trust in outside issuers. */
@ConfigMapping(prefix = "avowry.federation")
public interface FederationConfig {
  /** How long fetched keys are used without asking again. From 1 second to 1 day. */
  @WithDefault("10m")
  Duration keysFresh();

  /**
   * How long fetched keys are used at the most while their issuer does not answer. From the same to
   * 7 days.
   */
  @WithDefault("4h")
  Duration keysStale();

  /**
   * How long an issuer is left alone after it was asked for its keys, whatever a token names. From
   * 100 milliseconds to 1 hour.
   */
  @WithDefault("30s")
  Duration refetchPause();

  /** How long an issuer has to answer. From 100 milliseconds to 10 seconds. */
  @WithDefault("3s")
  Duration fetchTimeout();

  /**
   * How many workloads that no rule names are taken into one quarantine within a minute, over all
   * replicas. From 1 to 10,000.
   */
  @WithDefault("60")
  int quarantinePerMinute();
}

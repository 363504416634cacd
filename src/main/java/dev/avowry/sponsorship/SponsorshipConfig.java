package dev.avowry.sponsorship;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of sponsorships. */
@ConfigMapping(prefix = "avowry.sponsorship")
public interface SponsorshipConfig {
  /**
   * How long somebody has to acknowledge what another left or demands to be taken. From 1 minute to
   * 90 days.
   */
  @WithDefault("P7D")
  Duration acknowledgeWithin();
}

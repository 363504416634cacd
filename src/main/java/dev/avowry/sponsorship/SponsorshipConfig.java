package dev.avowry.sponsorship;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of sponsorships. */
@ConfigMapping(prefix = "avowry.sponsorship")
public interface SponsorshipConfig {
  /** Whose word it takes that a human answers. */
  enum Acceptance {
    /** That of whoever registers the sponsor, unless they invite them. */
    ADMINISTRATOR,
    /** Their own, always, and for each agent that another registers for them. */
    OWN
  }

  /** Whose word it takes that a human answers: {@code administrator} or {@code own}. */
  @WithDefault("administrator")
  Acceptance acceptance();

  /** How long an invitation can be accepted. From 1 minute to 90 days. */
  @WithDefault("P14D")
  Duration acceptWithin();

  /**
   * How long somebody has to acknowledge what another left or demands to be taken. From 1 minute to
   * 90 days.
   */
  @WithDefault("P7D")
  Duration acknowledgeWithin();

  /**
   * For how long a sponsor answers for an agent without renewing it. From 1 hour to 730 days, or
   * nothing for ever.
   */
  @WithDefault("P180D")
  Duration lease();
}

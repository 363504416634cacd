package dev.avowry.approval;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of what agents ask of humans who are not there. */
@ConfigMapping(prefix = "avowry.approval")
public interface ApprovalConfig {
  /** How long a human has to answer where no rule says it. From 30 seconds to 1 day. */
  @WithDefault("PT5M")
  Duration patience();

  /** How long what was approved may be used. From 1 minute to {@code avowry.consent.longest}. */
  @WithDefault("PT1H")
  Duration lasting();

  /** How long an agent waits between two polls, in whole seconds. From 1 second to 1 minute. */
  @WithDefault("PT5S")
  Duration interval();

  /** How many requests of one agent wait at once, at the most. From 1 to 100. */
  @WithDefault("5")
  int mostPerAgent();

  /** How many requests wait for one human at once, at the most. From 1 to 1000. */
  @WithDefault("20")
  int mostPerHuman();
}

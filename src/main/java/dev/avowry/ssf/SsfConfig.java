package dev.avowry.ssf;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the streams of security events. */
@ConfigMapping(prefix = "avowry.ssf")
public interface SsfConfig {
  /**
   * How many events may wait in one stream before it is paused. From 10 to 1,000,000; about 500
   * bytes each.
   */
  @WithDefault("10000")
  int backlog();

  /** How soon a receiver may ask for verification again. From 0 to 1 hour. */
  @WithDefault("2s")
  Duration minVerificationInterval();

  /**
   * How long a poll without an event is held open. From 0 to 1 minute; half of the deadline for
   * requests at the most, whatever stands here.
   */
  @WithDefault("5s")
  Duration longPoll();

  /** How long a receiver has to take one event. From 100 ms to 20 seconds. */
  @WithDefault("5s")
  Duration pushTimeout();
}

package dev.avowry.broker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of requests that are sent with a secret in them. */
@ConfigMapping(prefix = "avowry.broker")
public interface BrokerConfig {
  /**
   * How long the far side has, from looking its name up to the last byte of its answer; never more
   * than four fifths of {@code avowry.http-deadline}. From 100 ms to 4 minutes.
   */
  @WithDefault("8s")
  Duration timeout();

  /** How much of an answer's body is passed on, in bytes. From 1 KiB to 4 MiB. */
  @WithDefault("262144")
  int maxAnswer();

  /** How often an agent may ask for it in a minute, at one replica. From 1 to 1,000,000. */
  @WithDefault("120")
  int requestsPerMinute();

  /** How many may be under way at the same time at one replica. From 1 to 10,000. */
  @WithDefault("64")
  int atOnce();
}
